import { differ, money, type Money } from '../../money.ts'
import type { XmlElement } from '../../../src/xml/tree.ts'
import { amountAt } from '../../reading.ts'
import { error, type Finding } from '../finding.ts'

/** The amount at a path; zero when it is not there. */
export function at(element: XmlElement | undefined, path: string): Money {
  return amountAt(element, path) ?? money(0)
}

/** Compares amounts with the tolerance of this SRI. */
export type Compare = (name: string, stated: Money, computed: Money) => readonly Finding[]

/**
 * Error 52 where an amount is further from what it should be than the tolerance. How far SRI lets them go is not published; of one
 * cent it is known that it does.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, code 52; a genuine document with one cent between header and lines
 */
export function comparing(tolerance: string): Compare {
  return (name, stated, computed) =>
    differ(stated, computed, money(tolerance))
      ? [difference(`${name}: dice ${stated.toFixed()}, y se calcula ${computed.toFixed()}`)]
      : []
}

/** Error 52, in words. */
export function difference(detail: string): Finding {
  return error('52', detail)
}
