import type { Draft } from '../../../domain/draft.ts'
import { neutralText } from '../../content/plain-text.ts'
import { isTree, textAt, type Tree, type TreeValue } from '../../content/tree.ts'
import { singleLine } from './single-line.ts'

type Entries = Readonly<Record<string, string | undefined>>

/** What the draft says beyond the official fields: legends that the law wants, and the rest, which may stay away for want of room. */
export interface OwnInformation {
  readonly legends?: Entries
  readonly others: Entries
}

/**
 * `infoAdicional` from both sides: what the draft says beyond the official fields (`ownInformation`), and what its block gives. As names and
 * texts the block's entries join the others, and win over one of the same name. By the official names they stand as a list, in their
 * order: legends come after them, and the rest while there is room.
 */
export function additionalInformation(
  ownInformation: OwnInformation,
  given: TreeValue | undefined,
): Tree | string | undefined {
  const { legends = {}, others } = ownInformation
  if (given !== undefined && !isNamesAndTexts(given)) return joined(given, fieldsOf(legends), fieldsOf(others))
  const names = new Set(Object.keys(given ?? {}).map(foldedName))
  const own = fieldsOf(others).filter((field) => !names.has(nameOf(field)))
  const wanted = fieldsOf({ ...legends, ...given })
  const fields = [...own.slice(0, Math.max(0, MOST_FIELDS - wanted.length)), ...wanted]
  return fields.length === 0 ? undefined : { campoAdicional: fields }
}

/** Of SRI's schemas. */
const MOST_FIELDS = 15

/** A list that is none is left as it is: the format table tells what is wrong with it. */
function joined(given: TreeValue, legends: readonly Tree[], others: readonly Tree[]): Tree | string {
  const list = isTree(given) ? given.campoAdicional : given
  const fields = isTree(list) ? [list] : list
  if (!Array.isArray(fields) || !fields.every(isTree)) return Array.isArray(given) ? { campoAdicional: given } : given
  const names = new Set(fields.map(nameOf))
  const said = new Set(fields.map(sayingOf))
  const wanted = legends.filter((legend) => !said.has(sayingOf(legend)))
  const room = Math.max(0, MOST_FIELDS - wanted.length - fields.length)
  const joining = others.filter((field) => !names.has(nameOf(field))).slice(0, room)
  return { ...(isTree(given) ? given : {}), campoAdicional: [...fields, ...wanted, ...joining] }
}

function fieldsOf(entries: Readonly<Record<string, TreeValue | undefined>>): readonly Tree[] {
  return Object.entries(entries).flatMap(([name, text]) => {
    const said = neutralText(typeof text === 'string' ? singleLine(text) : undefined)
    return said === undefined ? [] : [{ '@nombre': name, '#text': said }]
  })
}

function nameOf(field: Tree): string {
  return foldedName(textAt(field, '@nombre') ?? '')
}

function sayingOf(field: Tree): string {
  return `${nameOf(field)}: ${textAt(field, '#text')?.trim()}`
}

function foldedName(name: string): string {
  return name.trim().toLowerCase()
}

/**
 * How to reach the other party: SRI has no field for it, and the issuer must send the document by e-mail.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 4.7
 */
export function contactDetails(buyer: Draft['buyer']): Entries {
  return { Email: buyer?.email, Teléfono: buyer?.phone, Dirección: buyer?.address }
}

function isNamesAndTexts(given: TreeValue): given is Tree {
  return isTree(given) && given.campoAdicional === undefined && Object.keys(given).every((name) => textAt(given, name))
}
