import { amountText, sum } from '../../../domain/decimal.ts'
import type { PrintedFact, PrintedTable, PrintedTotal } from '../../../domain/printed-page.ts'
import { figureOf } from '../../content/figures.ts'
import type { Body } from './body.ts'
import { called, type ComposedField, factsOf, type Field, identification, panel, together } from './facts.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { reimbursements } from './reimbursements.ts'
import { centred, type ColumnPlace, figure, tableOf, text } from './table.ts'
import { nameOfCode, wordsOf } from './words.ts'

/**
 * Comprobante de retención of either version: the rows of annex 2, and for version 2.0.0 the documents that tax was withheld from.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 2; annex 20 for version 2.0.0
 */
export function withholdingBody(root: Group, info: Group): Body {
  const rows = [
    ...root.each('impuestos', 'impuesto').map((withheld) => ({ withheld, support: withheld })),
    ...root.each('docsSustento', 'docSustento').flatMap((support) => {
      return support.each('retenciones', 'retencion').map((withheld) => ({ withheld, support }))
    }),
  ]
  const head = panel(undefined, 'full', factsOf(info, SUBJECT))
  const totals = totalOf(rows.map(({ withheld }) => withheld))
  return { head, tables: [...withheldTable(rows, info), ...supports(root)], totals, foot: [] }
}

interface Row {
  readonly withheld: Group
  /** Where its document is told: in 1.0.0 the same group. */
  readonly support: Group
}

const SUBJECT: readonly Field[] = [
  'razonSocialSujetoRetenido',
  identification(
    labelOf('identificacionSujetoRetenido'),
    'tipoIdentificacionSujetoRetenido',
    'identificacionSujetoRetenido',
  ),
  'fechaEmision',
  'tipoSujetoRetenido',
  'parteRel',
]

function withheldTable(rows: readonly Row[], info: Group): readonly PrintedTable[] {
  const byGroup = new Map(rows.map(({ withheld, support }) => [withheld, support]))
  const ofSupport = (label: string, name: string): ComposedField => {
    return { label, of: (withheld) => wordsOf(byGroup.get(withheld) ?? withheld, name) }
  }
  const columns: readonly ColumnPlace[] = [
    text(ofSupport('Comprobante', 'codDocSustento'), 1.7),
    text(ofSupport('Número', 'numDocSustento'), 2.1),
    centred(ofSupport('Fecha Emisión', 'fechaEmisionDocSustento'), 1.4),
    centred({ label: labelOf('periodoFiscal'), of: () => info.take('periodoFiscal') }, 1.1),
    figure(called('Base Imponible para la Retención', 'baseImponible'), 1.6),
    centred(called('IMPUESTO', 'codigo'), 1.2),
    centred({ label: labelOf('codigoRetencion'), of: (withheld) => withheld.take('codigoRetencion') }, 1),
    figure('porcentajeRetener', 1.3),
    figure('valorRetenido', 1.3),
  ]
  return tableOf(
    undefined,
    rows.map(({ withheld }) => withheld),
    columns,
    concept,
  )
}

/** What the code stands for. */
function concept(withheld: Group): readonly PrintedFact[] {
  const name = nameOfCode(withheld, 'codigoRetencion')
  return name === undefined ? [] : [{ label: 'Concepto', value: name }]
}

function supports(root: Group): readonly PrintedTable[] {
  const groups = root.each('docsSustento', 'docSustento')
  const reimbursed = groups.flatMap((group) => {
    const title = `Comprobantes de reembolso de ${group.peek('numDocSustento') ?? ''}`
    return reimbursements(title, group.each('reembolsos', 'reembolsoDetalle'))
  })
  return [...tableOf('Documentos de sustento', groups, SUPPORT), ...reimbursed]
}

const SUPPORT: readonly ColumnPlace[] = [
  text(together('Comprobante', 'codDocSustento', 'numDocSustento'), 3.2),
  text('codSustento', 3.1),
  figure(called('Total sin impuestos', 'totalSinImpuestos'), 1.4),
  figure(called('Importe total', 'importeTotal'), 1.4),
]

/** The sum of what was withheld, which the document itself does not state; none when one of its figures is no plain decimal. */
function totalOf(withheld: readonly Group[]): readonly PrintedTotal[] {
  const figures = withheld.flatMap((each) => figureOf(each.peek('valorRetenido')) ?? [])
  if (figures.length !== withheld.length || figures.length === 0) return []
  return [{ label: 'TOTAL RETENIDO', value: amountText(sum(figures)), strong: true }]
}
