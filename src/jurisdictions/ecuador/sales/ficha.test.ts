import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Draft } from '../../../domain/draft.ts'
import { readXml } from '../../../xml/reader.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupFor, groupsAt, textAt, type Tree, type TreeValue } from '../../content/tree.ts'
import { readContent } from '../../format/read.ts'
import { sourcesOf } from '../content/sources.ts'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { formatOfRoot } from '../formats/formats.ts'
import { typeFactsOf } from '../type-facts.ts'
import { SALES } from './sales.ts'

/**
 * Valid samples, how many figures of each must come out again, and those that the sample itself has wrong: annex 3 prints a total
 * that its parts do not come to by any sum, and counts a descuentoAdicional as a discount; so does the third party's.
 */
const SAMPLES: readonly Expectation[] = [
  {
    file: 'ficha/ficha_factura_1.1.0.xml',
    figures: 10,
    misprints: { 'infoFactura.importeTotal': '75.77', 'infoFactura.totalDescuento': '0.00' },
  },
  { file: 'ficha/ficha_factura_subsidio_1.1.0.xml', figures: 9 },
  { file: 'ficha/ficha_factura_sustitutiva_2.0.0.xml', figures: 8 },
  { file: 'ficha/ficha_notaCredito_1.1.0.xml', figures: 10 },
  { file: 'ficha/ficha_liquidacion_1.1.0.xml', figures: 12 },
  { file: 'synthetic/datil_credit-notes_0.xml', figures: 10 },
  { file: 'synthetic/datil_purchase-settlements_0.xml', figures: 8 },
  { file: 'signed/invoice_unsigned.xml', figures: 7, misprints: { 'infoFactura.totalDescuento': '0.00' } },
  { file: 'signed/credit-note_unsigned.xml', figures: 7 },
]

interface Expectation {
  readonly file: string
  readonly figures: number
  readonly misprints?: Readonly<Record<string, string>>
}

describe.skipIf(!needs('shared'))('the samples, from their facts alone', () => {
  test.each(SAMPLES)('$file comes to the same cents', ({ file, figures, misprints }) => {
    const sample = sampleOf(file)
    const expected = new Map([...figuresOf(sample.content), ...Object.entries(misprints ?? {})])
    const computed = computedFrom(sample)
    const found = new Map([...expected.keys()].map((path) => [path, computed.get(path)]))
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
    expect(expected.size).toBeGreaterThanOrEqual(figures)
  })

  test('the sample of rubros de terceros comes to 61.00 with the five rubros it speaks of', () => {
    const sample = sampleOf('ficha/ficha_factura_terceros_2.1.0.xml')
    const rubros = groupsAt(groupAt(sample.content, 'otrosRubrosTerceros'), 'rubro')
    groupFor(sample.content, 'otrosRubrosTerceros').rubro = [...rubros, { concepto: 'CONCEPTO5', total: '1' }]
    expect(computedFrom(sample).get('infoFactura.importeTotal')).toBe('61.00')
  })
})

interface Sample {
  readonly type: string
  readonly content: Tree
}

function sampleOf(file: string): Sample {
  const root = readXml(readFileSync(shared(`sri/samples/${file}`), 'utf8'))
  const format = formatOfRoot(root.name, root.attributes.get('version') ?? '')!
  const { content } = readContent(format, root)
  return { type: format.code, content: structuredClone(content) as Tree }
}

/** The figures of a draft that says nothing but the facts of a sample. */
function computedFrom({ type, content }: Sample): ReadonlyMap<string, string> {
  const { detalles, infoTributaria, '@id': id, '@version': version, ...block } = withoutFigures(content)
  expect([id, version, infoTributaria]).not.toContain(undefined)
  const lines = groupsAt(detalles as Tree, 'detalle').map((ec) => ({ name: 'x', quantity: '1', unitPrice: '1', ec }))
  const draft = { type, lines, ec: block } as unknown as Draft
  const sources = sourcesOf(draft, typeFactsOf(type)!, { ...EXAMPLE_CONTEXT, today: '2026-11-16' as CalendarDate })
  const computed = SALES.contentOf(sources)
  expect(SALES.compute(computed, sources)).toEqual([])
  return figuresOf(computed)
}

/** What Emite computes, of each group by name. The rate of ICE stays: the samples use old ones. */
const FIGURES =
  /^(?:totalSinImpuestos|totalDescuento|totalSubsidio|total\w+Reembolso|importeTotal|valorModificacion|precioTotalSinImpuesto|baseImponible|valor|impuestoReembolso)$/

function withoutFigures(tree: Tree): Tree {
  const kept: Tree = {}
  for (const [name, value] of Object.entries(tree)) {
    const isRate = name === 'tarifa' && textAt(tree, 'codigo') === '2'
    const isOfRetencion = name === 'retenciones'
    if (value === undefined || FIGURES.test(name) || isRate) continue
    kept[name] = isOfRetencion ? value : withoutFiguresBelow(value)
  }
  return kept
}

function withoutFiguresBelow(value: TreeValue): TreeValue {
  if (typeof value === 'string') return value
  return Array.isArray(value)
    ? value.map((each) => (typeof each === 'string' ? each : withoutFigures(each)))
    : withoutFigures(value)
}

/** Every computed figure by its path, in two decimals; taxes go by their codes, because their order means nothing. */
function figuresOf(tree: Tree, path = '', into = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const [name, value] of Object.entries(tree)) {
    const at = path === '' ? name : `${path}.${name}`
    if (typeof value === 'string') {
      if (FIGURES.test(name)) into.set(at, figureOf(value)?.toFixed(2) ?? value)
      continue
    }
    if (value === undefined || name === 'retenciones') continue
    for (const [i, each] of (Array.isArray(value) ? value : [value]).entries()) {
      if (typeof each === 'string') continue
      const key = textAt(each, 'codigo') ?? String(i)
      figuresOf(each, `${at}[${key}]`, into)
    }
  }
  // The single groups above stand as lists of one.
  if (path !== '') return into
  return new Map([...into].map(([at, figure]) => [at.replace(/^(info\w+)\[0\]/, '$1'), figure]))
}
