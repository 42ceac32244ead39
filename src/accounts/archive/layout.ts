import type { ArchivedDocument, ArchivedFiles, ArchivedOwner, SupersededRevision } from '../../ports/archive.ts'

/** Version of the layout of archives: a reader refuses later ones. */
export const ARCHIVE_VERSION = 1

/** First file of an archive: what it is and whose. */
export interface ArchiveHead extends ArchivedOwner {
  readonly format: 'emite-archive'
  readonly version: number
  readonly exportedAt: string
  readonly period: { readonly from: string; readonly to: string; readonly issuerTaxId: string | undefined }
  /** Counted from 1: a long period makes several volumes, each an archive by itself. */
  readonly volume: number
  /** Id of the last document of the volume before. */
  readonly after: string | undefined
}

/** Last file: every other one with its size and hash. */
export interface ArchiveManifest {
  readonly documents: number
  /** Id of the last document in this volume. */
  readonly last: string | undefined
  /** True: the period has no document after this volume. */
  readonly isLastVolume: boolean
  readonly files: readonly ManifestEntry[]
}

export interface ManifestEntry {
  readonly path: string
  readonly sizeBytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

export const HEAD_PATH = 'archive.json'
export const MANIFEST_PATH = 'manifest.json'
export const RECORD_NAME = 'document.json'

/** Everything of a document that is not a file of its own: JSON, under its folder. */
export type ArchiveRecord = Omit<ArchivedDocument, 'files' | 'superseded'> & {
  readonly answerType: string | undefined
  readonly superseded: readonly (Omit<SupersededRevision, 'files'> & { readonly answerType: string | undefined })[]
}

/** One folder a document, by what people look for: issuer, month, type and number. */
export function folderOf({ document }: Pick<ArchivedDocument, 'document'>): string {
  const { issuerTaxId, issueDate, type, number } = document
  return ['documents', issuerTaxId, issueDate.slice(0, 7), `${type}-${number}`].map(fit).join('/')
}

export function recordOf({ files, superseded, ...record }: ArchivedDocument): ArchiveRecord {
  return {
    ...record,
    answerType: files.answer?.contentType,
    superseded: superseded.map(({ files: former, ...revision }) => ({
      ...revision,
      answerType: former.answer?.contentType,
    })),
  }
}

/** The exact bytes of a revision, by name. */
export function filesIn(folder: string, { xml, submission, answer }: ArchivedFiles): readonly [string, Uint8Array][] {
  return [
    [`${folder}/document.xml`, xml],
    ...(submission ? [[`${folder}/submission.xml`, submission] as [string, Uint8Array]] : []),
    ...(answer ? [[`${folder}/answer.xml`, Buffer.from(answer.body)] as [string, Uint8Array]] : []),
  ]
}

export function revisionFolder(folder: string, revision: number): string {
  return `${folder}/revision-${revision}`
}

/** File systems and other readers of ZIPs take these; nothing official has anything else. */
function fit(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_')
}
