import type { XmlLimits } from '../../../xml/limits.ts'
import { readXml } from '../../../xml/reader.ts'
import type { XmlElement } from '../../../xml/tree.ts'
import { UnreadableXml } from '../../../xml/unreadable.ts'
import type { WireReply } from '../../authority-protocol.ts'
import { isWebPage } from '../../wire/web-page.ts'

/** A complete HTTP answer. */
export type WireAnswer = Extract<WireReply, { kind: 'answer' }>

/**
 * What an answer holds. `data` is JSON, or XML in the same shape: both are read by the same readers. `text` is a bare
 * sentence, in neither form. `noise` was not written by one of DGII's services, or is not all of what it wrote: a page from a firewall, an
 * empty body, JSON that stops in the middle. Noise says nothing about a document.
 */
export type Answer =
  | { readonly kind: 'data'; readonly status: number; readonly data: unknown }
  | { readonly kind: 'text'; readonly status: number; readonly text: string }
  | { readonly kind: 'noise'; readonly status: number; readonly cause: string }

/** Longer plain text is a page or a stack trace, not a message. */
const LONGEST_TEXT = 1000

const XML_LIMITS = { maxSizeBytes: 5_000_000, maxDepth: 16, maxNodes: 200_000 } as const satisfies Partial<XmlLimits>

/** Reads the body by what it is, not by what its content type claims: DGII and the machines before it get that wrong. */
export function answerOf({ status, contentType, body }: WireAnswer): Answer {
  const text = body.replace(/^\uFEFF/, '').trim()
  if (text === '') return { kind: 'noise', status, cause: `HTTP ${status} with an empty body` }
  if (/^[{["]|^null$/.test(text)) return jsonAnswer(status, text)
  if (isWebPage(text) || /\bhtml\b/i.test(contentType)) {
    return { kind: 'noise', status, cause: `HTTP ${status} with a web page instead of an answer` }
  }
  if (text.startsWith('<')) return xmlAnswer(status, text)
  if (text.length > LONGEST_TEXT) return { kind: 'noise', status, cause: `HTTP ${status} with a long text` }
  return { kind: 'text', status, text }
}

/** Why an answer says nothing, in words for a person. */
export function causeOf(answer: Answer): string {
  switch (answer.kind) {
    case 'noise':
      return answer.cause
    case 'text':
      return `HTTP ${answer.status}: ${answer.text.slice(0, 200)}`
    case 'data':
      return `HTTP ${answer.status} with an answer that lacks what it should say`
  }
}

function jsonAnswer(status: number, text: string): Answer {
  try {
    const value: unknown = JSON.parse(text)
    // A JSON string is a message, or JSON that was packed once more.
    const isPacked = typeof value === 'string' && /^\s*[{[]/.test(value)
    return { kind: 'data', status, data: isPacked ? JSON.parse(value) : value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { kind: 'noise', status, cause: `HTTP ${status} with JSON that is cut or broken` }
  }
}

function xmlAnswer(status: number, text: string): Answer {
  try {
    return { kind: 'data', status, data: plainValue(readXml(text, XML_LIMITS)) }
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error
    return { kind: 'noise', status, cause: `HTTP ${status} with XML that cannot be read (${error.code})` }
  }
}

/** An element as JSON would say it: its text, or its children by name, those of one name as a list. */
function plainValue(element: XmlElement): unknown {
  if (element.children.length === 0) return element.text
  const values = new Map<string, unknown[]>()
  for (const child of element.children) {
    const sameName = values.get(child.name)
    if (sameName) sameName.push(plainValue(child))
    else values.set(child.name, [plainValue(child)])
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
}
