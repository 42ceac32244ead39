import type { FastifyPluginAsync } from 'fastify'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import { Refusal } from '../../domain/refusal.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { statusOf } from './from-document.ts'
import { COUNTRY } from './reading.ts'

const OPTIONS = { schema: { hide: true }, ...needsScope('documents:read') }

/** GET /api/ecf/status/{trackId}: how far DGII is, by its own trackId or by the one that was given while the document was queued. */
export const status: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const { documents } = parts

  async function documentOf({ tenantId, environment }: Caller, trackId: string): Promise<Document | undefined> {
    // What PostgreSQL cannot hold was never given.
    if (!/^[\x21-\x7e]+$/.test(trackId)) return undefined
    const byReceipt = (id: string) => documents.byReceipt(tenantId, environment, id)
    const known = (await documents.get(tenantId, environment, trackId)) ?? (await byReceipt(trackId))
    // Programs write a UUID in either case.
    return known ?? (UUID.test(trackId) ? byReceipt(trackId.toLowerCase()) : undefined)
  }

  app.get<{ Params: { trackId: string } }>('/api/ecf/status/:trackId', OPTIONS, async ({ caller, params }) => {
    const document = await documentOf(caller, params.trackId)
    if (document?.jurisdiction !== COUNTRY) throw new Refusal('not-found', 'No e-CF has this trackId.')
    return statusOf(parts, document, params.trackId)
  })
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
