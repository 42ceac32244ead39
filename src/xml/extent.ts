import type { XmlLimits } from './limits.ts'
import { UnreadableXml } from './unreadable.ts'

/**
 * Walks over the tags of a file before it is parsed, and refuses one whose tree would be too deep, too large or too slow to
 * canonicalise, before that tree exists.
 *
 * Counts only: a file that is not well-formed is left to the parser, and up to its first mistake the counts are right.
 *
 * @throws UnreadableXml
 */
export function checkExtent(xml: Buffer, limits: XmlLimits): void {
  const { maxNodes, maxDepth, maxAttributes } = limits
  /** Namespaces in force within each open element. */
  const namespaces: number[] = []
  let nodes = 0

  for (let at = xml.indexOf(LESS_THAN); at >= 0; at = xml.indexOf(LESS_THAN, at)) {
    const next = xml[at + 1]
    if (next === SLASH) {
      namespaces.pop()
      at += 2
      continue
    }

    const tag = next === EXCLAMATION || next === QUESTION ? outsideElements(xml, at) : startTag(xml, at)
    if (!tag) return
    nodes += 1 + tag.attributes
    const inForce = (namespaces.at(-1) ?? 0) + tag.namespaces
    if (nodes > maxNodes) refuse('too-many-nodes', `more than ${maxNodes} elements and attributes`, xml, at)
    if (tag.attributes > maxAttributes) refuse('too-many-attributes', `more than ${maxAttributes} attributes`, xml, at)
    if (inForce > maxAttributes) refuse('too-many-attributes', `more than ${maxAttributes} namespaces`, xml, at)
    if (tag.opens) {
      namespaces.push(inForce)
      if (namespaces.length > maxDepth) refuse('too-deep', `elements nested deeper than ${maxDepth}`, xml, at)
    }
    at = tag.end
  }
}

interface Tag {
  /** Just past it. */
  readonly end: number
  readonly attributes: number
  /** Namespace declarations among the attributes. */
  readonly namespaces: number
  /** Whether content follows, to be closed by an end tag. */
  readonly opens: boolean
}

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const SLASH = 0x2f
const EXCLAMATION = 0x21
const QUESTION = 0x3f
const EQUALS = 0x3d
const DASH = 0x2d
const QUOTE = 0x22
const APOSTROPHE = 0x27
const XMLNS = Buffer.from('xmlns')

/** A comment, CDATA section or processing instruction; undefined when it never ends. */
function outsideElements(xml: Buffer, at: number): Tag | undefined {
  const isComment = xml[at + 2] === DASH
  const mark = xml[at + 1] === QUESTION ? '?>' : isComment ? '-->' : ']]>'
  const found = xml.indexOf(mark, at + (isComment ? 4 : 2))
  return found < 0 ? undefined : { end: found + mark.length, attributes: 0, namespaces: 0, opens: false }
}

/** undefined when it never ends. */
function startTag(xml: Buffer, start: number): Tag | undefined {
  let attributes = 0
  let namespaces = 0
  let nameAt = start + 1
  for (let at = start + 1; at < xml.length; at++) {
    const byte = xml[at]
    if (byte === GREATER_THAN) {
      return { end: at + 1, attributes, namespaces, opens: xml[at - 1] !== SLASH }
    } else if (byte === EQUALS) {
      attributes++
      if (xml.subarray(nameAt, nameAt + XMLNS.length).equals(XMLNS)) namespaces++
    } else if (byte === QUOTE || byte === APOSTROPHE) {
      at = xml.indexOf(byte, at + 1)
      if (at < 0) return undefined
    } else if (isBlank(byte) && !isBlank(xml[at + 1]) && xml[at + 1] !== EQUALS) {
      nameAt = at + 1
    }
  }
  return undefined
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}

function refuse(
  code: 'too-deep' | 'too-many-nodes' | 'too-many-attributes',
  what: string,
  xml: Buffer,
  at: number,
): never {
  throw new UnreadableXml(code, `the file has ${what}`, lineAt(xml, at))
}

/** The line of a file, from 1, that a place is on. */
export function lineAt(xml: Buffer, place: number): number {
  let line = 1
  for (let at = xml.indexOf('\n'); at >= 0 && at < place; at = xml.indexOf('\n', at + 1)) line++
  return line
}
