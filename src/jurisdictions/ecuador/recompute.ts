import { wallClock } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'
import type { Fault } from '../../domain/fault.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { figureOf } from '../content/figures.ts'
import { Statements } from '../content/statements.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../content/tree.ts'
import type { Content } from '../format/format.ts'
import { readContent } from '../format/read.ts'
import { NOT_POSSIBLE, type Recomputation } from '../recomputation.ts'
import { familyOf } from './content/families.ts'
import { sourcesOf, type Sources } from './content/sources.ts'
import { TIME_ZONE } from './dates.ts'
import { formatOfRoot } from './formats/formats.ts'
import { IVA } from './sales/line-taxes.ts'
import { disagreementFaults } from './sales/rules/figures.ts'
import { ivaPercentOf } from './sales/totals/iva.ts'
import { TOLERANCE } from './sales/totals/tolerance.ts'
import { typeFactsOf, type TypeFacts } from './type-facts.ts'

/**
 * Computes the figures of a comprobante anew, of whatever version it is, from what its lines or its supporting documents say. A
 * guía de remisión has none.
 */
export function recompute(root: XmlElement, now: Date): Recomputation {
  const format = formatOfRoot(root.name, root.attributes.get('version') ?? '')
  const type = format && typeFactsOf(format.code)
  const family = type && familyOf(type.code)
  if (!family || type.code === WAYBILL) return NOT_POSSIBLE

  const { content } = readContent(format, root)
  const tree = structuredClone(content) as Tree
  const faults = [...withoutLines(type, tree), ...family.compute(tree, sourcesFor(type, content, now))]
  return { kind: 'recomputed', faults: faults.filter(({ code }) => FIGURES.has(code)) }
}

const WAYBILL = '06'

/** The others are about what a draft leaves open, which the format tells of a document. */
const FIGURES = new Set(['total-mismatch', 'total-within-tolerance'])

/** Sources that state everything, so that nothing is computed but to be compared. */
function sourcesFor(type: TypeFacts, content: Content, now: Date): Sources {
  const draft: Draft & { ec: unknown } = { type: type.code, lines: [], ec: content }
  return sourcesOf(draft, type, {
    issuer: { taxId: '', name: '', settings: {} },
    today: wallClock(now, TIME_ZONE).date,
    now,
    environment: 'sandbox',
    authorityEnvironment: 'celcer',
    related: [],
  })
}

/** The figures that a family computes from lines, of a document that has none. */
function withoutLines(type: TypeFacts, content: Tree): readonly Fault[] {
  const statements = new Statements()
  if (type.code === DEBIT_NOTE) settleDebitNote(content, statements)
  if (type.code === WITHHOLDING) settleFormerWithholding(content, statements)
  return disagreementFaults(statements.disagreements)
}

const DEBIT_NOTE = '05'
const WITHHOLDING = '07'

/** A reason of a nota de débito becomes a line, without the tax: it does not say which, so each tax is computed from its own base. */
function settleDebitNote(content: Tree, statements: Statements): void {
  const reasons = groupsAt(groupAt(content, 'motivos'), 'motivo')
  content.detalles = {
    detalle: reasons.map((reason) => ({ cantidad: '1', precioUnitario: textAt(reason, 'valor') ?? '' })),
  }
  const taxes = groupsAt(groupAt(groupAt(content, 'infoNotaDebito'), 'impuestos'), 'impuesto')
  for (const [i, tax] of taxes.entries()) {
    const rate = textAt(tax, 'codigo') === IVA ? ivaPercentOf(textAt(tax, 'codigoPorcentaje') ?? '') : undefined
    const base = figureOf(textAt(tax, 'baseImponible'))
    const at = `infoNotaDebito.impuestos.impuesto[${i}]`
    if (base && rate) statements.settle(tax, at, 'valor', base.times(rate).div(100), TOLERANCE)
  }
}

/** Version 1.0.0 of a retención lists what was withheld, without the documents it was withheld from. */
function settleFormerWithholding(content: Tree, statements: Statements): void {
  for (const [i, withheld] of groupsAt(groupAt(content, 'impuestos'), 'impuesto').entries()) {
    const base = figureOf(textAt(withheld, 'baseImponible'))
    const percent = figureOf(textAt(withheld, 'porcentajeRetener'))
    const at = `impuestos.impuesto[${i}]`
    if (base && percent) statements.settle(withheld, at, 'valorRetenido', base.times(percent).div(100), TOLERANCE)
  }
}
