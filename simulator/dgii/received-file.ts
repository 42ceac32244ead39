import type { FastifyRequest } from 'fastify'
import { readXml } from '../../src/xml/reader.ts'
import type { XmlElement } from '../../src/xml/tree.ts'
import { UnreadableXml } from '../../src/xml/unreadable.ts'
import type { Arrival } from '../ledger.ts'
import { uploadOf } from '../upload.ts'
import type { Counter } from './counter.ts'
import { claimsOf, type Claims } from './filing.ts'

/** A file as it was handed in: what it claims where it could be read, and why not where it could not. */
export interface ReceivedFile {
  readonly fileName: string | undefined
  readonly bytes: Uint8Array
  readonly claims: Claims
  /** Undefined when it could not be read. */
  readonly root: XmlElement | undefined
  /** Why it cannot be read, for people. */
  readonly trouble: string
}

/** Reads an upload as far as it can be read. Never fails: what is wrong with it is in `trouble`. */
export async function receivedFile(request: FastifyRequest): Promise<ReceivedFile> {
  const upload = await uploadOf(request)
  if (upload.kind === 'none') return unreadable(undefined, new Uint8Array(), TROUBLES[upload.cause])
  const { fileName, bytes } = upload
  try {
    const root = readXml(bytes)
    return { fileName, bytes, claims: claimsOf(root), root, trouble: '' }
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error
    return unreadable(fileName, bytes, error.message)
  }
}

/** The ledger's facts about a file that arrives now. */
export function arrivalOf(
  { fileName, bytes, claims }: ReceivedFile,
  counter: Counter,
  service: string,
): Omit<Arrival, 'outcome' | 'trackIds'> {
  const { issuer, number } = claims
  return { environment: counter.environment, service, issuer, number, fileName, bytes, receivedAt: counter.desk.now() }
}

function unreadable(fileName: string | undefined, bytes: Uint8Array, trouble: string): ReceivedFile {
  return { fileName, bytes, claims: { issuer: undefined, number: undefined, marks: [] }, root: undefined, trouble }
}

const TROUBLES = {
  'not-multipart': 'the body is not multipart/form-data',
  'no-part-named-xml': 'no part is named xml',
  'several-parts': 'more than one part is named xml',
  'no-file-name': 'the part has no file name',
} as const
