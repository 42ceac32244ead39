import { expiryWarnings, type ExpiryStage } from '../certificates/expiry.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'

// The widest of the stages at which owners are warned.
const HORIZON_MS = 31 * 86_400_000

/** A certificate that is about to expire or has expired, told once a stage. */
export interface ExpiryNotice {
  readonly tenantId: string
  readonly certificateId: string
  readonly issuerId: string
  readonly subject: string
  readonly validTo: string
  /** Whole days left; negative once expired. */
  readonly daysLeft: number
}

/**
 * Looks at every certificate in force and writes the warnings that are due into the tenants' audit logs, each once (30, 15, 7
 * and 1 days before, and when it has expired). Answers what it told, for the log.
 */
export async function watchExpiry(parts: {
  readonly accounts: Pick<Accounts, 'endingCertificates' | 'announceEnding'>
  readonly clock: Clock
  /** What is wrong with one certificate silences no other's warning. */
  readonly onError: (error: unknown) => void
}): Promise<readonly ExpiryNotice[]> {
  const { accounts, clock, onError } = parts
  const now = clock.now()
  const ending = await accounts.endingCertificates(new Date(now.getTime() + HORIZON_MS))
  const byId = new Map(ending.map((certificate) => [certificate.id, certificate]))
  const watched = ending.map(({ id, validTo, announcedDays }) => ({
    id,
    validTo: new Date(validTo),
    warnedAt: announcedDays as ExpiryStage | undefined,
  }))
  const notices: ExpiryNotice[] = []
  for (const { id, stage, daysLeft } of expiryWarnings(watched, now)) {
    const certificate = byId.get(id)
    if (!certificate) continue
    const { tenantId, issuerId, subject, validTo } = certificate
    const notice = { tenantId, certificateId: id, issuerId, subject, validTo, daysLeft }
    try {
      // Of several processes that watch, one gets to tell.
      if (await accounts.announceEnding(certificate, stage, { ...notice })) notices.push(notice)
    } catch (error) {
      onError(error)
    }
  }
  return notices
}
