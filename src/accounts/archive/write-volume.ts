import { hash } from 'node:crypto'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Environment } from '../../domain/caller.ts'
import type { Issuer } from '../../ports/accounts.ts'
import type { ArchivedDocument, ArchiveRecords, ArchiveWriter } from '../../ports/archive.ts'
import type { Clock } from '../../ports/clock.ts'
import {
  ARCHIVE_VERSION,
  type ArchiveHead,
  type ArchiveManifest,
  filesIn,
  folderOf,
  HEAD_PATH,
  MANIFEST_PATH,
  type ManifestEntry,
  RECORD_NAME,
  recordOf,
  revisionFolder,
} from './layout.ts'

/** What of a tenant is archived. */
export interface ArchivePeriod {
  readonly tenantId: string
  readonly environment: Environment
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly issuer: Issuer | undefined
}

/** What is written, and where the volume begins. */
export interface VolumeRequest extends ArchivePeriod {
  readonly volume: number
  readonly after: string | undefined
  /** Most documents of the volume. */
  readonly most: number
}

export interface VolumeParts {
  readonly archive: ArchiveRecords
  readonly clock: Clock
  /** The printed form of a document; undefined leaves PDFs out. */
  readonly print: ((document: ArchivedDocument) => Promise<Uint8Array>) | undefined
  /** Told after each document. */
  readonly onDocument: (document: ArchivedDocument) => void
}

export type Volume = Omit<ArchiveManifest, 'files'>

// Few at a time: a document may be megabytes large.
const PAGE = 50

/** Writes one volume of a period's documents, with a manifest of hashes at its end. Its memory does not grow with its size. */
export async function writeVolume(parts: VolumeParts, request: VolumeRequest, writer: ArchiveWriter): Promise<Volume> {
  const files: ManifestEntry[] = []
  const add = async (path: string, bytes: Uint8Array): Promise<void> => {
    await writer.add(path, bytes)
    files.push({ path, sizeBytes: bytes.byteLength, sha256: hash('sha256', bytes, 'hex') })
  }
  await add(HEAD_PATH, json(await headOf(parts, request)))

  const query = queryOf(request)
  let documents = 0
  let last = request.after
  while (documents < request.most) {
    const limit = Math.min(PAGE, request.most - documents)
    const page = await parts.archive.page({ ...query, after: last, limit })
    for (const document of page) {
      await addDocument(document, parts, add)
      parts.onDocument(document)
    }
    documents += page.length
    last = page.at(-1)?.document.id ?? last
    if (page.length < limit) break
  }
  const isLastVolume = documents < request.most || !(await hasDocuments(parts.archive, request, last))
  const volume = { documents, last, isLastVolume }
  await writer.add(MANIFEST_PATH, json({ ...volume, files } satisfies ArchiveManifest))
  await writer.finish()
  return volume
}

/** Whether what is written has a document behind the one with the id `after`, or any when there is none. */
export async function hasDocuments(
  archive: ArchiveRecords,
  period: ArchivePeriod,
  after: string | undefined,
): Promise<boolean> {
  return (await archive.page({ ...queryOf(period), after, limit: 1 })).length > 0
}

function queryOf({ tenantId, environment, from, to, issuer }: ArchivePeriod) {
  return { tenantId, environment, issuedFrom: from, issuedTo: to, issuerId: issuer?.id }
}

async function headOf({ archive, clock }: VolumeParts, request: VolumeRequest): Promise<ArchiveHead> {
  const { tenantId, environment, from, to, issuer, volume, after } = request
  return {
    format: 'emite-archive',
    version: ARCHIVE_VERSION,
    exportedAt: clock.now().toISOString(),
    period: { from, to, issuerTaxId: issuer?.profile.taxId },
    volume,
    after,
    ...(await archive.owner(tenantId, environment)),
  }
}

async function addDocument(
  document: ArchivedDocument,
  { print }: VolumeParts,
  add: (path: string, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const folder = folderOf(document)
  await add(`${folder}/${RECORD_NAME}`, json(recordOf(document)))
  for (const [path, bytes] of filesIn(folder, document.files)) await add(path, bytes)
  for (const { revision, files } of document.superseded)
    for (const [path, bytes] of filesIn(revisionFolder(folder, revision), files)) await add(path, bytes)
  if (print) await add(`${folder}/document.pdf`, await print(document))
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`)
}
