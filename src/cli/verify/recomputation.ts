import { calendarDateOf, wallClock } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'
import type { Fault } from '../../domain/fault.ts'
import { formatOf } from '../../jurisdictions/dominican-republic/formats/formats.ts'
import { dominicanRepublic } from '../../jurisdictions/dominican-republic/index.ts'
import type { Content } from '../../jurisdictions/format/format.ts'
import { readContent } from '../../jurisdictions/format/read.ts'
import type { XmlElement } from '../../xml/tree.ts'

/** Where a document's figures are not those its lines come to; or that they cannot be computed from what it says. */
export type Recomputation =
  { readonly kind: 'not-possible' } | { readonly kind: 'recomputed'; readonly faults: readonly Fault[] }

export const NOT_POSSIBLE: Recomputation = { kind: 'not-possible' }

/** Computes the totals of a document anew, by the rules of the country. Paths in the faults are official ones. */
export function recomputed(country: string, document: XmlElement, now: Date): Recomputation {
  return RECOMPUTERS.get(country)?.(document, now) ?? NOT_POSSIBLE
}

type Recomputer = (document: XmlElement, now: Date) => Recomputation

const RECOMPUTERS: ReadonlyMap<string, Recomputer> = new Map([['do', dominican]])

/** An e-CF has its lines; a summary, an approval or a receipt has none. */
function dominican(root: XmlElement, now: Date): Recomputation {
  const header = root.children.find(({ name }) => name === 'Encabezado')
  const idDoc = header?.children.find(({ name }) => name === 'IdDoc')
  const type = idDoc?.children.find(({ name }) => name === 'TipoeCF')?.text ?? ''
  const format = root.name === 'ECF' ? formatOf(type) : undefined
  if (!format) return NOT_POSSIBLE

  const { content } = readContent(format, root)
  const { faults } = dominicanRepublic.prepare(draftOf(type, content), {
    issuer: { taxId: textAt(content, ['Encabezado', 'Emisor', 'RNCEmisor']), name: '', settings: {} },
    today: issueDateOf(content) ?? wallClock(now, dominicanRepublic.timeZone).date,
    now,
    environment: 'sandbox',
    authorityEnvironment: 'testecf',
    related: [],
  })
  const told = faults.filter(({ code }) => TOTALS.has(code))
  return { kind: 'recomputed', faults: told.map((fault) => ({ ...fault, path: officialPath(fault.path) })) }
}

/** The faults of `prepare` that are about figures. The others are about sending the document, which was done long ago. */
const TOTALS = new Set(['total-mismatch', 'total-within-tolerance'])

/** The document as a draft that states every figure, so that each is compared with what it should be. */
function draftOf(type: string, content: Content): Draft {
  const { DetallesItems, ...rest } = content
  const items = groupsOf(groupOf(DetallesItems).Item)
  const lines = items.map((item) => ({ name: '-', quantity: '1', unitPrice: '0', do: item }))
  const draft: Draft & { do: unknown } = { type, lines, do: rest }
  return draft
}

/** `lines[2].do.MontoItem` is the client's way of saying `DetallesItems.Item[2].MontoItem`. */
function officialPath(path: string): string {
  return path.replace(/^do\./, '').replace(/^lines(\[\d+\])\.do\./, 'DetallesItems.Item$1.')
}

function issueDateOf(content: Content): ReturnType<typeof calendarDateOf> {
  const [day, month, year] = textAt(content, ['Encabezado', 'Emisor', 'FechaEmision']).split('-')
  return calendarDateOf(`${year}-${month}-${day}`)
}

function textAt(content: Content, path: readonly string[]): string {
  let value: unknown = content
  for (const name of path) value = groupOf(value)[name]
  return typeof value === 'string' ? value : ''
}

function groupsOf(value: unknown): readonly Content[] {
  return Array.isArray(value) ? value.map(groupOf) : []
}

function groupOf(value: unknown): Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Content) : {}
}
