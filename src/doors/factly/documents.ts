import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { officialNameOf } from '../../domain/official-name.ts'
import { present } from '../../domain/present.ts'
import { paperOf } from '../../journey/paper.ts'
import { wayOnOf } from '../../journey/way-on.ts'
import type { ReplyOf } from '../../ports/door-records.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import type { DoorParts } from '../door.ts'
import { takeNoBody } from '../no-body.ts'
import { type NumberedDocument, numberedDocument } from '../numbered-document.ts'
import { sendFile } from '../send-file.ts'
import { COUNTRY, letsIn } from './access.ts'
import { documentResponse, STATES, statusResponse, type Told } from './from-document.ts'

const PATH = '/v1/:environment/documents/:id'

/** What can be asked of a document that is there, and what can be done with it. */
export const documents: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const reading = letsIn('documents:read', { unknown: 404 })
  takeNoBody(app)

  app.get(PATH, reading, async (request) => {
    const { tenantId, door } = request.caller
    const found = await documentOf(parts, request)
    return documentResponse(parts, found, await toldOf(parts, { tenantId, door, documentId: found.document.id }))
  })

  app.get(`${PATH}/status`, reading, async (request) => statusResponse(parts, await documentOf(parts, request)))

  app.get(`${PATH}/xml`, reading, async (request, reply) => {
    const { document } = await documentOf(parts, request)
    const files = await parts.documents.files(document.tenantId, document.id)
    if (!files) throw notThereYet('XML')
    const fileName = `${officialNameOf(document)}.xml`
    return sendFile(reply, { mediaType: 'application/xml', fileName, bytes: files.xml, ...COPY })
  })

  app.get(`${PATH}/pdf`, reading, async (request, reply) => {
    const { document } = await documentOf(parts, request)
    if (!(await parts.documents.files(document.tenantId, document.id))) throw notThereYet('PDF')
    return sendFile(reply, { mediaType: 'application/pdf', ...(await paperOf(parts, document)), ...COPY })
  })

  // For what failed and what is not sent yet.
  app.post(`${PATH}/retry`, letsIn('documents:write', { unknown: 404 }), async (request, reply) => {
    const { document, id } = await documentOf(parts, request)
    const { state } = document
    if (state !== 'failed' && state !== 'signed') {
      const message = 'Solo se reintenta un documento fallido o que aún no se ha enviado.'
      const details = present({ status: STATES[state].request, reason: wayOnOf(document)?.es })
      throw new ContractRefusal(409, 'API_DOCUMENT_STATE_CONFLICT', message, details)
    }
    await parts.journey.retry(request.caller, document.id)
    return reply.code(202).send({ ok: true, requestId: id, jobId: id, status: 'queued' })
  })
}

/** Tomorrow DGII may have decided. */
const COPY = { disposition: 'attachment', mayChange: true } as const

/** @throws ContractRefusal 404, also for a document of another tenant, environment or country */
async function documentOf(parts: DoorParts, { params, caller }: FastifyRequest): Promise<NumberedDocument> {
  const found = await numberedDocument(parts, caller, (params as { readonly id: string }).id, COUNTRY)
  if (found) return found
  throw new ContractRefusal(404, 'API_DOCUMENT_NOT_FOUND', 'Documento no encontrado.')
}

/** What the first reply told of the request; a document that came another way was told of nowhere. */
async function toldOf({ doorRecords }: DoorParts, of: ReplyOf): Promise<Told> {
  const first = await doorRecords.reply(of)
  return first ? (JSON.parse(first.body) as Told) : { requestFormat: 'json', normalizedPayload: {} }
}

function notThereYet(what: 'XML' | 'PDF'): ContractRefusal {
  return new ContractRefusal(409, `API_${what}_NOT_AVAILABLE`, `El ${what} del documento aún no está disponible.`)
}
