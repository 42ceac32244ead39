import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import { Refusal } from '../../domain/refusal.ts'
import { paperOf } from '../../journey/paper.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { sendFile } from '../send-file.ts'
import { documentNow } from './from-document.ts'

/** Digits only, be it 49 or a wrong number of them: another contract on the same host has ids of another form in their place. */
const DOCUMENT = '/v1/documents/:accessKey(^\\d+$)'
const schema = { hide: true, params: Type.Object({ accessKey: Type.String() }) }

/** GET /v1/documents/{accessKey}: what the creation answered, as it stands now; beneath it the XML and the RIDE. */
export const readDocuments: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  app.addHook('preParsing', needsScope('documents:read').preParsing)

  app.get(DOCUMENT, { schema }, async ({ caller, params }) => {
    const document = await found(caller, params.accessKey)
    return { ok: true, document: await documentNow(parts, document) }
  })

  // What SRI has authorised comes as SRI's own file; before that, what was signed.
  app.get(`${DOCUMENT}/xml`, { schema }, async ({ caller, params: { accessKey } }, reply) => {
    const document = await found(caller, accessKey)
    const files = await parts.documents.files(caller.tenantId, document.id)
    if (!files) throw notFound()
    const authorised = isAuthorised(document) ? files.answer?.body : undefined
    const bytes = authorised === undefined ? files.xml : Buffer.from(authorised)
    return sendFile(reply, {
      mediaType: 'application/xml',
      fileName: `${accessKey}.xml`,
      bytes,
      disposition: 'attachment',
    })
  })

  app.get(`${DOCUMENT}/ride`, { schema }, async ({ caller, params: { accessKey } }, reply) => {
    const { bytes } = await paperOf(parts, await found(caller, accessKey))
    return sendFile(reply, { mediaType: 'application/pdf', fileName: `${accessKey}.pdf`, bytes, disposition: 'inline' })
  })

  /** @throws Refusal not-found, also for what this contract knows nothing of */
  async function found({ tenantId, environment }: Caller, accessKey: string): Promise<Document> {
    const document = await parts.documents.byAccessKey(tenantId, environment, accessKey)
    if (document) return document
    throw notFound()
  }
}

function isAuthorised({ state }: Document): boolean {
  return state === 'approved' || state === 'conditional'
}

function notFound(): Refusal {
  return new Refusal('not-found', 'There is no document with this access key')
}
