/** What signing needs to know of a canonical document: what its root passes on to the signature, and where the root ends. */
export interface CanonicalRoot {
  /** Its `id`, by which a reference may name it. Not unescaped. */
  readonly id: string | undefined
  /** Its namespace declarations by qualified name (`xmlns`, `xmlns:xsi`), written out: ` xmlns:xsi="…"`. In canonical order. */
  readonly declarations: ReadonlyMap<string, string>
  /** Its `xml:` attributes, written out, in canonical order. */
  readonly xmlAttributes: string
  /** Position of its end tag. */
  readonly endTagAt: number
}

/**
 * Reads the root of canonical XML, which is all there is outside of it too.
 *
 * @throws Error when the string is plainly not canonical XML: a declaration or anything else outside the root, a
 *   self-closed end, half a surrogate pair.
 */
export function canonicalRootOf(canonicalXml: string): CanonicalRoot {
  const root = ROOT_NAME.exec(canonicalXml)?.[1]
  const endTagAt = canonicalXml.lastIndexOf('</')
  if (root === undefined || canonicalXml.slice(endTagAt) !== `</${root}>` || !canonicalXml.isWellFormed()) {
    throw new Error('not canonical XML: only the root element, written with start and end tag, can be signed')
  }

  let id: string | undefined
  let xmlAttributes = ''
  const declarations = new Map<string, string>()
  ATTRIBUTE.lastIndex = root.length + 1
  for (let match = ATTRIBUTE.exec(canonicalXml); match; match = ATTRIBUTE.exec(canonicalXml)) {
    const [written, name = '', value] = match
    if (name === 'id') id = value
    else if (name === 'xmlns' || name.startsWith('xmlns:')) declarations.set(name, written)
    else if (name.startsWith('xml:')) xmlAttributes += written
  }
  return { id, declarations, xmlAttributes, endTagAt }
}

const ROOT_NAME = /^<([^\s<>/!?&"'=]+)[ >]/
const ATTRIBUTE = / ([^\s=]+)="([^"]*)"/y

/**
 * The namespaces and `xml:` attributes that inclusive canonicalisation repeats on an element taken out of the root, around
 * that element's own. `own` are the declarations in force at the element that are not the root's, by qualified name;
 * `attributes` its other attributes in canonical order, none of them in a namespace.
 *
 * @source W3C, Canonical XML 1.0, section 2.4 "Document Subsets"
 */
export function inheritingAttributes(
  root: CanonicalRoot,
  own: Readonly<Record<string, string>>,
  attributes = '',
): string {
  const written = Object.entries(own).map(([name, uri]) => [name, ` ${name}="${uri}"`] as const)
  if (root.declarations.size === 0) return written.map(([, text]) => text).join('') + attributes + root.xmlAttributes
  const all = [...new Map([...root.declarations, ...written])]
  const sorted = all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
  return sorted.join('') + attributes + root.xmlAttributes
}
