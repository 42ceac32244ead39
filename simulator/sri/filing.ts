import type { XmlElement } from '../../src/xml/tree.ts'
import { allAt, textAt } from '../reading.ts'
import { isAccessKey } from './access-key.ts'
import { typeOfRoot, type DocumentType } from './document-types.ts'
import type { Verdict } from './finding.ts'

/** What a document says of itself before anything about it is known to be true. */
export interface Claims {
  readonly accessKey: string | undefined
  readonly issuer: string | undefined
  /** `001-001-000000123`. */
  readonly number: string | undefined
  /** Words in the document that may provoke faults. */
  readonly marks: readonly string[]
}

/** A document that SRI took. */
export interface Filing {
  /** In the ledger. */
  readonly sequence: number
  readonly accessKey: string
  readonly issuer: string
  readonly number: string
  readonly marks: readonly string[]
  readonly type: DocumentType
  readonly receivedAt: Date
  /** As it came. */
  readonly root: XmlElement
  readonly bytes: Uint8Array
  /** Code of a refusal asked for by a fault, in place of what the rules would say. */
  readonly imposed: string | undefined
  verdict?: Verdict
}

/** Reads the claims of any document. */
export function claimsOf(root: XmlElement): Claims {
  const head = (name: string) => textAt(root, `infoTributaria.${name}`)
  const key = head('claveAcceso')
  const place = [head('estab'), head('ptoEmi'), head('secuencial')]
  return {
    accessKey: key !== undefined && isAccessKey(key) ? key : undefined,
    issuer: head('ruc'),
    number: place.includes(undefined) ? undefined : place.join('-'),
    marks: allAt(root, 'infoAdicional.campoAdicional').map(({ text }) => text),
  }
}

/** A filing from a document that passed reception. @throws RangeError when it cannot have passed */
export function filingOf(
  root: XmlElement,
  facts: Pick<Filing, 'sequence' | 'receivedAt' | 'bytes' | 'imposed'>,
): Filing {
  const { accessKey, issuer, number, marks } = claimsOf(root)
  const type = typeOfRoot(root.name)
  if (!type || accessKey === undefined || issuer === undefined || number === undefined) {
    throw new RangeError('not a document that SRI takes')
  }
  return { ...facts, accessKey, issuer, number, marks, type, root }
}

export function isAuthorised({ verdict }: Filing): boolean {
  return verdict?.state === 'AUTORIZADO'
}

/** Type and number: what may be used once by an issuer. */
export function numberKeyOf({ issuer, type, number }: Pick<Filing, 'issuer' | 'type' | 'number'>): string {
  return `${issuer} ${type.code} ${number}`
}
