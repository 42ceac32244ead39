import type { PrintedFact } from '../../../domain/printed-page.ts'
import type { Content, ElementFormat } from '../../format/format.ts'
import { labelOf, LEFT_OFF } from './labels.ts'
import { printedForm } from './wording.ts'

/**
 * A group of the document while it is laid out. It remembers what was taken to be printed, so that {@link Values.rest} can tell
 * what no part of the page has asked for: nothing is left off because somebody forgot it.
 */
export class Values {
  readonly #fields: ReadonlyMap<string, ElementFormat>
  readonly #content: Content
  readonly #groups = new Map<string, readonly Values[]>()
  readonly #taken = new Set<string>()

  constructor(format: Pick<ElementFormat, 'children'>, content: Content) {
    this.#fields = new Map(format.children?.map((child) => [child.name, child]))
    this.#content = content
  }

  /** As the XML has it, for decisions; it still waits to be printed. Undefined when it is absent or blank. */
  raw(name: string): string | undefined {
    const value = this.#content[name]
    return typeof value === 'string' && value.trim() !== '' ? value : undefined
  }

  /** As paper shows it. It counts as printed from now on. */
  text(name: string): string | undefined {
    return this.texts(name)[0]
  }

  /** The same of a field that repeats. */
  texts(name: string): readonly string[] {
    const field = this.#fields.get(name)
    if (!field) return []
    this.#taken.add(name)
    return this.#leaves(name).map((value) => printedForm(field, value))
  }

  /** Labelled, in the order asked for; what has no value is left out, what repeats stands in one line. */
  facts(...names: readonly string[]): readonly PrintedFact[] {
    return names.flatMap((name) => this.fact(name))
  }

  /** One of them under another label. */
  fact(name: string, label = labelOf(name)): readonly PrintedFact[] {
    const values = this.texts(name)
    return values.length === 0 ? [] : [{ label, value: values.join(', ') }]
  }

  /** Several as one, under the label of the first that is there: street, municipality and province, as on an envelope. */
  together(...names: readonly string[]): readonly PrintedFact[] {
    const [first, ...others] = this.facts(...names)
    return first ? [{ label: first.label, value: [first, ...others].map(({ value }) => value).join(', ') }] : []
  }

  /** A measure and its unit as one, such as `1,000.00 Kilogramo`. */
  measure(name: string, unit: string): readonly PrintedFact[] {
    return this.raw(name) === undefined
      ? this.facts(unit)
      : [{ label: labelOf(name), value: [...this.texts(name), ...this.texts(unit)].join(' ') }]
  }

  /** The group of that name; one without anything when it is absent. */
  group(name: string): Values {
    return this.groups(name)[0] ?? NOTHING
  }

  groups(name: string): readonly Values[] {
    const known = this.#groups.get(name)
    if (known) return known
    const format = this.#fields.get(name)
    const groups = format?.children ? listOf(this.#content[name]).flatMap((each) => valuesOf(format, each)) : []
    this.#groups.set(name, groups)
    return groups
  }

  /** Everything here and below that has a value, was not taken, and need not be left off. It is taken with this. */
  rest(): readonly PrintedFact[] {
    return [...this.#fields.values()].flatMap(({ name, children }) => {
      if (children) return this.groups(name).flatMap((group) => group.rest())
      return this.#taken.has(name) || LEFT_OFF.has(name) ? [] : this.fact(name)
    })
  }

  #leaves(name: string): readonly string[] {
    return listOf(this.#content[name]).flatMap((value) =>
      typeof value === 'string' && value.trim() !== '' ? [value] : [],
    )
  }
}

function valuesOf(format: ElementFormat, value: string | Content): readonly Values[] {
  return typeof value === 'string' ? [] : [new Values(format, value)]
}

function listOf(value: Content[string]): readonly (string | Content)[] {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}

function isList(value: Content[string]): value is readonly (string | Content)[] {
  return Array.isArray(value)
}

const NOTHING = new Values({}, {})
