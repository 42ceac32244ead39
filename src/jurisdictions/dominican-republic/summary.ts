import type { Content, ContentValue, ElementFormat } from '../format/format.ts'
import { writeXml } from '../format/write.ts'
import { RFCE } from './formats/formats.ts'

/**
 * The summary (RFCE) of a full type 32: those of its elements that the summary's table has, and the security code of the full
 * document's signature. Amounts with one decimal, which the e-CF takes and the RFCE refuses, get their second.
 *
 * @source DGII, Formato RFCE (July 2020); XSD RFCE 32
 */
export function summaryOf(full: Content, securityCode: string): Content {
  const summary = groupOf(RFCE.root, full)
  return { ...summary, Encabezado: { ...(summary.Encabezado as Content), CodigoSeguridadeCF: securityCode } }
}

/** The summary as canonical XML, unsigned. */
export function summaryXml(full: Content, securityCode: string): string {
  return writeXml(RFCE, summaryOf(full, securityCode))
}

function groupOf({ children = [] }: ElementFormat, from: Content): Content {
  const group: Record<string, ContentValue> = {}
  for (const child of children) {
    const value = from[child.name]
    if (value !== undefined) group[child.name] = valueOf(child, value)
  }
  return group
}

function valueOf(element: ElementFormat, value: ContentValue): ContentValue {
  if (typeof value === 'string') return amountOf(element, value)
  if (isList(value))
    return value.map((each) => (typeof each === 'string' ? amountOf(element, each) : groupOf(element, each)))
  return groupOf(element, value)
}

function amountOf({ type }: ElementFormat, text: string): string {
  return type?.base === 'decimal' && !type.values && /^-?[0-9]+\.[0-9]$/.test(text) ? `${text}0` : text
}

function isList(value: ContentValue): value is readonly (string | Content)[] {
  return Array.isArray(value)
}
