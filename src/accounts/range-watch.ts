import { type CalendarDate, daysBetween, wallClock } from '../domain/calendar.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Accounts, RangeNotice, WatchedRange } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'

/**
 * When a series is said to run low: at so many hundredths of its open ranges, at 0 when no number is left. Of small ranges a few
 * hundredths are too few to act on: `fewest` numbers will do as well, so long as that is less than `share` of the whole.
 */
const LOW_STAGES = [
  { stage: 20, fewest: 50n, share: 2n },
  { stage: 5, fewest: 10n, share: 5n },
  { stage: 0, fewest: 0n, share: 1n },
] as const

/** Days before its end at which the owner of a range that still has numbers is told. */
const EXPIRY_STAGES = [30, 15, 7, 1] as const
const HORIZON_MS = 32 * 86_400_000

export interface RangeWatchParts {
  readonly accounts: Pick<Accounts, 'passUsedNumbers' | 'watchedRanges' | 'ranges' | 'announceRange'>
  readonly jurisdictions: readonly Jurisdiction[]
  readonly clock: Clock
  /** What is wrong with one issuer's ranges silences no other's. */
  readonly onError: (error: unknown) => void
}

/**
 * Looks at the ranges of all tenants and tells of those that run out of numbers or of time, each stage once; after another range
 * was loaded, again. Stages that passed while nobody watched are left out. Answers what it told, for the log.
 */
export async function watchRanges(parts: RangeWatchParts): Promise<readonly RangeNotice[]> {
  const { accounts, jurisdictions, clock, onError } = parts
  const now = clock.now()
  // What was passed once is never counted again, here or by whoever looks at his ranges.
  await accounts.passUsedNumbers(onError).catch(onError)
  const ranges = await accounts.watchedRanges(new Date(now.getTime() + HORIZON_MS))
  const told: RangeNotice[] = []
  for (const { code, timeZone } of jurisdictions) {
    const today = wallClock(now, timeZone).date
    const ofCountry = ranges.filter(({ jurisdiction }) => jurisdiction === code)
    for (const ofIssuer of Map.groupBy(ofCountry, issuerKey).values()) {
      try {
        for await (const notice of noticesTold(accounts, ofIssuer, today)) told.push(notice)
      } catch (error) {
        onError(error)
      }
    }
  }
  return told
}

/** Numbers are counted once something may be due: a count reads every number that was given ahead of its turn. */
async function* noticesTold(
  accounts: RangeWatchParts['accounts'],
  ranges: readonly WatchedRange[],
  today: CalendarDate,
): AsyncGenerator<RangeNotice> {
  const [first] = ranges
  if (!first || rangeNotices(ranges, today).length === 0) return
  const counted = new Map(
    (await accounts.ranges(first.tenantId, first.issuerId)).map(({ id, remaining }) => [
      id,
      { atLeast: BigInt(remaining), atMost: BigInt(remaining) },
    ]),
  )
  const exact = ranges.map((range) => {
    const { atLeast = range.atLeast, atMost = range.atMost } = counted.get(range.id) ?? {}
    return { ...range, atLeast, atMost }
  })
  // Of several processes that watch, one gets to tell.
  for (const notice of rangeNotices(exact, today)) if (await accounts.announceRange(notice)) yield notice
}

function issuerKey({ tenantId, issuerId }: WatchedRange): string {
  return `${tenantId}/${issuerId}`
}

/** What is to be told of these ranges today; while their numbers are not counted, whatever may have to be. */
export function rangeNotices(ranges: readonly WatchedRange[], today: CalendarDate): readonly RangeNotice[] {
  const series = Map.groupBy(ranges, (range) => JSON.stringify([range.tenantId, range.issuerId, range.series]))
  const low = [...series.values()].flatMap((each) => lowNotice(each, today))
  return [...low, ...ranges.flatMap((range) => expiringNotice(range, today))]
}

function lowNotice(series: readonly WatchedRange[], today: CalendarDate): readonly RangeNotice[] {
  const open = series.filter((range) => range.atMost > 0n && !isOver(range, today))
  const remaining = open.reduce((sum, { atLeast }) => sum + atLeast, 0n)
  const size = open.reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
  const stage = LOW_STAGES.findLast((each) => remaining <= thresholdOf(each, size))?.stage
  const newest = series.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id)).at(-1)
  if (stage === undefined || !newest || isTold(newest.toldLow, stage)) return []
  const { tenantId, issuerId, id: rangeId } = newest
  const data = { series: newest.series, remaining: String(remaining), threshold: stage }
  return [{ tenantId, issuerId, rangeId, kind: 'low', stage, data }]
}

function thresholdOf({ stage, fewest, share }: (typeof LOW_STAGES)[number], size: bigint): bigint {
  const hundredths = (size * BigInt(stage)) / 100n
  const few = fewest < size / share ? fewest : size / share
  return stage > 0 && few > hundredths ? few : hundredths
}

function expiringNotice(range: WatchedRange, today: CalendarDate): readonly RangeNotice[] {
  const { tenantId, issuerId, id: rangeId, series, first, last, expiresOn, toldExpiring } = range
  if (expiresOn === undefined || range.atMost === 0n || isOver(range, today)) return []
  const daysLeft = daysBetween(today, expiresOn)
  const stage = EXPIRY_STAGES.findLast((days) => daysLeft <= days)
  if (stage === undefined || isTold(toldExpiring, stage)) return []
  const remaining = String(range.atLeast)
  const data = { rangeId, series, first: String(first), last: String(last), remaining, expiresOn, daysLeft }
  return [{ tenantId, issuerId, rangeId, kind: 'expiring', stage, data }]
}

function isOver({ expiresOn }: WatchedRange, today: CalendarDate): boolean {
  return expiresOn !== undefined && expiresOn < today
}

function isTold(told: number | undefined, stage: number): boolean {
  return told !== undefined && told <= stage
}
