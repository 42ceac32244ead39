import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Document } from '../../domain/document.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { nothingHere } from '../nothing-here.ts'
import { dataOf } from './from-document.ts'

/**
 * A document by its id, a UUID: another contract on the same host has access keys in its place. The router tells routes apart by
 * their parameters and not by the expressions in them, so that each group of digits is a parameter of its own.
 */
export const DOCUMENT = `/v1/documents/${[8, 4, 4, 4, 12].map((digits, i) => `:id${i}(^[0-9a-fA-F]{${digits}}$)`).join('-')}`

const Groups = Type.Object({
  id0: Type.String(),
  id1: Type.String(),
  id2: Type.String(),
  id3: Type.String(),
  id4: Type.String(),
})

/** GET /v1/documents/{id} and /v1/documents/detail?accessKey=: what the creation answered, as it stands now. */
export const readDocuments: FastifyPluginAsyncTypebox<DoorParts> = async (app, { documents }) => {
  app.addHook('preParsing', needsScope('documents:read').preParsing)

  app.get(DOCUMENT, { schema: { hide: true, params: Groups } }, async ({ caller, params }) => {
    const { id0, id1, id2, id3, id4 } = params
    return found(await documents.get(caller.tenantId, caller.environment, [id0, id1, id2, id3, id4].join('-')))
  })

  app.get(
    '/v1/documents/detail',
    { schema: { hide: true, querystring: Type.Object({ accessKey: Type.String({ pattern: '^\\d{49}$' }) }) } },
    async ({ caller: { tenantId, environment }, query }) =>
      found(await documents.byAccessKey(tenantId, environment, query.accessKey)),
  )

  /** @throws Refusal not-found, also for a document of another country: this contract knows nothing of it. */
  async function found(document: Document | undefined): Promise<{ success: true; data: Record<string, unknown> }> {
    if (document?.jurisdiction !== 'ec') throw nothingHere()
    return { success: true, data: await dataOf(documents, document) }
  }
}
