import type { MasterKeys } from '../certificates/master-key.ts'
import { reseal, type SealedPlace, SealProblem, unseal } from '../certificates/sealing.ts'
import type { Resealed, Sealed, SealOwner } from '../ports/seals.ts'
import { sealedMailPlace } from './mail-servers.ts'
import { sealedWebhookPlace } from './webhook-secrets.ts'

/** A secret that the ring does not open, and why. */
export interface Unopenable {
  readonly owner: SealOwner
  readonly problem: SealProblem
}

/** All that the ring does not open. Nothing of what it opens is kept. */
export async function unopenable(all: readonly Sealed[], ring: MasterKeys): Promise<readonly Unopenable[]> {
  const found: Unopenable[] = []
  for (const { owner, sealed } of all) {
    try {
      const secret = await unseal(sealed, placeOf(owner), ring)
      secret.fill(0)
    } catch (error) {
      if (!(error instanceof SealProblem)) throw error
      found.push({ owner, problem: error })
    }
  }
  return found
}

/** The same secrets under the ring's current key. @throws SealProblem */
export async function resealedBy(ring: MasterKeys, all: readonly Sealed[]): Promise<Resealed> {
  const sealed: Uint8Array[] = []
  for (const one of all) sealed.push(await reseal(one.sealed, placeOf(one.owner), ring))
  return { masterKeyId: ring.current.id, sealed }
}

function placeOf(owner: SealOwner): SealedPlace {
  const { tenantId } = owner
  switch (owner.kind) {
    case 'certificate':
      return { tenantId, issuerId: owner.issuerId, certificateId: owner.certificateId }
    case 'webhook':
      return sealedWebhookPlace(tenantId)
    case 'mail-server':
      return sealedMailPlace(owner)
  }
}
