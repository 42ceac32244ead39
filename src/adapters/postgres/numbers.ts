import type { CalendarDate } from '../../domain/calendar.ts'
import type { Bilingual } from '../../domain/fault.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Acceptance } from '../../ports/documents.ts'
import type { Run, Statement } from './database.ts'

/** A number out of a range, and until when the range allows it. */
export interface TakenNumber {
  readonly sequence: bigint
  readonly expiresOn: CalendarDate | undefined
}

/** The numbers of a batch, the statements that move the ranges on, and the ranges as they stand then. */
export interface Allotment {
  readonly numbers: readonly TakenNumber[]
  readonly advances: readonly Statement[]
  readonly ranges: readonly RangeRow[]
}

/** An authorised range as it stands. */
export interface RangeRow {
  readonly id: string
  readonly first: bigint
  readonly last: bigint
  readonly next: bigint
  readonly expires_on: CalendarDate | null
}

/**
 * The ranges that a batch of one issuer and series takes its numbers from, under a lock that the transaction holds until it
 * ends; shared by whoever gives the number himself.
 */
export async function rangesFor(run: Run, acceptance: Acceptance): Promise<readonly RangeRow[]> {
  const { identity, issuerId, prepared, number } = acceptance
  const lock = number ? 'for share' : 'for update'
  const { rows } = await run<RangeRow>({
    name: `ranges ${lock}`,
    text: `select id, first, last, next, expires_on from number_ranges
      where tenant_id = $1 and issuer_id = $2 and series = $3 order by first ${lock}`,
    values: [identity.tenantId, issuerId, prepared.series],
  })
  return rows
}

/**
 * The first range of a series whose taxpayer numbers by himself; where numbers are granted, or given by the client, there is
 * nothing to open. Of two processes that open it at once, one does and the other waits for it.
 */
export async function openSeries(run: Run, acceptance: Acceptance, id: string): Promise<readonly RangeRow[]> {
  const { identity, issuerId, prepared, number, opensSeries, lastSequence, now } = acceptance
  if (!opensSeries || number) return []
  await run({
    text: `insert into number_ranges (tenant_id, id, issuer_id, series, first, last, next, created_at)
      values ($1, $2, $3, $4, 1, $5, 1, $6) on conflict do nothing`,
    values: [identity.tenantId, id, issuerId, prepared.series, lastSequence, now],
  })
  return rangesFor(run, acceptance)
}

/**
 * Numbers for a batch out of `ranges`: the given ones checked against them, else the next ones. `free` also steps over
 * numbers that clients used by themselves.
 *
 * @throws Refusal range-missing, range-expired, range-exhausted, number-outside-range
 */
export async function numbersFor(
  run: Run,
  acceptances: readonly Acceptance[],
  ranges: readonly RangeRow[],
  choice: 'next' | 'free',
): Promise<Allotment> {
  const [first] = acceptances
  if (!first) return { numbers: [], advances: [], ranges }
  const given = acceptances.flatMap((each) => (each.number ? [within(ranges, each, each.number)] : []))
  if (given.length > 0) return { numbers: given, advances: [], ranges }

  const used = choice === 'free' ? await usedNumbers(run, first) : NONE
  return taken(first, ranges, used, acceptances.length)
}

/** The numbers that come next, if there are as many; whoever stores documents under them looks again, under the lock. */
export function nextNumbers(
  today: string,
  ranges: readonly RangeRow[],
  count: number,
): readonly TakenNumber[] | undefined {
  const { numbers } = walk(today, ranges, count, NONE)
  return numbers.length < count ? undefined : numbers
}

/**
 * A given number must lie in an authorised range that has not ended, unless none was ever loaded and the client may keep its own
 * then.
 */
function within(
  ranges: readonly RangeRow[],
  { today, needsRange, prepared }: Acceptance,
  { text, sequence }: NonNullable<Acceptance['number']>,
): TakenNumber {
  if (ranges.length === 0) {
    if (needsRange) throw new Refusal('range-missing', noRange(prepared.series), 'number')
    return { sequence, expiresOn: undefined }
  }
  const range = ranges.find((candidate) => candidate.first <= sequence && sequence <= candidate.last)
  if (!range) {
    const list = ranges.map((candidate) => `${candidate.first}–${candidate.last}`).join(', ')
    const detail = {
      es: `${text} está fuera de los rangos autorizados (${list}).`,
      en: `${text} lies outside the authorised ranges (${list}).`,
    }
    throw new Refusal('number-outside-range', detail, 'number')
  }
  const expiresOn = range.expires_on ?? undefined
  if (expiresOn !== undefined && expiresOn < today) {
    const detail = {
      es: `El rango de ${text} venció el ${expiresOn}.`,
      en: `The range of ${text} ended on ${expiresOn}.`,
    }
    throw new Refusal('range-expired', detail, 'number')
  }
  return { sequence, expiresOn }
}

function taken(
  acceptance: Acceptance,
  ranges: readonly RangeRow[],
  used: ReadonlySet<bigint>,
  count: number,
): Allotment {
  const { prepared, today } = acceptance
  if (ranges.length === 0) {
    throw new Refusal('range-missing', noRange(prepared.series))
  }
  if (!ranges.some((range) => isValid(range, today))) {
    throw new Refusal('range-expired', {
      es: `Todos los rangos de la serie ${prepared.series} vencieron antes del ${today}.`,
      en: `Every range of series ${prepared.series} ended before ${today}.`,
    })
  }
  const { numbers, after } = walk(today, ranges, count, used)
  // Fewer numbers than documents: whoever comes too late is refused alone, because a failed batch is taken one by one.
  if (numbers.length < count) {
    throw new Refusal('range-exhausted', {
      es: `A los rangos de la serie ${prepared.series} no les queda ningún número.`,
      en: `The ranges of series ${prepared.series} have no number left.`,
    })
  }
  const moved = after.filter(({ next }, index) => next !== ranges[index]?.next)
  return { numbers, advances: moved.map(({ id, next }) => advance(acceptance, id, next)), ranges: after }
}

const NONE: ReadonlySet<bigint> = new Set()

/** Takes `count` numbers off the valid ranges in their order, or as many as there are; `after` is what it leaves. */
function walk(
  today: string,
  ranges: readonly RangeRow[],
  count: number,
  used: ReadonlySet<bigint>,
): { readonly numbers: readonly TakenNumber[]; readonly after: readonly RangeRow[] } {
  const numbers: TakenNumber[] = []
  const after = ranges.map((range) => {
    if (!isValid(range, today)) return range
    let next = range.next
    for (; numbers.length < count && next <= range.last; next += 1n) {
      if (!used.has(next)) numbers.push({ sequence: next, expiresOn: range.expires_on ?? undefined })
    }
    return { ...range, next }
  })
  return { numbers, after }
}

function isValid({ expires_on: expiresOn }: RangeRow, today: string): boolean {
  return expiresOn === null || expiresOn >= today
}

function advance({ identity }: Acceptance, rangeId: string, next: bigint): Statement {
  return {
    name: 'range-advance',
    text: 'update number_ranges set next = $3 where tenant_id = $1 and id = $2',
    values: [identity.tenantId, rangeId, next],
  }
}

/** Numbers that lie ahead in a range and are used. Under the lock none can be added: who gives one holds a share of it. */
async function usedNumbers(
  run: Run,
  { identity, issuerId, prepared, today }: Acceptance,
): Promise<ReadonlySet<bigint>> {
  const { rows } = await run<{ sequence: bigint }>({
    name: 'numbers-used',
    text: `select d.sequence from number_ranges r join documents d
        on d.tenant_id = r.tenant_id and d.issuer_id = r.issuer_id and d.series = r.series
          and d.sequence between r.next and r.last
      where r.tenant_id = $1 and r.issuer_id = $2 and r.series = $3 and (r.expires_on is null or r.expires_on >= $4::date)`,
    values: [identity.tenantId, issuerId, prepared.series, today],
  })
  return new Set(rows.map((row) => row.sequence))
}

function noRange(series: string): Bilingual {
  return {
    es: `No hay un rango de números fiscales cargado para la serie ${series}.`,
    en: `No range of fiscal numbers is loaded for series ${series}.`,
  }
}
