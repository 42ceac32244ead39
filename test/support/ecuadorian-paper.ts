import type { PrintedPage } from '../../src/domain/printed-page.ts'
import { CATALOGS } from '../../src/jurisdictions/ecuador/catalogs/catalogs.ts'
import { FORMATS, formatOfRoot } from '../../src/jurisdictions/ecuador/formats/formats.ts'
import type { ElementFormat } from '../../src/jurisdictions/format/format.ts'
import { readXml } from '../../src/xml/reader.ts'
import type { XmlElement } from '../../src/xml/tree.ts'
import { textsOf } from './printed-texts.ts'

/** The values of an Ecuadorian comprobante that a page has neither as they stand nor in words. */
export function lostValues(xml: Uint8Array | string, page: PrintedPage): readonly string[] {
  const texts = textsOf(page).join('\n').toUpperCase()
  const root = readXml(xml)
  const version = root.attributes.get('version') ?? ''
  const format = formatOfRoot(root.name, version) ?? FORMATS.findLast((each) => each.root.name === root.name)
  return leavesOf(root, format?.root, root.name)
    .filter(({ words }) => words.length > 0 && !words.some((word) => texts.includes(word.trim().toUpperCase())))
    .map(({ path, words }) => `${path} = ${words[0]}`)
}

interface Leaf {
  readonly path: string
  /** The value, and what may stand for it. */
  readonly words: readonly string[]
}

function leavesOf(element: XmlElement, format: ElementFormat | undefined, path: string): readonly Leaf[] {
  return element.children
    .filter(({ namespace }) => namespace === '')
    .flatMap((child) => {
      const childPath = `${path}.${child.name}`
      const childFormat = format?.children?.find(({ name }) => name === child.name)
      const attributes = [...child.attributes.values()].map((value) => ({ path: `${childPath}@`, words: [value] }))
      if (child.children.length > 0) return [...attributes, ...leavesOf(child, childFormat, childPath)]
      return child.text.trim() === ''
        ? attributes
        : [...attributes, { path: childPath, words: wordsFor(child, element, childFormat) }]
    })
}

function wordsFor({ name, text }: XmlElement, parent: XmlElement, format: ElementFormat | undefined): string[] {
  const code = text.trim()
  const beside = (sibling: string) => parent.children.find((each) => each.name === sibling)?.text ?? ''
  const tax = beside('codigo') || beside('codImpuestoDocSustento')
  const catalog = name === 'codigoPorcentaje' ? (format?.type?.catalog ?? RATES[tax]) : format?.type?.catalog
  const entry = CATALOGS.find((each) => each.name === catalog)?.entries.find((each) => each.code === code)
  if (name === 'contribuyenteRimpe') return [code]
  // Tax havens have codes of their own.
  if (name === 'paisEfecPago' && ['02', '03'].includes(beside('tipoRegi'))) return [code]
  if (format?.type?.name === 'siNo') return [code.replace('SI', 'SÍ')]
  // The box says that the document is of its type; a withholding of a factura, whose only tax this is, by its kind.
  if (name === 'codDoc' || name === 'tipoEmision' || (name === 'codigo' && parent.name.startsWith('compensacion')))
    return []
  if (name === 'codigo' && format?.type?.name === 'codigoRetencionFactura') return []
  // What is not charged has a subtotal and no row of its own.
  if (name === 'valor' && ['0', '6', '7'].includes(beside('codigoPorcentaje')) && Number(code) === 0) return []
  // A tarifa that is that of its code is told by the name of the rate.
  if (name === 'tarifa' && tax === '2') return [code, ...(USUAL[beside('codigoPorcentaje')]?.(code) ? [''] : [])]
  return [...(entry ? [NAMED[`${catalog} ${code}`] ?? entry.name] : [code])]
}

const RATES: Readonly<Record<string, string>> = { 2: 'iva-rates', 3: 'ice-rates', 5: 'irbpnr-rates' }

const rate = (percent: number) => (text: string) => Number(text) === percent
const USUAL: Readonly<Record<string, (text: string) => boolean>> = {
  ...{
    0: rate(0),
    2: rate(12),
    3: rate(14),
    4: rate(15),
    5: rate(5),
    6: rate(0),
    7: rate(0),
    8: rate(8),
    10: rate(13),
  },
}

/** As annex 2 says it. */
const NAMED: Readonly<Record<string, string>> = {
  'iva-rates 6': 'NO OBJETO',
  'iva-rates 7': 'EXENTO',
  'iva-rates 8': 'TARIFA ESPECIAL',
}
