import { XmlElement as Node, ParseOption, XmlC14NMode, XmlDocument, XmlError, XmlParseError } from 'libxml2-wasm'
import type { C14NOptions, SubtreeC14NOptions, XmlOutputBufferHandler, XmlTreeNode } from 'libxml2-wasm'
import { checkExtent } from './extent.ts'
import { checkProlog } from './prolog.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { XmlLimits } from './limits.ts'
import { ID_ATTRIBUTES } from './tree.ts'
import { UnreadableXml } from './unreadable.ts'

/** How to canonicalise. */
export interface Canonicalization {
  readonly kind: 'inclusive' | 'exclusive'
  readonly withComments: boolean
  /** Prefixes that the exclusive kind treats as the inclusive one does; `#default` for the default namespace. */
  readonly inclusivePrefixes?: readonly string[]
}

/** Canonical XML 1.0 without comments, the form of everything we write. */
export const CANONICAL: Canonicalization = { kind: 'inclusive', withComments: false }

/**
 * XML from outside inside the parser: to be cut and canonicalised, then disposed (`using`), as its memory is not
 * JavaScript's. The only place that knows libxml2.
 */
export class ParsedXml implements Disposable {
  readonly #document: XmlDocument

  /**
   * No document type, no entities, no network, no other encoding than UTF-8.
   *
   * @throws UnreadableXml
   */
  constructor(xml: Uint8Array, limits: XmlLimits = DEFAULT_LIMITS) {
    const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength)
    checkProlog(bytes, limits.maxSizeBytes)
    checkExtent(bytes, limits)
    this.#document = parse(bytes)
  }

  [Symbol.dispose](): void {
    this.#document.dispose()
  }

  /** Drops what stands beside the root: comments and processing instructions. */
  keepRootOnly(): void {
    const { root } = this.#document
    for (let node = root.prev; node; node = root.prev) node.remove()
    for (let node = root.next; node; node = root.next) node.remove()
  }

  /** Drops every text that is nothing but XML blanks, as a reader does that does not preserve white space. */
  dropBlanks(): void {
    for (const blank of this.#document.root.find('//text()[not(normalize-space())]')) blank.remove()
  }

  /** Drops the children of the root that have that name. */
  drop(name: string, namespace: string): void {
    dropChildren(this.#document.root, (child) => isNamed(child, name, namespace))
  }

  /**
   * Drops everything but the element at the end of a path of first children of these names below the root, and its
   * ancestors without their other content. Returns whether there is one; without, the document is left in pieces.
   */
  isolate(path: readonly string[], namespace: string): boolean {
    let element = this.#document.root
    for (const name of path) {
      const next = firstChild(element, name, namespace)
      if (!next) return false
      dropChildren(element, (child) => !child.isSameNode(next))
      element = next
    }
    return true
  }

  /** Elements, texts, comments and processing instructions that are left in the document. */
  nodeCount(): number {
    return Number(this.#document.root.eval('count(/descendant::node())'))
  }

  /** The whole document in canonical form, UTF-8. */
  canonical(form: Canonicalization = CANONICAL): Buffer {
    return collected((output) => this.#document.canonicalize(output, optionsOf(form)))
  }

  /**
   * The element at the end of such a path in canonical form, standing alone: with the namespaces it inherits. Asks about
   * every node of the document, so {@link isolate} it first.
   */
  canonicalAt(path: readonly string[], namespace: string, form: Canonicalization): Buffer | undefined {
    let found: Node | undefined = this.#document.root
    for (const name of path) found = found && firstChild(found, name, namespace)
    return found && canonicalElement(found, form)
  }

  /** The element that answers to an Id, in canonical form as by {@link canonicalAt}; the first of several. */
  canonicalById(id: string, form: Canonicalization): Buffer | undefined {
    const element = elementsBelow(this.#document.root).find((node) => idsOf(node).includes(id))
    return element && canonicalElement(element, form)
  }
}

// A set of flags, which the library types as a single one.
const PARSE_OPTIONS = (ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_BIG_LINES) as ParseOption

function parse(xml: Uint8Array): XmlDocument {
  try {
    return XmlDocument.fromBuffer(xml, { encoding: 'UTF-8', option: PARSE_OPTIONS })
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error
    const first = error.details[0]
    const message = (first?.message ?? error.message).trim().slice(0, 200)
    if (message.startsWith('Excessive depth')) {
      throw new UnreadableXml('too-deep', 'elements are nested deeper than the parser allows', first?.line)
    }
    throw new UnreadableXml('malformed', `not well-formed XML: ${message}`, first?.line, { cause: error })
  }
}

function firstChild(parent: Node, name: string, namespace: string): Node | undefined {
  for (let node = parent.firstChild; node; node = node.next) {
    if (isNamed(node, name, namespace)) return node
  }
  return undefined
}

function elementsBelow(root: Node): readonly Node[] {
  return root.find('descendant-or-self::*').filter((node) => node instanceof Node)
}

/** As {@link ID_ATTRIBUTES} says of elements that have been read. */
function idsOf(element: Node): readonly string[] {
  return element.attrs
    .filter(({ name, namespaceUri }) => ID_ATTRIBUTES.includes(namespaceUri === '' ? name : `{${namespaceUri}}${name}`))
    .map(({ value }) => value)
}

function dropChildren(parent: Node, isUnwanted: (child: XmlTreeNode) => boolean): void {
  let node: XmlTreeNode | null = parent.firstChild
  while (node) {
    const { next }: XmlTreeNode = node
    if (isUnwanted(node)) node.remove()
    node = next
  }
}

function isNamed(node: XmlTreeNode, name: string, namespace: string): node is Node {
  return node instanceof Node && node.name === name && node.namespaceUri === namespace
}

function canonicalElement(element: Node, form: Canonicalization): Buffer {
  return collected((output) => element.canonicalize(output, optionsOf(form)))
}

function optionsOf(form: Canonicalization): C14NOptions & SubtreeC14NOptions {
  return {
    mode: form.kind === 'exclusive' ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0,
    withComments: form.withComments,
    ...(form.inclusivePrefixes && { inclusiveNamespacePrefixes: [...form.inclusivePrefixes] }),
  }
}

function collected(write: (output: Collector) => void): Buffer {
  const output = new Collector()
  try {
    write(output)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    // What is well-formed and still has no canonical form.
    throw new UnreadableXml('malformed', 'a namespace is not an absolute URI', undefined, { cause: error })
  }
  return output.bytes()
}

/** Gathers bytes. The library's own handler decodes each piece by itself and so breaks a character cut between two. */
class Collector implements XmlOutputBufferHandler {
  readonly #pieces: Buffer[] = []

  write(piece: Uint8Array): number {
    // The piece is a window on the parser's memory, which changes under it: copy.
    this.#pieces.push(Buffer.from(piece))
    return piece.byteLength
  }

  close(): boolean {
    return true
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces)
  }
}
