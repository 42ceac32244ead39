import { hash } from 'node:crypto'
import { ArchiveDamaged, type ArchivedDocument, type ArchivedFiles, type ArchiveReader } from '../../ports/archive.ts'
import {
  ARCHIVE_VERSION,
  type ArchiveHead,
  type ArchiveManifest,
  type ArchiveRecord,
  HEAD_PATH,
  MANIFEST_PATH,
  type ManifestEntry,
  RECORD_NAME,
  revisionFolder,
} from './layout.ts'
import { HeadShape, ManifestShape, RecordShape, shaped } from './shapes.ts'

/** An opened volume. */
export interface OpenedVolume {
  readonly head: ArchiveHead
  readonly manifest: ArchiveManifest
  /** One document after the other, each file held against its hash; every other file of the volume too. @throws ArchiveDamaged */
  documents(): AsyncIterable<ArchivedDocument>
}

// Beyond these nothing of ours grows; a file that claims more is a bomb.
const MOST_HEAD_BYTES = 64 * 1024 * 1024
const MOST_MANIFEST_BYTES = 256 * 1024 * 1024
const MOST_FILE_BYTES = 128 * 1024 * 1024
// Of one document, all that is kept in memory to restore it.
const MOST_DOCUMENT_BYTES = 256 * 1024 * 1024

/** Reads what a volume says of itself. @throws ArchiveDamaged */
export async function openVolume(reader: ArchiveReader): Promise<OpenedVolume> {
  const head = shaped(HeadShape, await reader.read(HEAD_PATH, MOST_HEAD_BYTES), HEAD_PATH) as ArchiveHead
  if (head.version > ARCHIVE_VERSION)
    throw new ArchiveDamaged(`version ${head.version} is newer than this Emite reads`, HEAD_PATH)
  const text = await reader.read(MANIFEST_PATH, MOST_MANIFEST_BYTES)
  const manifest = shaped(ManifestShape, text, MANIFEST_PATH) as ArchiveManifest
  const listed = new Set([...manifest.files.map(({ path }) => path), MANIFEST_PATH])
  const stray = reader.paths.find((path) => !listed.has(path))
  if (stray !== undefined) throw new ArchiveDamaged('is not in the manifest', stray)
  return { head, manifest, documents: () => documentsIn(reader, head, manifest) }
}

async function* documentsIn(
  reader: ArchiveReader,
  head: ArchiveHead,
  manifest: ArchiveManifest,
): AsyncGenerator<ArchivedDocument> {
  let documents = 0
  for (const [folder, entries] of Map.groupBy(manifest.files, folderOfEntry)) {
    const files = await filesOfFolder(reader, folder, entries)
    if (folder === '') continue
    documents += 1
    yield assembled(folder, files, head)
  }
  if (documents !== manifest.documents)
    throw new ArchiveDamaged(`${manifest.documents} documents were written, ${documents} are there`, MANIFEST_PATH)
}

/** Holds each file against its hash, and keeps what a document is restored from: a PDF is made again. */
async function filesOfFolder(
  reader: ArchiveReader,
  folder: string,
  entries: readonly ManifestEntry[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  let sizeBytes = 0
  for (const entry of entries) {
    const bytes = await checked(reader, entry)
    if (folder === '' || !RESTORED.test(entry.path.slice(folder.length))) continue
    sizeBytes += bytes.byteLength
    if (sizeBytes > MOST_DOCUMENT_BYTES)
      throw new ArchiveDamaged(`has more than ${MOST_DOCUMENT_BYTES} bytes in its files`, folder)
    files.set(entry.path, bytes)
  }
  return files
}

const RESTORED = /^\/(?:document\.json|(?:revision-\d+\/)?(?:document|submission|answer)\.xml)$/

const FOLDER = /^(documents\/[^/]+\/[^/]+\/[^/]+)\//

function folderOfEntry({ path }: ManifestEntry): string {
  return FOLDER.exec(path)?.[1] ?? ''
}

async function checked(reader: ArchiveReader, { path, sizeBytes, sha256 }: ManifestEntry): Promise<Uint8Array> {
  const bytes = await reader.read(path, MOST_FILE_BYTES)
  if (bytes.byteLength !== sizeBytes || hash('sha256', bytes, 'hex') !== sha256)
    throw new ArchiveDamaged('does not have the hash that the manifest says', path)
  return bytes
}

function assembled(folder: string, files: ReadonlyMap<string, Uint8Array>, head: ArchiveHead): ArchivedDocument {
  const path = `${folder}/${RECORD_NAME}`
  const text = files.get(path)
  if (!text) throw new ArchiveDamaged('is missing', path)
  const { answerType, superseded, ...record } = shaped(RecordShape, text, path) as ArchiveRecord
  const { tenantId, environment, issuerId } = record.document
  if (
    tenantId !== head.tenant.id ||
    environment !== head.environment ||
    !head.issuers.some(({ id }) => id === issuerId)
  )
    throw new ArchiveDamaged('belongs to somebody else than the archive', path)
  return {
    ...record,
    files: filesOf(folder, files, answerType),
    superseded: superseded.map(({ answerType: formerType, ...revision }) => ({
      ...revision,
      files: filesOf(revisionFolder(folder, revision.revision), files, formerType),
    })),
  }
}

function filesOf(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  answerType: string | undefined,
): ArchivedFiles {
  const xml = files.get(`${folder}/document.xml`)
  if (!xml) throw new ArchiveDamaged('is missing', `${folder}/document.xml`)
  const answer = files.get(`${folder}/answer.xml`)
  return {
    xml,
    submission: files.get(`${folder}/submission.xml`),
    answer:
      answer && answerType !== undefined
        ? { contentType: answerType, body: Buffer.from(answer).toString() }
        : undefined,
  }
}
