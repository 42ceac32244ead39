import type { FastifyPluginAsync } from 'fastify'
import { requireScope } from '../../accounts/keys.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { DoorParts } from '../door.ts'
import { statusOf } from './from-document.ts'
import { COUNTRY } from './reading.ts'

/** GET /api/ecf/status/{trackId}: how far DGII is, by its own trackId or by the one that was given while the document was queued. */
export const status: FastifyPluginAsync<DoorParts> = async (app, { documents }) => {
  async function documentOf({ tenantId, environment }: Caller, trackId: string): Promise<Document | undefined> {
    return (
      (await documents.get(tenantId, environment, trackId)) ??
      (await documents.byReceipt(tenantId, environment, trackId))
    )
  }

  app.get<{ Params: { trackId: string } }>(
    '/status/:trackId',
    { schema: { hide: true }, preParsing: async ({ caller }) => requireScope(caller, 'documents:read') },
    async ({ caller, params: { trackId } }) => {
      // What PostgreSQL cannot hold was never given.
      const document = /^[\x21-\x7e]+$/.test(trackId) ? await documentOf(caller, trackId) : undefined
      if (document?.jurisdiction !== COUNTRY) throw new Refusal('not-found', 'There is no invoice with this trackId.')
      return statusOf(document, trackId)
    },
  )
}
