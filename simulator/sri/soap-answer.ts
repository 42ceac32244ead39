import { escapedText } from '../../src/xml/text.ts'
import type { Answer } from '../fault-effects.ts'
import { SOAP } from './soap-request.ts'

/** An element of an answer: a text, or elements. */
export interface Part {
  readonly name: string
  readonly content: string | readonly Part[]
  /** Written as CDATA, where the text can stand in one. */
  readonly isVerbatim?: boolean
  /** A member of a list: the one kind of element that the WSDL puts into the namespace of the service, and SRI into none. */
  readonly isMember?: boolean
}

/** How an answer is written: as SRI does, or as a change of its framework might make it. */
export type SoapStyle = 'usual' | 'prefixed'

/** An element with a text; nothing when there is none. */
export function leaf(name: string, content: string | undefined): readonly Part[] {
  return content === undefined ? [] : [{ name, content }]
}

/** The answer to an operation. */
export function soapAnswer(operation: string, namespace: string, content: Part, style: SoapStyle = 'usual'): Answer {
  return { status: 200, contentType: XML, body: WRITERS[style](`${operation}Response`, namespace, content) }
}

/** A request that the framework refuses before SRI sees it. */
export function soapFault(code: 'Client' | 'VersionMismatch' | 'Server', reason: string): Answer {
  const fault = `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${escapedText(reason)}</faultstring></soap:Fault>`
  return { status: 500, contentType: XML, body: enveloped('soap', fault) }
}

const XML = 'text/xml;charset=UTF-8'

const WRITERS: Readonly<Record<SoapStyle, (operation: string, namespace: string, content: Part) => string>> = {
  usual: (operation, namespace, content) =>
    enveloped('soap', `<ns2:${operation} xmlns:ns2="${namespace}">${written(content)}</ns2:${operation}>`),
  prefixed: (operation, namespace, content) => {
    const inner = written(content, 'ser:', '\n')
    const body = `<ser:${operation} xmlns:ser="${namespace}">\n${inner}\n</ser:${operation}>`
    return `<?xml version="1.0" encoding="UTF-8"?>\n${enveloped('SOAP-ENV', body)}\n`
  },
}

function enveloped(prefix: string, body: string): string {
  return `<${prefix}:Envelope xmlns:${prefix}="${SOAP}"><${prefix}:Body>${body}</${prefix}:Body></${prefix}:Envelope>`
}

function written(part: Part, memberPrefix = '', gap = ''): string {
  const { content, isVerbatim = false } = part
  const name = part.isMember ? `${memberPrefix}${part.name}` : part.name
  if (typeof content === 'string') return `<${name}>${isVerbatim ? verbatim(content) : escapedText(content)}</${name}>`
  if (content.length === 0) return `<${name}/>`
  const children = content.map((child) => written(child, memberPrefix, gap)).join(gap)
  return `<${name}>${gap}${children}${gap}</${name}>`
}

/** A carriage return would come out of a CDATA section as something else, and its end cannot stand inside. */
function verbatim(text: string): string {
  return /\r|\]\]>/.test(text) ? escapedText(text) : `<![CDATA[${text}]]>`
}
