import { blockOf, type Draft } from '../../domain/draft.ts'
import { isAcceptable, type Fault } from '../../domain/fault.ts'
import { checkContent } from '../format/check.ts'
import type { Format } from '../format/format.ts'
import type { PrepareContext, Preparation, PreparedDocument, RelatedDocument, SeriesNumber } from '../jurisdiction.ts'
import { contentOf } from './content.ts'
import { givenAt } from '../content/block.ts'
import { isStated } from '../content/provenance.ts'
import { clientPath } from './content/provenance.ts'
import { sourcesOf, type Sources } from './content/sources.ts'
import { dateFromOfficial } from './dates.ts'
import { formatOf, RFCE } from './formats/formats.ts'
import { eNcfOf, type ENcf } from './numbering.ts'
import type { Checked } from './rules/rule.ts'
import { faultsOf } from './rules/rules.ts'
import { computeTotals, isComputed, isTotal, type Computation } from './totals.ts'
import { channelOf, factsOf, totalsOf } from './facts.ts'
import { groupAt, groupFor, textAt, type Tree } from '../content/tree.ts'
import { TYPE_FACTS, typeFactsOf } from './type-facts.ts'
import { summaryOf } from './summary.ts'
import type { PreparedContent } from './xml.ts'

/** Fiscal numbers of the documents a draft refers to: the original of a note, when it is an e-CF. */
export function relatedNumbers(draft: Draft): readonly SeriesNumber[] {
  const number = referenceNumberOf(draft)
  return number === undefined ? [] : [placeOf(number)]
}

/**
 * A draft as a document: written in the official names, computed, checked against its format table and every rule. All faults
 * come back at once, in the client's own names; the document only when none of them is an error.
 */
export function prepare(draft: Draft, context: PrepareContext): Preparation {
  const type = typeFactsOf(draft.type)
  const format = formatOf(draft.type)
  if (!type || !format) return { faults: [unknownType(draft.type)], document: undefined }

  const faults: Fault[] = []
  const sources = sourcesOf(draft, type, context, originalOf(draft, context), faults)
  const draftContent = contentOf(sources)
  const { content } = draftContent
  takeNumber(content, sources)
  const computation = computeTotals(draftContent, sources)

  const pathOf = (official: string) => clientPath(draft, official, computation.adjustmentOrigins)
  const checked = checkedOf(content, draftContent.items, computation, sources)
  faults.push(...faultsOf(checked, pathOf))
  const all = [...withoutEchoes(formatFaults(format, checked), faults, draft, pathOf), ...faults]
  return { faults: all, document: isAcceptable(all) ? documentOf(checked, all) : undefined }
}

function documentOf(checked: Checked, warnings: readonly Fault[]): PreparedDocument {
  const { content, idDoc, buyer, totals, type, sources, original } = checked
  const prepared: PreparedContent = {
    type,
    content,
    authorityEnvironment: sources.context.authorityEnvironment,
    anonymousBuyer: sources.settings.anonymousBuyer ?? 'empty-element',
  }
  const reference = referenceNumberOf(sources.draft)
  const waits = original && WAITING.has(original.state) && typeFactsOf(type)?.isNote
  return {
    type,
    number: textAt(idDoc, 'eNCF'),
    series: type,
    issueDate: checked.issueDate ?? sources.context.today,
    currency: 'DOP',
    total: textAt(totals, 'MontoTotal') ?? '',
    totals: totalsOf(content),
    buyerTaxId: textAt(buyer, 'RNCComprador') ?? textAt(buyer, 'IdentificadorExtranjero'),
    buyerName: textAt(buyer, 'RazonSocialComprador'),
    refersTo: reference && placeOf(reference),
    follows: reference && waits ? placeOf(reference) : undefined,
    facts: factsOf(checked),
    warnings,
    content: prepared,
  }
}

/** States of an original that may still be accepted: a note over it waits (DGII code 614). */
const WAITING: ReadonlySet<string> = new Set(['signed', 'sent', 'failed'])

function checkedOf(content: Tree, items: readonly Tree[], computation: Computation, sources: Sources): Checked {
  const header = groupFor(content, 'Encabezado')
  const issuer = groupFor(header, 'Emisor')
  return {
    sources,
    type: sources.type.code,
    content,
    idDoc: groupFor(header, 'IdDoc'),
    issuer,
    buyer: groupAt(header, 'Comprador'),
    totals: groupFor(header, 'Totales'),
    reference: groupAt(content, 'InformacionReferencia'),
    items,
    lines: computation.lines,
    total: computation.total,
    issueDate: dateFromOfficial(textAt(issuer, 'FechaEmision')),
    original: sources.original,
    disagreements: computation.disagreements,
    filledRates: computation.filledRates,
  }
}

/** What is written only when the document is signed. */
const PENDING = ['Encabezado.IdDoc.eNCF', 'Encabezado.IdDoc.FechaVencimientoSecuencia', 'FechaHoraFirma']
const PENDING_WITH_BUYER: ReadonlySet<string> = new Set(PENDING)
const PENDING_WITHOUT_BUYER: ReadonlySet<string> = new Set([...PENDING, 'Encabezado.Comprador'])

/** Faults against the table of the type and, where only the summary goes to DGII, against the summary's stricter one. */
function formatFaults(format: Format, { content, type, total, sources }: Checked): readonly Fault[] {
  const mayLackBuyer = type === '32' && sources.settings.anonymousBuyer === 'left-out'
  const pending = mayLackBuyer ? PENDING_WITHOUT_BUYER : PENDING_WITH_BUYER
  const faults = checkContent(format, content, undefined, pending)
  if (faults.length > 0 || channelOf({ type, total }) !== 'RFCE') return faults
  return checkContent(RFCE, summaryOf(content, 'AAAAAA'), undefined, pending)
}

/**
 * Leaves out what merely follows from another fault: a figure that Emite computes from parts that are wrong is wrong or missing too,
 * and saying so would send the client to a field that needs no change. Where nothing but computed figures is wrong, those of
 * lines, discounts and charges are the ones that the totals follow from.
 */
function withoutEchoes(
  faults: readonly Fault[],
  others: readonly Fault[],
  draft: Draft,
  pathOf: PathOf,
): readonly Fault[] {
  const mapped = faults.map((fault) => ({ ...fault, path: pathOf(fault.path) }))
  const causes = mapped.filter(({ path }, i) => !isComputed(faults[i]?.path ?? '') || isStated(draft, path))
  if (!isAcceptable([...causes, ...others])) return causes
  const parts = mapped.filter((_, i) => !isTotal(faults[i]?.path ?? ''))
  return parts.length > 0 ? parts : mapped
}

type PathOf = (official: string) => string

/** The draft's own number stands in the content unless the block has one; a correction keeps the number it had. */
function takeNumber(content: Tree, { draft, context }: Sources): void {
  const idDoc = groupFor(groupFor(content, 'Encabezado'), 'IdDoc')
  const number = context.correcting?.number ?? draft.number
  if (number !== undefined) idDoc.eNCF ??= number.trim().toUpperCase()
}

function originalOf(draft: Draft, { related }: PrepareContext): RelatedDocument | undefined {
  const number = referenceNumberOf(draft)
  return number && related.find((document) => document.number === number.number)
}

function referenceNumberOf(draft: Draft): ENcf | undefined {
  const given = givenAt(blockOf(draft, 'do'), 'InformacionReferencia.NCFModificado')
  const number = typeof given === 'string' && given.trim() !== '' ? given : draft.reference?.number
  return number === undefined ? undefined : eNcfOf(number)
}

function placeOf({ type, sequence }: ENcf): SeriesNumber {
  return { series: type, sequence }
}

function unknownType(type: string): Fault {
  const codes = TYPE_FACTS.map(({ code }) => code)
  const [first, last] = [codes.slice(0, -1).join(', '), codes.at(-1)]
  return {
    code: 'type-unknown',
    path: 'type',
    severity: 'error',
    message: {
      es: `No hay e-CF de tipo ${type}: los tipos son ${first} y ${last}.`,
      en: `There is no e-CF of type ${type}: the types are ${first} and ${last}.`,
    },
    source: 'DGII, Formato e-CF v1.0 (oct-2025), TipoeCF',
  }
}
