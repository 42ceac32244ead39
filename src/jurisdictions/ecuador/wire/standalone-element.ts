/**
 * Every outermost element of that local name, cut out of well-formed XML character by character, so that what was signed inside
 * it stays as it was signed. Only namespaces that it uses and that are declared further out are added to its start tag.
 */
export function standaloneElements(xml: string, name: string): readonly string[] {
  const found: string[] = []
  const open: OpenElement[] = []
  let cut: { readonly from: number; readonly depth: number } | undefined

  for (const match of xml.matchAll(MARKUP)) {
    const { closing, qualified, attributes = '', empty } = match.groups ?? {}
    // A comment, a CDATA section or a processing instruction.
    if (qualified === undefined) continue
    if (closing === undefined) {
      if (!cut && localName(qualified) === name) cut = { from: match.index, depth: open.length }
      open.push({ attributes })
    }
    if (closing === undefined && empty === undefined) continue
    open.pop()
    if (cut?.depth !== open.length) continue
    found.push(withNamespaces(xml.slice(cut.from, match.index + match[0].length), namespacesOf(open)))
    cut = undefined
  }
  return found
}

interface OpenElement {
  readonly attributes: string
}

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?<closing>\/)?(?<qualified>[^\s/>!?][^\s/>]*)(?<attributes>(?:[^"'>/]|"[^"]*"|'[^']*')*)(?<empty>\/)?>/g

const DECLARATION = /\sxmlns:([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1)
}

/** Prefixes in force inside these elements, with their declarations. */
function namespacesOf(elements: readonly OpenElement[]): ReadonlyMap<string, string> {
  const declarations = elements.flatMap(({ attributes }) => [...attributes.matchAll(DECLARATION)])
  return new Map(declarations.map(([text, prefix = '']) => [prefix, text]))
}

function withNamespaces(element: string, inForce: ReadonlyMap<string, string>): string {
  const tags = [...element.matchAll(MARKUP)].flatMap(({ 0: text, groups }) => (groups?.qualified ? [text] : []))
  const missing = [...inForce].filter(([prefix]) => {
    const isUsed = tags.some((tag) => tag.includes(`${prefix}:`))
    return isUsed && !tags[0]?.includes(`xmlns:${prefix}`)
  })
  const nameEnd = element.search(/[\s/>]/)
  return element.slice(0, nameEnd) + missing.map(([, declaration]) => declaration).join('') + element.slice(nameEnd)
}
