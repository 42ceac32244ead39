import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { branchesOf, type NumberedBranch } from '../../accounts/branches.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'

/** GET /v1/issuers: the branches of the key's tenant and environment, with the numbers that `X-Issuer-Id` takes. */
export const issuers: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  app.get('/v1/issuers', { schema: { hide: true }, ...needsScope('documents:read') }, async ({ caller }) => ({
    ok: true,
    issuers: (await branchesOf(parts, caller)).map(toldBranch),
  }))
}

function toldBranch({ number, issuer, place }: NumberedBranch): Record<string, unknown> {
  const { environment, profile } = issuer
  const [establishment, emissionPoint] = place.name.split('-')
  return {
    id: number,
    ruc: profile.taxId,
    name: profile.name,
    tradeName: place.tradeName ?? null,
    establishment,
    emissionPoint,
    address: place.address ?? null,
    environment,
  }
}
