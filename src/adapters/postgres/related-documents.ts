import type { CalendarDate } from '../../domain/calendar.ts'
import type { DocumentState, Stamp } from '../../domain/document.ts'
import type { SeriesNumber } from '../../jurisdictions/jurisdiction.ts'
import type { Acceptance, Accepted, SeenDocument, Sighting } from '../../ports/documents.ts'
import type { Run } from './database.ts'
import { placeOfRow, placeText } from './place-text.ts'

/** Whose documents are looked for; `exceptId` names the one that is being corrected, which counts among no notes. */
export interface Relating {
  readonly tenantId: string
  readonly issuerId: string
  readonly exceptId: string | undefined
}

/** Documents of an issuer at these places, with what refers to each. A place where none is, is left out. */
export async function relatedDocuments(
  run: Run,
  relating: Relating,
  places: readonly SeriesNumber[],
): Promise<readonly SeenDocument[]> {
  const { rows } = await run<RelatedRow>({
    // Without a name, so that it is planned each time: a plan kept since the table was young would visit every document. Failed
    // notes count: what failed may have reached the authority, or reach it when it is retried.
    text: `select d.series, d.sequence, d.number, d.type, d.state, d.revision, d.issue_date, d.buyer_tax_id, d.total, d.facts,
        d.stamp, coalesce((select jsonb_object_agg(n.type, n.total) from (
          select type, sum(total)::text as total from documents
          where tenant_id = $1 and issuer_id = $2 and refers_to = ${placeOfRow('d')} and id is distinct from $5::uuid
            and state not in ('rejected', 'voided')
          group by type) n), '{}') as note_totals
      from ${WANTED}`,
    values: placeValues(relating, places),
  })
  return rows.map(seenDocument)
}

/**
 * Which documents of a batch were checked against something that is no longer so. The documents they refer to are locked until
 * the transaction ends, oldest first, so that batches that share some of them wait for each other and never in a circle. Of
 * several in one batch that refer to the same document the first changes what the others have seen. Costs nothing for documents that
 * refer to none.
 */
export async function outdatedAmong(
  run: Run,
  acceptances: readonly Acceptance[],
): Promise<readonly (Outdated | undefined)[]> {
  const sightings = acceptances.flatMap(({ seen }) => seen)
  const [first] = acceptances
  if (!first || sightings.length === 0) return acceptances.map(() => undefined)
  const { identity, issuerId } = first
  const standings = await lockedStandings(
    run,
    { tenantId: identity.tenantId, issuerId, exceptId: undefined },
    sightings,
  )
  return acceptances.map(({ seen }) => {
    if (!isCurrent(standings, seen)) return { kind: 'outdated' }
    for (const { place } of seen) standings.set(placeName(place), CHANGED)
    return undefined
  })
}

/** Whether a correction was checked against what is still so; locks it and what it refers to until the transaction ends. */
export async function isStillCurrent(
  run: Run,
  { tenantId, issuerId, id }: { readonly tenantId: string; readonly issuerId: string; readonly id: string },
  seen: readonly Sighting[],
): Promise<boolean> {
  return seen.length === 0 || isCurrent(await lockedStandings(run, { tenantId, issuerId, exceptId: id }, seen), seen)
}

// One look into an index for each: a plain join, planned while the table is young, visits every document of the issuer.
const WANTED = `unnest($3::text[], $4::bigint[]) as wanted (series, sequence) cross join lateral (
          select * from documents where tenant_id = $1 and issuer_id = $2
            and series = wanted.series and sequence = wanted.sequence limit 1) d`

type Outdated = Extract<Accepted, { kind: 'outdated' }>

// What a document that is about to be stored makes of those it refers to: no one has seen them so.
const CHANGED = Symbol('changed')

type Standings = Map<string, string | typeof CHANGED>

function isCurrent(standings: Standings, seen: readonly Sighting[]): boolean {
  return seen.every(({ place, standing }) => standings.get(placeName(place)) === standing)
}

/** How documents stand, read once they are locked. One that is being corrected is locked with them, in the same order. */
async function lockedStandings(run: Run, relating: Relating, sightings: readonly Sighting[]): Promise<Standings> {
  const places = sightings.map(({ place }) => place)
  const lock = run({
    // Without a name for the same reason. The order of ids is the order of the locks.
    text: `select from documents where tenant_id = $1 and id = any (array(select d.id from ${WANTED}) || $5::uuid)
      order by id for no key update`,
    values: placeValues(relating, places),
  })
  // A statement of its own, because a statement does not see what was committed while it waited for a lock.
  const [, related] = await Promise.all([lock, relatedDocuments(run, relating, places)])
  return new Map(related.map(({ place, standing }) => [placeName(place), standing]))
}

function placeName(place: SeriesNumber): string {
  return placeText(place) ?? ''
}

function placeValues({ tenantId, issuerId, exceptId }: Relating, places: readonly SeriesNumber[]): readonly unknown[] {
  const [series, sequences] = [places.map((place) => place.series), places.map(({ sequence }) => sequence)]
  return [tenantId, issuerId, series, sequences, exceptId ?? null]
}

interface RelatedRow {
  series: string
  sequence: bigint
  number: string
  type: string
  state: DocumentState
  revision: number
  issue_date: CalendarDate
  buyer_tax_id: string | null
  total: string
  stamp: Stamp
  facts: Record<string, string>
  note_totals: Record<string, string>
}

function seenDocument(row: RelatedRow): SeenDocument {
  const notes = Object.entries(row.note_totals).sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    place: { series: row.series, sequence: row.sequence },
    standing: JSON.stringify([row.state, row.revision, notes]),
    number: row.number,
    type: row.type,
    state: row.state,
    issueDate: row.issue_date,
    buyerTaxId: row.buyer_tax_id ?? undefined,
    total: row.total,
    facts: row.facts,
    stamp: row.stamp,
    noteTotals: row.note_totals,
  }
}
