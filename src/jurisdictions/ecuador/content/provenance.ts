import type { Draft } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { isOfBlock, neutralFor } from '../../content/provenance.ts'
import type { Sources } from './sources.ts'

/**
 * The client's own name for a place in the content: the `ec` block where the block gave the value or the group it belongs in, else
 * the neutral field that fills it, else where in the block it would be given.
 *
 * `names` pairs official paths and neutral fields. The one that stands for `lines[]` tells where the lines are: what is below it
 * is asked of the line and its own block.
 */
export function clientPath(draft: Draft, official: string, names: ReadonlyMap<string, string>): string {
  const line = lineOf(draft, official, names)
  if (line) {
    const neutral = neutralFor(official, names)
    const { holder, path, official: below } = line
    const own = neutral?.slice(path.length + 1)
    if (below === '' || (own !== undefined && !isOfBlock(holder, 'ec', below, own))) return neutral ?? path
    return `${path}.ec.${below}`
  }
  const neutral = neutralFor(official, names)
  if (neutral !== undefined && !isOfBlock(draft, 'ec', official, neutral)) return givenInstead(draft, neutral)
  return official === '' ? '' : `ec.${official}`
}

/** Where in the draft the parts of an official place came from, when making the content kept it; its own group's where it did not. */
export function keptPlaceOf(official: string, { places }: Pick<Sources, 'places'>): string | undefined {
  for (let at = official; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const place = places.get(at)
    if (place !== undefined) return place
  }
  return undefined
}

interface LinePlace {
  readonly holder: unknown
  /** Such as `lines[2]`. */
  readonly path: string
  /** Below the line's element. */
  readonly official: string
}

/** The line an official path lies in, unless the document's own block gave the lines. */
function lineOf(draft: Draft, official: string, names: ReadonlyMap<string, string>): LinePlace | undefined {
  for (let end = official.indexOf(']'); end >= 0; end = official.indexOf(']', end + 1)) {
    const place = placeOf(draft, official, official.slice(0, end + 1), names)
    if (place) return place
  }
  return undefined
}

function placeOf(
  draft: Draft,
  official: string,
  head: string,
  names: ReadonlyMap<string, string>,
): LinePlace | undefined {
  const path = neutralFor(head, names)
  const holder = path !== undefined && /^lines\[\d+\]$/.test(path) ? givenAt(draft, path) : undefined
  if (holder === undefined || path === undefined || isOfBlock(draft, 'ec', head, path)) return undefined
  return { holder, path, official: official.slice(head.length + 1) }
}

/** A buyer is identified by one of two fields: the one that was given is meant. */
function givenInstead({ buyer }: Draft, neutral: string): string {
  return neutral === 'buyer.taxId' && buyer?.taxId === undefined && buyer?.foreignId !== undefined
    ? 'buyer.foreignId'
    : neutral
}
