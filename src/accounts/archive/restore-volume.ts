import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import { ArchiveDamaged, type ArchivedDocument, type ArchivedOwner, type ArchiveRecords } from '../../ports/archive.ts'
import { laneOf } from '../../ports/circuits.ts'
import type { Clock } from '../../ports/clock.ts'
import { flawOf } from './flaw.ts'
import { folderOf } from './layout.ts'
import type { OpenedVolume } from './read-volume.ts'

export interface RestoreParts {
  readonly archive: ArchiveRecords
  readonly jurisdictions: readonly Jurisdiction[]
  readonly clock: Clock
  readonly onDocument: (what: 'checked' | 'restored', document: ArchivedDocument) => void
}

/** What a volume was found to hold. */
export interface CheckedVolume {
  readonly documents: number
  /** The highest sequence of each series, by `<issuer id>/<series>`. */
  readonly highest: ReadonlyMap<string, bigint>
}

/** Holds every file against its hash, every chain and every signature against what it says, and each file against its record. @throws ArchiveDamaged */
export async function checkVolume(parts: RestoreParts, volume: OpenedVolume): Promise<CheckedVolume> {
  const highest = new Map<string, bigint>()
  let documents = 0
  for await (const document of volume.documents()) {
    const flaw = await flawOf(document, parts.jurisdictions, volume.head.issuers)
    if (flaw !== undefined) throw new ArchiveDamaged(flaw, folderOf(document))
    const series = `${document.document.issuerId}/${document.series}`
    const sequence = BigInt(document.sequence)
    if (sequence > (highest.get(series) ?? 0n)) highest.set(series, sequence)
    documents += 1
    parts.onDocument('checked', document)
  }
  return { documents, highest }
}

/**
 * Restores a volume that was checked whole: what it lacks is added, what is there stays, and a restore that was cut goes on
 * when it is run again.
 *
 * @throws Refusal when something else has a document's or an issuer's place
 */
export async function restoreVolume(
  parts: RestoreParts,
  volume: OpenedVolume,
  { highest }: CheckedVolume,
  actor: string,
): Promise<{ readonly restored: number; readonly there: number }> {
  const { archive, clock } = parts
  const { head } = volume
  await archive.restoreOwner(behind(head, highest), actor, clock.now())
  const count = { restored: 0, there: 0 }
  for await (const document of volume.documents()) {
    count[await archive.restore(document, laneFor(document, head), clock.now())] += 1
    parts.onDocument('restored', document)
  }
  const { tenant, environment, period } = head
  await archive.restored(tenant.id, actor, clock.now(), { ...count, environment, ...period, volume: head.volume })
  return count
}

/** The owner with each series standing behind its last document: the numbers were noted before the documents were read. */
function behind(owner: ArchivedOwner, highest: ReadonlyMap<string, bigint>): ArchivedOwner {
  const ranges = owner.ranges.map((range) => {
    const used = highest.get(`${range.issuerId}/${range.series}`) ?? 0n
    const isIn = used >= BigInt(range.first) && used <= BigInt(range.last)
    return isIn && used >= BigInt(range.next) ? { ...range, next: String(used + 1n) } : range
  })
  return { ...owner, ranges }
}

function laneFor({ document }: ArchivedDocument, { issuers }: ArchivedOwner): string {
  const { jurisdiction, environment, issuerId } = document
  const authorityEnvironment = issuers.find(({ id }) => id === issuerId)?.authorityEnvironment ?? ''
  return laneOf({ jurisdiction, environment, issuerId, authorityEnvironment })
}
