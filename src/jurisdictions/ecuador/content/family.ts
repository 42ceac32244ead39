import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Fault } from '../../../domain/fault.ts'
import type { Tree } from '../../content/tree.ts'
import type { SeriesNumber } from '../../jurisdiction.ts'
import type { Sources } from './sources.ts'

/**
 * Documents that are made from a draft in the same way: sales (factura, liquidación, notes), the waybill, the withholding.
 * `prepare` runs the steps in this order; the content carries everything but secuencial and claveAcceso, which signing adds.
 */
export interface Family {
  /** The draft in the official names: neutral fields, the `ec` blocks over them, what both imply. Nothing is computed yet. */
  contentOf(sources: Sources): Tree
  /** Writes every figure that can be computed into the content; faults where a given figure contradicts it (official paths). */
  compute(content: Tree, sources: Sources): readonly Fault[]
  /** What must agree between fields; official paths. */
  check(content: Tree, sources: Sources): readonly Fault[]
  /** What the engine keeps beside the content. */
  summaryOf(content: Tree, sources: Sources): Summary
  /** Official paths (`[]` for any index) of this family's content and the neutral fields that fill them. */
  readonly neutralNames: ReadonlyMap<string, string>
  /** True for the official path of a figure that Emite writes when the client does not: what is wrong there may be an echo. */
  isComputed?(official: string): boolean
}

export interface Summary {
  readonly issueDate: CalendarDate | undefined
  readonly currency: string
  readonly total: string
  readonly totals: Readonly<Record<string, string>>
  readonly buyerTaxId: string | undefined
  readonly buyerName: string | undefined
  readonly refersTo: SeriesNumber | undefined
  readonly facts: Readonly<Record<string, string>>
}
