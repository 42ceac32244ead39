import { canonicalAttributes, OUTERMOST_SCOPE, refuseUnboundPrefix } from './namespaces.ts'
import type { Attributes, Scope } from './namespaces.ts'
import { escapedText } from './text.ts'

/**
 * Writes XML that is canonical already (Canonical XML 1.0, inclusive, without comments), so that signing need not
 * canonicalise it: no declaration, no empty-element tags, attributes in their one order, nothing between elements.
 *
 *     new CanonicalWriter().open('ECF').leaf('Version', '1.0').close().end()
 *
 * A file that is not well-formed is never produced: names, characters and nesting that XML does not allow throw.
 */
export class CanonicalWriter {
  #xml = ''
  #depth = 0
  /** Names of the open elements; those past `#depth` are left over from closed ones. */
  readonly #names: string[] = []
  readonly #scopes: Scope[] = []
  #scope = OUTERMOST_SCOPE

  /** Opens an element that will hold others. `attributes` may declare namespaces, as `xmlns` or `xmlns:prefix`. */
  open(name: string, attributes?: Attributes): this {
    if (this.#depth === 0 && this.#xml !== '') throw new Error(`a second root element ${name}`)
    this.#scopes[this.#depth] = this.#scope
    this.#names[this.#depth] = name
    this.#depth++
    this.#startTag(name, attributes)
    return this
  }

  /** Writes an element that holds text only. @throws IllegalXmlText */
  leaf(name: string, text: string, attributes?: Attributes): this {
    if (this.#depth === 0) throw new Error(`the root element ${name} must be opened`)
    const outer = this.#scope
    this.#startTag(name, attributes)
    this.#xml += `${escapedText(text)}</${name}>`
    this.#scope = outer
    return this
  }

  /** Closes the element opened last. */
  close(): this {
    const name = this.#depth > 0 ? this.#names[this.#depth - 1] : undefined
    if (name === undefined) throw new Error('no element is open')
    this.#depth--
    this.#xml += `</${name}>`
    this.#scope = this.#scopes[this.#depth] ?? OUTERMOST_SCOPE
    return this
  }

  /** The finished document. */
  end(): string {
    if (this.#depth > 0) throw new Error(`element ${this.#names[this.#depth - 1] ?? ''} is still open`)
    if (this.#xml === '') throw new Error('a document needs a root element')
    return this.#xml
  }

  #startTag(name: string, attributes: Attributes | undefined): void {
    if (!QUALIFIED_NAME.test(name)) throw new Error(`not an XML name: ${name}`)
    if (attributes === undefined) {
      if (name.includes(':')) refuseUnboundPrefix(name, this.#scope)
      this.#xml += `<${name}>`
    } else {
      const { text, scope } = canonicalAttributes(attributes, this.#scope)
      refuseUnboundPrefix(name, scope)
      this.#scope = scope
      this.#xml += `<${name}${text}>`
    }
  }
}

/** ASCII only, as every official format; `xmlns` is no name for an element. */
const QUALIFIED_NAME = /^(?!xmlns:)[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/
