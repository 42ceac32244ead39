import { blockOf, type Draft, type Line } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { blockTree } from '../../content/block.ts'
import { fill, fillingOf, fillList, type Filling } from '../../content/filling.ts'
import { neutralText } from '../../content/plain-text.ts'
import { groupAt, groupFor, overlay, type Tree } from '../../content/tree.ts'
import { elementPathsOf } from '../../format/element-paths.ts'
import { additionalInformation, contactDetails, type OwnInformation } from '../content/additional-information.ts'
import { implyTransport, SUBSTITUTE } from '../content/carrier.ts'
import { issuerContent } from '../content/issuer.ts'
import { officialBlock } from '../content/official-block.ts'
import { singleLine } from '../content/single-line.ts'
import type { Sources } from '../content/sources.ts'
import { formatOf } from '../formats/formats.ts'
import type { TypeFacts } from '../type-facts.ts'
import { discountFaults } from './discount-faults.ts'
import { leftOut } from './left-out.ts'
import { lineTaxesOf, zeroIva } from './line-taxes.ts'
import { headerFields, lineFields, PAYMENT_METHODS } from './neutral-fields.ts'
import { taxDateOf } from './tax-date.ts'

/**
 * Writes a sale in the official names: what the issuer's record and the neutral fields say, and over it what the `ec` blocks give,
 * literally; a list of a block replaces the one that the neutral fields made.
 *
 * A nota de débito has no lines but reasons: its lines stand in `detalles` until they are computed, and what their blocks say of
 * the reasons in `motivos`.
 */
export function contentOf(sources: Sources): Tree {
  const { draft, type, faults } = sources
  const content = issuerContent(sources)
  const { headers, lines } = fillingsOf(type)
  fill(content, headers, draft, sources)
  const info = groupFor(content, type.info)
  if (type.code !== '04') fillList(info, PAYMENT_METHODS, draft, sources)

  const { official, additional } = officialBlock(sources)
  const { motivos, ...block } = official
  if (motivos !== undefined && type.code === '05') faults.push(REASONS_ELSEWHERE)
  overlay(content, type.code === '05' ? block : official)
  const substitute = groupAt(content, SUBSTITUTE)
  if (substitute) implyTransport(substitute)
  const information = additionalInformation(ownInformation(sources), additional)
  if (information !== undefined) content.infoAdicional = information

  const items = draft.lines.map((line, index) => lineOf(line, index, lines, sources))
  content.detalles = { detalle: items.map(({ item }) => item) }
  if (type.code === '05') content.motivos = { motivo: items.map(({ reason }) => reason) }
  faults.push(...leftOut(draft, type), ...discountFaults(draft))
  return content
}

function lineOf(
  line: Line,
  index: number,
  filling: Filling<Line, Sources>,
  sources: Sources,
): { readonly item: Tree; readonly reason: Tree } {
  const item: Tree = {}
  fill(item, filling, line, sources)
  const description = neutralText(singleLine(line.description))
  if (description !== undefined && sources.type.code !== '05') {
    item.detallesAdicionales = { detAdicional: [{ '@nombre': 'Detalle', '@valor': description }] }
  }
  const taxes = lineTaxesOf(line, index, taxDateOf(sources), sources.faults)
  if (taxes) item.impuestos = taxes
  else if (sources.settings.rimpe === 'negocio-popular') item.impuestos = zeroIva()

  const { impuestos, ...rest } = blockTree(blockOf(line, 'ec'), `lines[${index}].ec`, sources.faults) ?? {}
  if (impuestos !== undefined) item.impuestos = impuestos
  if (sources.type.code === '05') {
    if (rest.valor !== undefined) item.precioTotalSinImpuesto = rest.valor
    return { item, reason: rest }
  }
  overlay(item, rest)
  return { item, reason: {} }
}

interface Fillings {
  readonly headers: Filling<Draft, Sources>
  readonly lines: Filling<Line, Sources>
}

const fillings = new Map<string, Fillings>()

function fillingsOf(type: TypeFacts): Fillings {
  let found = fillings.get(type.code)
  if (!found) {
    const format = formatOf(type.code, type.version)
    const elements: ReadonlySet<string> = format ? elementPathsOf(format) : new Set()
    const headers = headerFields(type).filter(({ official, droppable }) => droppable || elements.has(official))
    found = {
      headers: fillingOf(headers, elements),
      lines: fillingOf(lineFields(type), elements, 'detalles.detalle'),
    }
    fillings.set(type.code, found)
  }
  return found
}

/**
 * What goes into infoAdicional by itself: how to reach the buyer, and that the issuer is a gran contribuyente.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 4.7 and annex 24
 */
function ownInformation({ draft, type, settings }: Sources): OwnInformation {
  const { Dirección, ...reach } = contactDetails(draft.buyer)
  return {
    legends: type.code === '03' ? {} : { 'Gran Contribuyente': settings.granContribuyente },
    others: { ...reach, ...(type.isNote ? { Dirección } : {}) },
  }
}

const REASONS_ELSEWHERE: Fault = {
  code: 'block-reserved',
  path: 'ec.motivos',
  severity: 'error',
  message: {
    es: 'Los motivos van en lines[n] y sus campos oficiales en lines[n].ec.',
    en: 'Reasons go in lines[n], and their official fields in lines[n].ec.',
  },
}
