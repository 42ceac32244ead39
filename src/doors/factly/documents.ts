import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Document } from '../../domain/document.ts'
import { officialNameOf } from '../../domain/official-name.ts'
import { paperOf } from '../../journey/paper.ts'
import type { DoorParts } from '../door.ts'
import { takeNoBody } from '../no-body.ts'
import { COUNTRY, letsIn } from './access.ts'
import { documentNotFound, FactlyProblem } from './errors.ts'
import { documentResponse, STATES, statusResponse, type Told } from './from-document.ts'

const PATH = '/v1/:environment/documents/:id'

/** What can be asked of a document that is there, and what can be done with it. */
export const documents: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const reading = { preParsing: letsIn('documents:read') }

  app.get(PATH, reading, async (request) => {
    const { document, id } = await documentOf(parts, request)
    return documentResponse(parts, document, id, await toldOf(parts, request, document))
  })

  app.get(`${PATH}/status`, reading, async (request) => {
    const { document, id } = await documentOf(parts, request)
    return statusResponse(parts, document, id)
  })

  app.get(`${PATH}/xml`, reading, async (request, reply) => {
    const { document } = await documentOf(parts, request)
    const files = await parts.documents.files(document.tenantId, document.id)
    if (!files) throw notThereYet('XML')
    return sendFile(reply, 'application/xml', `${officialNameOf(document)}.xml`, files.xml)
  })

  app.get(`${PATH}/pdf`, reading, async (request, reply) => {
    const { document } = await documentOf(parts, request)
    if (!(await parts.documents.files(document.tenantId, document.id))) throw notThereYet('PDF')
    const { fileName, bytes } = await paperOf(parts, document)
    return sendFile(reply, 'application/pdf', fileName, bytes)
  })

  await app.register(retry, { ...parts, prefix: '' })
}

/** POST /v1/{environment}/documents/{id}/retry: for what failed and what is not sent yet. */
const retry: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  takeNoBody(app)
  app.post(`${PATH}/retry`, { preParsing: letsIn('documents:write') }, async (request, reply) => {
    const { document, id } = await documentOf(parts, request)
    const { state } = document
    if (state !== 'failed' && state !== 'signed') {
      const message = 'Solo se reintenta un documento fallido o que aún no se ha enviado.'
      throw new FactlyProblem(409, 'API_DOCUMENT_STATE_CONFLICT', message, { status: STATES[state].request })
    }
    await parts.journey.retry(request.caller, document.id)
    return reply.code(202).send({ ok: true, requestId: id, jobId: id, status: 'queued' })
  })
}

/** The document of the caller's tenant and environment that has this number. @throws FactlyProblem 404 */
async function documentOf(
  { doorRecords, documents: store }: DoorParts,
  { params, caller: { tenantId, environment } }: FastifyRequest,
): Promise<{ readonly document: Document; readonly id: number }> {
  const { id: text } = params as { readonly id: string }
  if (!/^[1-9]\d{0,15}$/.test(text)) throw documentNotFound()
  const id = Number(text)
  const documentId = await doorRecords.documentOf(tenantId, id)
  const document = documentId === undefined ? undefined : await store.get(tenantId, environment, documentId)
  if (document?.jurisdiction !== COUNTRY) throw documentNotFound()
  return { document, id }
}

/** What the first reply told of the request; a document that came another way was told of nowhere. */
async function toldOf({ doorRecords }: DoorParts, { caller }: FastifyRequest, { id }: Document): Promise<Told> {
  const first = await doorRecords.reply({ tenantId: caller.tenantId, door: caller.door, documentId: id })
  return first ? (JSON.parse(first.body) as Told) : { requestFormat: 'json', normalizedPayload: {} }
}

function notThereYet(what: 'XML' | 'PDF'): FactlyProblem {
  return new FactlyProblem(409, `API_${what}_NOT_AVAILABLE`, `El ${what} del documento aún no está disponible.`)
}

function sendFile(reply: FastifyReply, type: string, name: string, bytes: Uint8Array): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-cache')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
