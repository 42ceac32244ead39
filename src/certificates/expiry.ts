/** Days before the expiry at which its owner is warned; 0 stands for expired. */
export const EXPIRY_STAGES = [30, 15, 7, 1, 0] as const
export type ExpiryStage = (typeof EXPIRY_STAGES)[number]

/** A certificate in use, and the last stage its owner was warned of. */
export interface WatchedCertificate {
  readonly id: string
  readonly validTo: Date
  readonly warnedAt: ExpiryStage | undefined
}

export interface ExpiryWarning {
  readonly id: string
  readonly stage: ExpiryStage
  /** Whole days left, rounded down; negative once expired. */
  readonly daysLeft: number
}

/**
 * The warnings due now, at most one a certificate: that of the latest stage it has entered, unless its owner was warned of
 * that one already. Stages that passed unseen, while nobody watched, are left out. The caller stores `stage` as `warnedAt`
 * once the warning is out.
 */
export function expiryWarnings(certificates: Iterable<WatchedCertificate>, now: Date): readonly ExpiryWarning[] {
  return [...certificates].flatMap(({ id, validTo, warnedAt }) => {
    const msLeft = validTo.getTime() - now.getTime()
    const stage = EXPIRY_STAGES.findLast((days) => (days === 0 ? msLeft < 0 : msLeft <= days * DAY_MS))
    if (stage === undefined || (warnedAt !== undefined && warnedAt <= stage)) return []
    return [{ id, stage, daysLeft: Math.floor(msLeft / DAY_MS) }]
  })
}

const DAY_MS = 86_400_000
