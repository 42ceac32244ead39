import type { Fault } from '../../domain/fault.ts'
import { readXml } from '../../xml/reader.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { verifyEnveloped } from '../../xml/verify.ts'
import { checkContent } from '../format/check.ts'
import type { Format } from '../format/format.ts'
import { readContent } from '../format/read.ts'
import type { Examination } from '../jurisdiction.ts'
import { ACECF, ANECF, ARECF, formatOf, RFCE, SEED } from './formats/formats.ts'

/**
 * What a signed file says and whether it holds, for people: its type, the signature, and every fault against the format of its
 * kind. What is checked is what was signed when the signature holds, else the file as it stands.
 *
 * @throws UnreadableXml (rejects)
 */
export function examine(xml: Uint8Array): Promise<Examination | undefined> {
  return new Promise((resolve) => resolve(examination(xml)))
}

function examination(xml: Uint8Array): Examination | undefined {
  const element = readXml(xml)
  if (element.name !== 'ECF' && !OTHERS.has(element.name)) return undefined
  const verification = verifyEnveloped(xml)
  const content = verification.valid ? verification.content : element
  const type = typeOf(content)
  return {
    type,
    verification,
    content,
    signedAt: verification.valid ? signingTimeOf(content) : undefined,
    faults: faultsOf(content, formatFor(content.name, type)),
  }
}

function faultsOf(element: XmlElement, format: Format | undefined): Examination['faults'] {
  if (!format) return [UNKNOWN_TYPE]
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

const UNKNOWN_TYPE: Fault = {
  code: 'xml-unknown-kind',
  path: 'Encabezado.IdDoc.TipoeCF',
  severity: 'error',
  message: {
    es: 'No hay e-CF de este TipoeCF.',
    en: 'There is no e-CF of this TipoeCF.',
  },
}
