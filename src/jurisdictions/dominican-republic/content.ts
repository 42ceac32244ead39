import { blockOf, type Draft, type Line } from '../../domain/draft.ts'
import type { Bilingual, Fault } from '../../domain/fault.ts'
import type { IssuerProfile } from '../jurisdiction.ts'
import { blockTree, COMPUTED, inexactNumbers } from '../content/block.ts'
import { fill, fillingOf, fillList, type Filling } from '../content/filling.ts'
import { adjustmentFaults, replacedOnDocument, replacedOnLine } from './content/adjustment-faults.ts'
import { additionalTaxesOf, retencionOf, taxFaults } from './content/line-taxes.ts'
import {
  HEADER_FIELDS,
  ISSUER_FIELDS,
  ITEM_CODES,
  LINE_CHARGES,
  LINE_DISCOUNTS,
  LINE_FIELDS,
  PAYMENT_METHODS,
  phoneText,
} from './content/neutral-fields.ts'
import { elementsOf } from './content/applicable.ts'
import { omit, OMIT } from './content/omission.ts'
import { impliedHeader, impliedRetencion } from './content/implied.ts'
import { pesos, type Sources } from './content/sources.ts'
import { FORMAT } from './rules/rule.ts'
import { groupFor, overlay, type Tree, type TreeValue } from '../content/tree.ts'

/** The optional totals a client may ask for by name. */
export type Computed = 'MontoPeriodo' | 'ValorPagar'

/** A draft in the official names, before anything is computed. */
export interface DraftContent {
  readonly content: Tree
  readonly items: readonly Tree[]
  readonly computed: ReadonlySet<string>
}

/**
 * Writes a draft in the official names: first what the neutral fields say, over it what the `do` blocks give, then what is
 * implied by both. Mistakes in the neutral fields and in the shape of the blocks go to `sources.faults`.
 *
 * A block wins literally: a text of it stands in the XML as it was given, and a repeating element of it replaces the one that
 * the neutral fields would have made.
 */
export function contentOf(sources: Sources): DraftContent {
  const { draft, type, faults } = sources
  inexactNumbers(draft, '', 'do', faults)
  faults.push(...adjustmentFaults(draft))

  const content: Tree = { Encabezado: { Version: '1.0' } }
  fill(content, issuerFilling(type.code), sources.context.issuer, sources)
  fillPhones(content, sources)
  fill(content, headerFilling(type.code), draft, sources)
  fillList(content, PAYMENT_METHODS, draft, sources)

  const { official, computed, omitted } = splitBlock(blockTree(blockOf(draft, 'do'), 'do', faults), faults)
  omit(content, omitted, type.code, faults)
  overlay(content, official)
  faults.push(...replacedOnDocument(draft, official))

  const items = draft.lines.map((line, index) => itemOf(line, index, sources))
  content.DetallesItems = { Item: items }
  impliedHeader(content, items, sources)
  return { content, items, computed }
}

function itemOf(line: Line, index: number, sources: Sources): Tree {
  const item: Tree = { NumeroLinea: String(index + 1) }
  fill(item, lineFilling(sources.type.code), line, sources)
  fillList(item, ITEM_CODES, line, sources)
  fillList(item, LINE_DISCOUNTS, line, sources)
  fillList(item, LINE_CHARGES, line, sources)
  if (line.taxes || line.withholdings) {
    const retencion = retencionOf(line, (amount) => pesos(amount, 2, sources))
    if (retencion) item.Retencion = retencion
    const additional = additionalTaxesOf(line.taxes)
    if (additional) item.TablaImpuestoAdicional = additional
    sources.faults.push(...taxFaults(line, index))
  }
  const block = blockTree(blockOf(line, 'do'), `lines[${index}].do`, sources.faults)
  if (block) {
    overlay(item, block)
    sources.faults.push(...replacedOnLine(line, index, block))
  }
  impliedRetencion(item, sources)
  return item
}

const headerFillings = new Map<string, Filling<Draft, Sources>>()
const issuerFillings = new Map<string, Filling<IssuerProfile, Sources>>()
const lineFillings = new Map<string, Filling<Line, Sources>>()

function headerFilling(type: string): Filling<Draft, Sources> {
  return cached(headerFillings, type, () => fillingOf(HEADER_FIELDS, elementsOf(type)))
}

function issuerFilling(type: string): Filling<IssuerProfile, Sources> {
  return cached(issuerFillings, type, () => fillingOf(ISSUER_FIELDS, elementsOf(type)))
}

function lineFilling(type: string): Filling<Line, Sources> {
  return cached(lineFillings, type, () => fillingOf(LINE_FIELDS, elementsOf(type), 'DetallesItems.Item'))
}

function cached<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  let value = cache.get(key)
  if (value === undefined) cache.set(key, (value = make()))
  return value
}

function fillPhones(content: Tree, { context }: Sources): void {
  const phones = context.issuer.phones
  if (!phones?.length) return
  const issuer = groupFor(groupFor(content, 'Encabezado'), 'Emisor')
  issuer.TablaTelefonoEmisor = { TelefonoEmisor: phones.map(phoneText) }
}

interface SplitBlock {
  readonly official: Tree
  readonly computed: ReadonlySet<string>
  readonly omitted: TreeValue | undefined
}

/** Sets apart what of a block is not the official tree, and what is not the client's to give. */
function splitBlock(block: Tree | undefined, faults: Fault[]): SplitBlock {
  if (!block) return { official: {}, computed: NONE, omitted: undefined }
  const { [COMPUTED]: asked, [OMIT]: omitted, DetallesItems, FechaHoraFirma, Signature, ...official } = block
  if (DetallesItems !== undefined) faults.push(reserved('DetallesItems', LINES_ELSEWHERE))
  if (FechaHoraFirma !== undefined) faults.push(reserved('FechaHoraFirma', SIGNATURE_WRITES))
  if (Signature !== undefined) faults.push(reserved('Signature', SIGNATURE_WRITES))
  return { official, computed: asked === undefined ? NONE : computedOf(asked, faults), omitted }
}

function computedOf(asked: TreeValue, faults: Fault[]): ReadonlySet<string> {
  const names = Array.isArray(asked) ? asked : [asked]
  const known = names.filter((name) => typeof name === 'string' && ASKABLE.has(name))
  if (known.length < names.length) {
    faults.push({
      code: 'computed-unknown',
      path: `do.${COMPUTED}`,
      severity: 'error',
      message: {
        es: 'Solo se pueden pedir MontoPeriodo y ValorPagar; los demás totales se calculan siempre.',
        en: 'Only MontoPeriodo and ValorPagar can be asked for; the other totals are always computed.',
      },
      source: `${FORMAT}, MontoPeriodo and ValorPagar: optional`,
    })
  }
  return new Set(known.map(String))
}

const LINES_ELSEWHERE: Bilingual = {
  es: 'Las líneas van en lines[n] y sus campos oficiales en lines[n].do.',
  en: 'Lines go in lines[n], and their official fields in lines[n].do.',
}
const SIGNATURE_WRITES: Bilingual = { es: 'Esto lo escribe la firma.', en: 'The signature writes this.' }

function reserved(name: string, message: Bilingual): Fault {
  return { code: 'block-reserved', path: `do.${name}`, severity: 'error', message, source: `${FORMAT}, ${name}` }
}

const NONE: ReadonlySet<string> = new Set()
const ASKABLE: ReadonlySet<string> = new Set<Computed>(['MontoPeriodo', 'ValorPagar'])
