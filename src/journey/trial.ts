import { type CalendarDate, wallClock } from '../domain/calendar.ts'
import type { Caller } from '../domain/caller.ts'
import { isAcceptable } from '../domain/fault.ts'
import type { Jurisdiction, PreparedDocument } from '../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../ports/accounts.ts'
import { receiveDraft } from './1-receive.ts'
import { validate } from './2-validate.ts'
import type { JourneyParts, Trial } from './journey.ts'

/** What a draft would become: all of its faults, or its totals and its XML. Stores nothing and uses no number. */
export async function tryOut(parts: JourneyParts, caller: Caller, body: unknown): Promise<Trial> {
  const received = await receiveDraft(parts, caller, body)
  if (received.kind === 'faults') return { faults: received.faults, totals: undefined, xml: undefined }

  const { issuer, jurisdiction, draft } = received
  const { faults, document } = await validate(parts, issuer, jurisdiction, draft)
  if (!document || !isAcceptable(faults)) return { faults, totals: undefined, xml: undefined }
  const numbered = {
    number: document.number ?? jurisdiction.numbering.format(document.series, 0n),
    expiresOn: await expiryFor(parts, issuer, jurisdiction, document),
  }
  return { faults, totals: document.totals, xml: jurisdiction.preview(document, numbered, parts.clock.now()) }
}

/** Until when the range is valid that a trial's number would come from; undefined where there is none. */
export async function expiryFor(
  { accounts, clock }: JourneyParts,
  issuer: Issuer,
  jurisdiction: Jurisdiction,
  { number, series, type }: PreparedDocument,
): Promise<CalendarDate | undefined> {
  const { date: today } = wallClock(clock.now(), jurisdiction.timeZone)
  const sequence = number === undefined ? undefined : jurisdiction.numbering.parse(number, type)?.sequence
  const ranges = await accounts.ranges(issuer.tenantId, issuer.id)
  const range = ranges.find((candidate) => {
    if (candidate.series !== series) return false
    if (sequence !== undefined) return BigInt(candidate.first) <= sequence && sequence <= BigInt(candidate.last)
    return candidate.remaining !== '0' && (candidate.expiresOn === undefined || candidate.expiresOn >= today)
  })
  return range?.expiresOn
}
