import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { DoorParts } from '../door.ts'
import { countryOf, idempotencyKeyOf, issuerFor, letsIn, otherEnvironment } from './access.ts'
import { create } from './creation.ts'
import { xmlRequestOf } from './document-request.ts'
import { answersIn, InvalidDocument } from './errors.ts'

/**
 * POST /v1/{environment}/documents/xml: a file of the client's own as a document, in the sandbox only. It is signed anew: a
 * signature it may have is not the issuer's.
 */
export const createDocumentXml: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const { fileDrafts } = countryOf(parts)
  if (!fileDrafts) return
  app.addContentTypeParser(['application/xml', 'text/xml'], { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.setErrorHandler(answersIn({ pathOf: (path) => fileDrafts.placeOf(path), unprocessable: 400 }))
  const access = [letsIn('documents:write'), inSandbox]

  app.post('/v1/:environment/documents/xml', { preParsing: access }, async (request, reply) => {
    const key = idempotencyKeyOf(request)
    const { bytes, externalId } = fileOf(request.body)
    const read = await fileDrafts.draftOf(bytes)
    if (read.kind === 'faults') throw new InvalidDocument(read.faults)
    const { draft } = read
    const { profile } = await issuerFor(parts, request)
    const own = externalId === undefined ? {} : { externalId }
    return create(parts, request, reply, {
      key,
      draft: { ...draft, issuer: profile.taxId, ...own },
      original: { ...own, xml: bytes.toString() },
      told: { requestFormat: 'xml', normalizedPayload: { ...own, documentType: draft.type, encf: draft.number } },
    })
  })
}

async function inSandbox({ caller }: FastifyRequest): Promise<void> {
  if (caller.environment !== 'sandbox') throw otherEnvironment(caller.environment)
}

function fileOf(body: unknown): { readonly bytes: Buffer; readonly externalId?: string } {
  if (Buffer.isBuffer(body)) return { bytes: body }
  const { externalId, xml } = xmlRequestOf(body)
  return { bytes: Buffer.from(xml), externalId }
}
