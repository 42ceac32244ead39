import type { Draft } from '../../domain/draft.ts'
import type { Fault } from '../../domain/fault.ts'
import { columnsOf, RFCE_COLUMNS, treeOfRow } from './certification/columns.ts'
import { differencesOf } from './certification/differences.ts'
import { figureOf } from '../content/figures.ts'
import { officialDraft } from './content/official-draft.ts'
import { eNcfOf } from './numbering.ts'
import { SMALL_INVOICE_LIMIT } from './totals.ts'
import { groupAt, textAt, type Tree } from '../content/tree.ts'
import { typeFactsOf } from './type-facts.ts'
import type { Content } from '../format/format.ts'

/** A row of the spreadsheet: cells by column name, all as text. */
export type CertificationRow = Readonly<Record<string, string>>

/** The official set of a taxpayer under certification, as its two sheets. */
export interface CertificationSheets {
  readonly ECF: readonly CertificationRow[]
  readonly RFCE: readonly CertificationRow[]
}

/**
 * What is sent when. Notes go last, once their originals are accepted; a small type 32 goes as its summary, and its full file is
 * uploaded in DGII's portal afterwards.
 */
export type CertificationStage = 'invoice' | 'summary' | 'note'

/** One document of the set. */
export interface CertificationCase {
  /** DGII's own name of the case: issuer and number. */
  readonly name: string
  readonly number: string
  readonly stage: CertificationStage
  /** Every value of the row, as text and unchanged. */
  readonly draft: Draft
  /** The number of the case that must be accepted before this one. */
  readonly follows: string | undefined
  /** What the sheet of summaries says of a small type 32, less its security code. */
  readonly summary: Content | undefined
}

export interface CertificationSet {
  /** In the order to send them. */
  readonly cases: readonly CertificationCase[]
  /** Columns, gaps or rows that have no place. A set with faults must not be sent: any rejection restarts it with a new file. */
  readonly faults: readonly Fault[]
}

/**
 * Reads the official certification set. Every cell finds its place in a draft or is reported; a cell of `#e` leaves its
 * element out.
 *
 * @source DGII, Proceso de certificación (July 2025), step 2; both official sets map with nothing left over
 */
export function readCertificationSet({ ECF, RFCE }: CertificationSheets): CertificationSet {
  const faults: Fault[] = []
  const summaries = new Map<string, Content>()
  for (const [i, row] of RFCE.entries()) {
    const tree = treeOfRow(row, RFCE_COLUMNS, `RFCE[${i}]`, faults)
    const number = textAt(groupAt(groupAt(tree, 'Encabezado'), 'IdDoc'), 'eNCF')
    // The sheet's own code is blank or to be replaced by that of our signature.
    delete groupAt(tree, 'Encabezado')?.CodigoSeguridadeCF
    if (number !== undefined) summaries.set(number, tree)
  }

  const cases: CertificationCase[] = []
  for (const [i, row] of ECF.entries()) {
    const found = caseOf(row, `ECF[${i}]`, summaries, faults)
    if (found) cases.push(found)
  }
  const numbers = new Set(cases.map(({ number }) => number))
  for (const number of summaries.keys()) if (!numbers.has(number)) faults.push(summaryWithoutInvoice(number))
  return { cases: cases.sort(bySendingOrder), faults }
}

/**
 * Where the summary of a signed small type 32 differs from what the set demands, by official path; empty when nothing does.
 * Amounts are compared as figures.
 */
export function summaryDifferences(summary: Content, expected: Content): readonly string[] {
  const header = Object.entries(summary.Encabezado as Content).filter(([name]) => name !== 'CodigoSeguridadeCF')
  return differencesOf({ ...summary, Encabezado: Object.fromEntries(header) }, expected)
}

const STAGES: readonly CertificationStage[] = ['invoice', 'summary', 'note']

function bySendingOrder(a: CertificationCase, b: CertificationCase): number {
  return STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || (a.number < b.number ? -1 : 1)
}

function caseOf(
  row: CertificationRow,
  at: string,
  summaries: ReadonlyMap<string, Content>,
  faults: Fault[],
): CertificationCase | undefined {
  const type = row.TipoeCF ?? ''
  const columns = columnsOf(type)
  if (!columns) {
    faults.push(unknownRowType(at, type))
    return undefined
  }
  const tree = treeOfRow(row, columns, at, faults)
  const idDoc = groupAt(groupAt(tree, 'Encabezado'), 'IdDoc')
  const number = textAt(idDoc, 'eNCF') ?? ''
  const stage = stageOf(type, tree)
  return {
    name: row.CasoPrueba ?? number,
    number,
    stage,
    draft: officialDraft(type, number, tree),
    follows:
      stage === 'note'
        ? eNcfOf(textAt(groupAt(tree, 'InformacionReferencia'), 'NCFModificado') ?? '')?.number
        : undefined,
    summary: stage === 'summary' ? summaries.get(number) : undefined,
  }
}

function stageOf(type: string, tree: Tree): CertificationStage {
  if (typeFactsOf(type)?.isNote) return 'note'
  const total = figureOf(textAt(groupAt(groupAt(tree, 'Encabezado'), 'Totales'), 'MontoTotal'))
  return type === '32' && total?.lt(SMALL_INVOICE_LIMIT) ? 'summary' : 'invoice'
}

function unknownRowType(path: string, type: string): Fault {
  return {
    code: 'certification-type',
    path: `${path}.TipoeCF`,
    severity: 'error',
    message: { es: `No hay e-CF de tipo "${type}".`, en: `There is no e-CF of type "${type}".` },
  }
}

function summaryWithoutInvoice(number: string): Fault {
  return {
    code: 'certification-summary',
    path: 'RFCE',
    severity: 'error',
    message: {
      es: `La hoja RFCE tiene el ${number} y la hoja ECF no.`,
      en: `Sheet RFCE has ${number} and sheet ECF does not.`,
    },
  }
}
