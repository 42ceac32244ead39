import { readXml } from '../../src/xml/reader.ts'
import type { XmlElement } from '../../src/xml/tree.ts'
import { UnreadableXml } from '../../src/xml/unreadable.ts'
import { claimsOf, type Claims } from './filing.ts'

/** A document as it was handed in: what it claims where it could be read, and why not where it could not. */
export interface ReceivedDocument {
  /** Empty when there was no argument. */
  readonly bytes: Uint8Array
  readonly claims: Claims
  /** Undefined when it could not be read. */
  readonly root: XmlElement | undefined
  /** Why it cannot be read, for people. */
  readonly trouble: string
}

/** Reads the argument of validarComprobante as far as it can be read. Never fails: what is wrong is in `trouble`. */
export function receivedDocument(argument: string | undefined): ReceivedDocument {
  const text = argument?.replace(/[ \t\r\n]/g, '') ?? ''
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  if (Buffer.from(bytes).toString('base64') !== text) return unreadable(bytes, 'el argumento xml no es base64')
  if (bytes.length === 0) return unreadable(bytes, '')
  try {
    const root = readXml(bytes)
    return { bytes, claims: claimsOf(root), root, trouble: '' }
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error
    return unreadable(bytes, error.message)
  }
}

function unreadable(bytes: Uint8Array, trouble: string): ReceivedDocument {
  const claims = { accessKey: undefined, issuer: undefined, number: undefined, marks: [] }
  return { bytes, claims, root: undefined, trouble }
}
