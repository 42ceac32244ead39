import type { Fault } from '../../domain/fault.ts'
import { readXml } from '../../xml/reader.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { verifyXades } from '../../xml/verify-xades.ts'
import { checkContent } from '../format/check.ts'
import { readContent } from '../format/read.ts'
import type { Examination } from '../jurisdiction.ts'
import { formatOfRoot } from './formats/formats.ts'
import { TYPE_FACTS } from './type-facts.ts'
import { momentOf } from './wire/answer-time.ts'
import { comprobanteOf } from './wrapped-file.ts'

/**
 * What a signed file says and whether it holds, for people: its type, the signature, and every fault against the format of its
 * type and version. A comprobante wrapped in `autorizacion`, as SRI hands it out, is looked at as if it came alone. What is
 * checked is what was signed when the signature holds, else the comprobante as it stands.
 *
 * @throws UnreadableXml (rejects)
 */
export function examine(file: Uint8Array): Promise<Examination | undefined> {
  return new Promise((resolve) => resolve(examination(file)))
}

function examination(file: Uint8Array): Examination | undefined {
  const xml = comprobanteOf(file)
  const element = readXml(xml)
  const type = TYPE_FACTS.find(({ root }) => root === element.name)
  if (!type) return undefined
  const verification = verifyXades(xml)
  const content = verification.valid ? verification.content : element
  return {
    type: type.code,
    verification,
    content,
    signedAt: verification.valid ? momentOf(verification.signingTime) : undefined,
    faults: faultsOf(content),
  }
}

function faultsOf(element: XmlElement): Examination['faults'] {
  const version = element.attributes.get('version') ?? ''
  const format = formatOfRoot(element.name, version)
  if (!format) return [unknownVersion(element.name, version)]
  const { content, faults } = readContent(format, element)
  return [...faults, ...checkContent(format, content)]
}

function unknownVersion(root: string, version: string): Fault {
  return {
    code: 'xml-unknown-kind',
    path: '@version',
    severity: 'error',
    message: {
      es: `No hay ${root} de versión "${version}".`,
      en: `There is no ${root} of version "${version}".`,
    },
  }
}
