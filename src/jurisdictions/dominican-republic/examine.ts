import { readXml } from '../../xml/reader.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { UnreadableXml } from '../../xml/unreadable.ts'
import { verifyEnveloped } from '../../xml/verify.ts'
import { checkContent } from '../format/check.ts'
import type { Format } from '../format/format.ts'
import { readContent } from '../format/read.ts'
import type { Examination } from '../jurisdiction.ts'
import { ACECF, ANECF, ARECF, formatOf, RFCE, SEED } from './formats/formats.ts'

/**
 * What a signed file says and whether it holds, for people: its root and type, the signature, the certificate, and every fault
 * against the format of its kind. What is checked is what was signed when the signature holds, else the file as it stands.
 */
export function examine(xml: Uint8Array): Promise<Examination> {
  return new Promise((resolve) => resolve(examination(xml)))
}

function examination(xml: Uint8Array): Examination {
  let element: XmlElement
  try {
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
  const verification = verifyEnveloped(xml)
  const content = verification.valid ? verification.content : element
  const type = typeOf(content)
  const certificate = verification.certificate
  return {
    root: element.name,
    type,
    signature: verification.valid
      ? { valid: true, reason: verification.message, mode: verification.mode }
      : { valid: false, reason: verification.message },
    certificate: certificate && {
      subject: certificate.subject,
      issuer: certificate.issuer,
      validTo: certificate.validTo.toISOString(),
    },
    signedAt: verification.valid ? signingTimeOf(content) : undefined,
    faults: faultsOf(content, formatFor(content.name, type)),
  }
}

function faultsOf(element: XmlElement, format: Format | undefined): Examination['faults'] {
  if (!format) return [unknownKind(element.name)]
  const { content, faults } = readContent(format, element)
  return [...faults, ...checkContent(format, content)]
}

function formatFor(root: string, type: string | undefined): Format | undefined {
  return root === 'ECF' ? formatOf(type ?? '') : OTHERS.get(root)
}

const OTHERS: ReadonlyMap<string, Format> = new Map(
  [RFCE, ACECF, ARECF, ANECF, SEED].map((format) => [format.root.name, format]),
)

function typeOf(root: XmlElement): string | undefined {
  const idDoc = root.children.find(({ name }) => name === 'Encabezado')?.children.find(({ name }) => name === 'IdDoc')
  return idDoc?.children.find(({ name }) => name === 'TipoeCF')?.text
}

const SIGNING_TIME = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}:\d{2}:\d{2})$/

/**
 * It is told on a clock that never changes, four hours behind UTC.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), FechaHoraFirma: GMT-4
 */
function signingTimeOf(content: XmlElement): Date | undefined {
  const text = content.children.find(({ name }) => name === 'FechaHoraFirma')?.text ?? ''
  const [, day, month, year, time] = SIGNING_TIME.exec(text) ?? []
  const at = new Date(`${year}-${month}-${day}T${time}-04:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

function unknownKind(root: string): Examination['faults'][number] {
  return {
    code: 'xml-unknown-kind',
    path: '',
    severity: 'error',
    message: {
      es: `"${root}" no es un documento de la DGII que Emite conozca, o su TipoeCF no existe.`,
      en: `"${root}" is no DGII document that Emite knows, or its TipoeCF does not exist.`,
    },
  }
}
