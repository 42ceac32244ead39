import { readXml } from '../../xml/reader.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { UnreadableXml } from '../../xml/unreadable.ts'
import { verifyXades } from '../../xml/verify-xades.ts'
import { checkContent } from '../format/check.ts'
import { readContent } from '../format/read.ts'
import type { Examination } from '../jurisdiction.ts'
import { formatOfRoot } from './formats/formats.ts'
import { momentOf } from './wire/answer-time.ts'
import { comprobanteOf } from './wrapped-file.ts'

/**
 * What a signed file says and whether it holds, for people: its root and type, the signature, the certificate, and every fault
 * against the format of its type and version. A comprobante wrapped in `autorizacion`, as SRI hands it out, is looked at as if it
 * came alone. What is checked is what was signed when the signature holds, else the file as it stands.
 */
export function examine(xml: Uint8Array): Promise<Examination> {
  return new Promise((resolve) => resolve(examination(xml)))
}

function examination(file: Uint8Array): Examination {
  let xml: Uint8Array
  let element: XmlElement
  try {
    xml = comprobanteOf(file)
    element = readXml(xml)
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error
    return {
      root: '',
      type: undefined,
      signature: { valid: false, reason: error.message },
      certificate: undefined,
      signedAt: undefined,
      faults: [],
    }
  }
  const verification = verifyXades(xml)
  const content = verification.valid ? verification.content : element
  const { certificate } = verification
  return {
    root: element.name,
    type: formatFor(content)?.code,
    signature: verification.valid
      ? { valid: true, reason: verification.message, mode: verification.mode }
      : { valid: false, reason: verification.message },
    certificate: certificate && {
      subject: certificate.subject,
      issuer: certificate.issuer,
      validTo: certificate.validTo.toISOString(),
    },
    signedAt: verification.valid ? momentOf(verification.signingTime) : undefined,
    faults: faultsOf(content),
  }
}

function faultsOf(element: XmlElement): Examination['faults'] {
  const format = formatFor(element)
  if (!format) return [unknownKind(element.name)]
  const { content, faults } = readContent(format, element)
  return [...faults, ...checkContent(format, content)]
}

function formatFor(root: XmlElement) {
  return formatOfRoot(root.name, root.attributes.get('version') ?? '')
}

function unknownKind(root: string): Examination['faults'][number] {
  return {
    code: 'xml-unknown-kind',
    path: '',
    severity: 'error',
    message: {
      es: `"${root}" no es un comprobante del SRI que Emite conozca, o su versión no existe.`,
      en: `"${root}" is no comprobante of SRI that Emite knows, or its version does not exist.`,
    },
  }
}
