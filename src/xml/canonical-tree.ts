import { OUTERMOST_SCOPE } from './namespaces.ts'
import type { Scope } from './namespaces.ts'
import { idsOf } from './tree.ts'
import type { XmlElement } from './tree.ts'
import { UnreadableXml } from './unreadable.ts'

/**
 * The tree of canonical XML, and of nothing else.
 *
 * What a digest covers is a canonical string; reading that very string leaves no room between what was verified and what
 * is read. It is also quick, since a canonical form has one way to write everything: no entities but the escapes, no CDATA,
 * no empty-element tags, quoted attributes, and the parser that made it has checked well-formedness.
 *
 * @throws UnreadableXml duplicate-id
 */
export function treeOf(canonical: string): XmlElement {
  const tops: GrowingElement[] = []
  const open: OpenElement[] = []
  const ids = new Set<string>()

  for (let at = canonical.indexOf('<'); at >= 0; at = canonical.indexOf('<', at)) {
    const marker = canonical.charAt(at + 1)
    if (marker === '?') {
      at = after(canonical, '?>', at)
    } else if (marker === '/') {
      open.pop()
      at = after(canonical, '>', at)
    } else {
      const parent = open.at(-1)
      const tag = startTag(canonical, at, parent?.scope ?? OUTERMOST_SCOPE)
      refuseKnownId(tag.element, ids)
      ;(parent?.element.children ?? tops).push(tag.element)
      open.push(tag)
      at = tag.end
    }
    const element = open.at(-1)?.element
    if (element) element.text += textFrom(canonical, at)
  }

  const root = tops[0]
  if (!root) throw new Error('canonical XML without an element')
  return root
}

interface GrowingElement extends XmlElement {
  readonly children: GrowingElement[]
  text: string
}

interface OpenElement {
  readonly element: GrowingElement
  /** Namespaces in force within it, by prefix. */
  readonly scope: Scope
  /** Where its start tag ends. */
  readonly end: number
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

const TAG_NAME = /[^\s>]+/y
const ATTRIBUTE = / ([^\s=]+)="([^"]*)"/y

function startTag(canonical: string, at: number, inherited: Scope): OpenElement {
  TAG_NAME.lastIndex = at + 1
  const tagName = TAG_NAME.exec(canonical)?.[0] ?? ''
  ATTRIBUTE.lastIndex = at + 1 + tagName.length

  let end = ATTRIBUTE.lastIndex
  const written: [name: string, value: string][] = []
  const declared: [prefix: string, uri: string][] = []
  for (let match = ATTRIBUTE.exec(canonical); match; match = ATTRIBUTE.exec(canonical)) {
    const [, name = '', value = ''] = match
    end = ATTRIBUTE.lastIndex
    if (name === 'xmlns') declared.push(['', unescaped(value)])
    else if (name.startsWith('xmlns:')) declared.push([name.slice('xmlns:'.length), unescaped(value)])
    else written.push([name, unescaped(value)])
  }

  const scope = declared.length === 0 ? inherited : new Map([...inherited, ...declared])
  const [namespace, name] = resolved(tagName, scope)
  const attributes =
    written.length === 0 ? NO_ATTRIBUTES : new Map(written.map(([n, v]) => [attributeKey(n, scope), v]))
  return { element: { name, namespace, attributes, children: [], text: '' }, scope, end: end + 1 }
}

function resolved(qualifiedName: string, scope: Scope): [namespace: string, name: string] {
  const colon = qualifiedName.indexOf(':')
  const namespace = scope.get(colon < 0 ? '' : qualifiedName.slice(0, colon))
  if (namespace === undefined) throw new Error('canonical XML with an undeclared prefix')
  return [namespace, qualifiedName.slice(colon + 1)]
}

function attributeKey(qualifiedName: string, scope: Scope): string {
  if (!qualifiedName.includes(':')) return qualifiedName
  const [namespace, name] = resolved(qualifiedName, scope)
  return `{${namespace}}${name}`
}

/** Two elements that answer to one Id are how a signature is made to vouch for what it never covered. */
function refuseKnownId(element: XmlElement, ids: Set<string>): void {
  for (const id of idsOf(element)) {
    if (ids.has(id)) throw new UnreadableXml('duplicate-id', 'two Id attributes have the same value')
    ids.add(id)
  }
}

function textFrom(canonical: string, at: number): string {
  const end = canonical.indexOf('<', at)
  return end === at ? '' : unescaped(canonical.slice(at, end))
}

function unescaped(text: string): string {
  return text.includes('&') ? text.replace(/&[^;]+;/g, (escape) => CHARACTERS[escape] ?? escape) : text
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x9;': '\t',
  '&#xA;': '\n',
  '&#xD;': '\r',
}

function after(canonical: string, mark: string, from: number): number {
  return canonical.indexOf(mark, from) + mark.length
}
