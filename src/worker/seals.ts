import type { Audit } from '../ports/audit.ts'
import type { Clock } from '../ports/clock.ts'

/** Seals every tenant that has something to seal; what is wrong with one tenant's chain leaves no other's open. */
export async function sealTenants(parts: {
  readonly audit: Pick<Audit, 'unsealed' | 'seal'>
  readonly clock: Pick<Clock, 'now'>
  readonly onError: (error: unknown) => void
}): Promise<void> {
  const { audit, clock, onError } = parts
  for (const tenantId of await audit.unsealed()) {
    try {
      await audit.seal(tenantId, clock.now())
    } catch (error) {
      onError(error)
    }
  }
}
