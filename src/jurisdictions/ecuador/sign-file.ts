import type { Fault } from '../../domain/fault.ts'
import { canonicalWithoutBlanks } from '../../xml/canonical-without-blanks.ts'
import type { XmlSigner } from '../../xml/dsig.ts'
import { readXml } from '../../xml/reader.ts'
import { signXades } from '../../xml/xades.ts'
import type { FileSignature } from '../jurisdiction.ts'
import { signingTime } from './dates.ts'
import { TYPE_FACTS } from './type-facts.ts'

/**
 * Signs a comprobante that somebody else wrote the way SRI takes it: XAdES-BES over the root by its `id`. Undefined when its root
 * is that of no comprobante.
 *
 * @throws UnreadableXml (rejects)
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 6 and annex 14
 */
export async function signFile(xml: Uint8Array, signer: XmlSigner, at: Date): Promise<FileSignature | undefined> {
  const root = readXml(xml)
  if (!TYPE_FACTS.some((type) => type.root === root.name)) return undefined
  if (root.attributes.get('id') !== ID) return { kind: 'refused', fault: WITHOUT_ID }
  const statement = { signingTime: signingTime(at), description: 'contenido comprobante' }
  return { kind: 'signed', ...(await signXades(canonicalWithoutBlanks(xml), signer, statement)) }
}

const ID = 'comprobante'

const WITHOUT_ID: Fault = {
  code: 'xml-root-id',
  path: '@id',
  severity: 'error',
  message: {
    es: `El elemento raíz debe llevar id="${ID}": la firma se refiere a él por su id.`,
    en: `The root element must have id="${ID}": the signature refers to it by its id.`,
  },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 14',
}
