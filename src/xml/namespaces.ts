import { escapedAttribute } from './text.ts'

/** Attributes and namespace declarations of an element by their qualified names, such as `id`, `xmlns`, `xmlns:xsi`, `xsi:type`. */
export type Attributes = Readonly<Record<string, string>>

/** The namespaces in force at some place of a document, by prefix; the default one under the empty prefix. */
export type Scope = ReadonlyMap<string, string>

/** The namespace that the prefix `xml` always stands for. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'

/** Where no element has declared anything yet. */
export const OUTERMOST_SCOPE: Scope = new Map([
  ['', ''],
  ['xml', XML_NAMESPACE],
])

/**
 * Everything a start tag holds after the name, in canonical order, and the scope within the element. Declarations come
 * first, ordered by prefix, and only where they change something; then attributes by namespace and local name.
 *
 * @throws Error on names and declarations that XML does not allow, IllegalXmlText on such characters
 * @source W3C, Canonical XML 1.0, sections 2.2 "Document Order" and 2.3 "Processing Model"
 */
export function canonicalAttributes(attributes: Attributes, outer: Scope): { text: string; scope: Scope } {
  const names = Object.keys(attributes)
  const only = names[0]
  if (names.length === 1 && only !== undefined && PLAIN_NAME.test(only)) {
    return { text: written(only, attributes[only] ?? ''), scope: outer }
  }

  const declared = new Map<string, string>()
  for (const name of names.filter(isDeclaration)) {
    const [prefix, uri] = [name.slice('xmlns:'.length), attributes[name] ?? '']
    refuseWrongDeclaration(prefix, uri)
    if (outer.get(prefix) !== uri) declared.set(prefix, uri)
  }
  const scope = declared.size === 0 ? outer : new Map([...outer, ...declared])

  const declarations = [...declared]
    .sort(([a], [b]) => byBytes(a, b))
    .map(([prefix, uri]) => written(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri))
  const others = names
    .filter((name) => !isDeclaration(name))
    .map((name) => ({ name, ...expanded(name, scope) }))
    .sort((a, b) => byBytes(a.namespace, b.namespace) || byBytes(a.local, b.local))
  refuseSameAttribute(others)

  const text = declarations.join('') + others.map(({ name }) => written(name, attributes[name] ?? '')).join('')
  return { text, scope }
}

/** @throws Error when the prefix of a qualified name is not declared in the scope. */
export function refuseUnboundPrefix(qualifiedName: string, scope: Scope): void {
  const colon = qualifiedName.indexOf(':')
  if (colon >= 0 && !scope.has(qualifiedName.slice(0, colon))) {
    throw new Error(`the prefix of ${qualifiedName} is not declared`)
  }
}

const PLAIN_NAME = /^(?!xmlns$)[A-Za-z_][\w.-]*$/
const ATTRIBUTE_NAME = /^(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*$/

/** A relative one has no canonical form; one with `&` has, but canonicalisers in use (libxml2's too) get it wrong. */
const ABSOLUTE_URI = /^[a-z][a-z\d+.-]*:[\w.~:/?#[\]@!$()*+,;=%-]*$/i

const RESERVED_NAMESPACES: ReadonlySet<string> = new Set([XML_NAMESPACE, 'http://www.w3.org/2000/xmlns/'])

function written(name: string, value: string): string {
  return ` ${name}="${escapedAttribute(value)}"`
}

function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:')
}

function refuseWrongDeclaration(prefix: string, uri: string): void {
  if (prefix === 'xml' || prefix === 'xmlns' || RESERVED_NAMESPACES.has(uri))
    throw new Error(`the prefix ${prefix} cannot be declared as ${uri}`)
  if (prefix !== '' && !PLAIN_NAME.test(prefix)) throw new Error(`not a namespace prefix: ${prefix}`)
  if (prefix !== '' && uri === '') throw new Error(`the namespace of prefix ${prefix} is empty`)
  if (uri !== '' && !ABSOLUTE_URI.test(uri)) throw new Error(`not an absolute namespace URI: ${uri}`)
}

function expanded(name: string, scope: Scope): { namespace: string; local: string } {
  if (!ATTRIBUTE_NAME.test(name)) throw new Error(`not an XML attribute name: ${name}`)
  refuseUnboundPrefix(name, scope)
  const colon = name.indexOf(':')
  // The default namespace does not reach attributes.
  return { namespace: colon < 0 ? '' : (scope.get(name.slice(0, colon)) ?? ''), local: name.slice(colon + 1) }
}

function refuseSameAttribute(sorted: readonly { name: string; namespace: string; local: string }[]): void {
  sorted.forEach((attribute, i) => {
    const next = sorted[i + 1]
    if (next?.namespace === attribute.namespace && next.local === attribute.local) {
      throw new Error(`${attribute.name} and ${next.name} are the same attribute`)
    }
  })
}

/** The order of bytes, as all of these are ASCII. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
