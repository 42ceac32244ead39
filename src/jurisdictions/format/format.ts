/** A code that a document type's format calls required, conditional or optional, beyond what its schema enforces. */
export type Obligation = 'not-applicable' | 'required' | 'conditional' | 'optional' | 'unstated'

/** How a value goes on paper: as it stands, in words instead of its code, or not at all. */
export type PrintRule = 'as-is' | 'in-words' | 'free'

/** The lexical rules of a simple value, as the official schema states them. */
export interface SimpleType {
  /** The official name of the type, for the reference page. */
  readonly name: string
  readonly base: 'text' | 'integer' | 'decimal'
  readonly minLength?: number
  readonly maxLength?: number
  /** Anchored at both ends; tested on the whole value. */
  readonly pattern?: RegExp
  readonly values?: ReadonlySet<string>
  readonly totalDigits?: number
  readonly fractionDigits?: number
  readonly minInclusive?: string
  readonly minExclusive?: string
  readonly maxInclusive?: string
  /** Decimals to write for a value Emite computed. */
  readonly decimals?: number
  /** Catalog that gives each code its name. */
  readonly catalog?: string
}

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
export type ContentValue = string | Content | readonly (string | Content)[]
