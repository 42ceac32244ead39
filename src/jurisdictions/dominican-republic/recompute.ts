import { calendarDateOf, wallClock } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'
import type { XmlElement } from '../../xml/tree.ts'
import type { Content } from '../format/format.ts'
import { readContent } from '../format/read.ts'
import { NOT_POSSIBLE, type Recomputation } from '../recomputation.ts'
import { TIME_ZONE } from './dates.ts'
import { formatOf } from './formats/formats.ts'
import { prepare } from './prepare.ts'

/** Computes the totals of an e-CF anew from what its lines say; a summary, an approval or a receipt has no lines. */
export function recompute(root: XmlElement, now: Date): Recomputation {
  const header = root.children.find(({ name }) => name === 'Encabezado')
  const idDoc = header?.children.find(({ name }) => name === 'IdDoc')
  const type = idDoc?.children.find(({ name }) => name === 'TipoeCF')?.text ?? ''
  const format = root.name === 'ECF' ? formatOf(type) : undefined
  if (!format) return NOT_POSSIBLE

  const { content } = readContent(format, root)
  const { faults } = prepare(draftOf(type, content), {
    issuer: { taxId: textAt(content, ['Encabezado', 'Emisor', 'RNCEmisor']), name: '', settings: {} },
    today: issueDateOf(content) ?? wallClock(now, TIME_ZONE).date,
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
