import type { Bilingual } from '../../domain/fault.ts'

/** What the authority's format document asks of a field, beyond what its schema enforces. */
export type Obligation = 'not-applicable' | 'required' | 'conditional' | 'optional' | 'unstated'

/** How a value goes on paper: as it stands, in words instead of its code, or not necessarily at all. */
export type PrintRule = 'as-is' | 'in-words' | 'free' | 'unstated'

/** The lexical rules of a simple value, as the official schema states them. */
export interface SimpleType {
  /** The official name of the type, for the reference page. */
  readonly name: string
  readonly base: 'text' | 'integer' | 'decimal'
  /** Lengths count characters (code points), as XML Schema does. */
  readonly minLength?: number
  readonly maxLength?: number
  /** Anchored at both ends; tested on the whole value. Built with `schemaPattern`. */
  readonly pattern?: RegExp
  /** What the pattern asks for, in words a person can follow. */
  readonly shape?: Bilingual
  readonly values?: ReadonlySet<string>
  readonly totalDigits?: number
  readonly fractionDigits?: number
  readonly minInclusive?: string
  readonly minExclusive?: string
  readonly maxInclusive?: string
  /** Where day, month and year stand: the day must exist on the calendar. Anything after the date is left to the pattern. */
  readonly date?: DateOrder
  /** Decimals to write for a value Emite computed. */
  readonly decimals?: number
  /** Catalog that gives each code its name. */
  readonly catalog?: string
}

/** The two orders in which official dates are written. */
export type DateOrder = 'day-first' | 'year-first'

/** One element of a document type: a leaf with a simple type, or a group of elements in their strict order. */
export interface ElementFormat {
  readonly name: string
  /** Must be there whenever its parent is. */
  readonly required: boolean
  /** Most times it may stand in its parent; 1 when it does not repeat. */
  readonly most: number
  readonly obligation: Obligation
  readonly print: PrintRule
  /** Set on a leaf. */
  readonly type?: SimpleType
  /** Set on a group. */
  readonly children?: readonly ElementFormat[]
  readonly attributes?: readonly ElementFormat[]
  /** A group that may stand there with nothing in it. Everywhere else an empty element is a fault. */
  readonly mayBeEmpty?: boolean
  /** Names that belong in this group in other types of the same family, with those types: for a better message. */
  readonly elsewhere?: ReadonlyMap<string, readonly string[]>
}

/** The format of one official document type. */
export interface Format {
  /** Such as `31` or `RFCE`. */
  readonly code: string
  readonly version: string
  readonly source: string
  readonly root: ElementFormat
}

/**
 * What a document says, by the official names: a leaf is its text, a group is an object, what repeats is an array.
 * Attributes are keyed `@name`, the text of a leaf that has attributes `#text`. The order of keys means nothing.
 */
export interface Content {
  readonly [name: string]: ContentValue | undefined
}
/** What stands under a name: a text, a group, or a list of either. */
export type ContentValue = string | Content | readonly (string | Content)[]
