import type { XmlElement } from '../../../src/xml/tree.ts'
import { textAt } from '../../reading.ts'
import type { DocumentType } from '../document-types.ts'
import type { Ambiente } from '../ambiente.ts'
import type { Filing } from '../filing.ts'
import type { SriRules } from '../settings.ts'

/** A document while its rules are looked at. */
export interface Comprobante {
  readonly root: XmlElement
  readonly type: DocumentType
  readonly issuer: string
  readonly number: string
  readonly accessKey: string
  readonly receivedAt: Date
  readonly desk: Precedents
}

/** What rules may ask about an environment while a document is decided. */
export interface Precedents {
  readonly environment: Ambiente
  readonly rules: SriRules
  /** True when the document of that key is authorised. */
  knows(accessKey: string): boolean
  /** The authorised document of a number. */
  authorised(owner: Pick<Filing, 'issuer' | 'type' | 'number'>): Filing | undefined
}

/** The text at a path below the group that is particular to the type. */
export function infoOf({ root, type }: Comprobante, path: string): string | undefined {
  return textAt(root, `${type.info}.${path}`)
}
