import { readXml } from '../../../src/xml/reader.ts'
import { elementsOf, type XmlElement } from '../../../src/xml/tree.ts'
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator.ts'
import { identity } from './certificate.ts'
import { documentOf, keyIn, type Changes } from './documents.ts'
import { signed, type SigningOptions } from './signing.ts'
import type { Kind } from './sound-documents.ts'

/** A simulated SRI with a clock that stands still, and somebody who knows how to talk to it. */
export interface SriBench {
  readonly simulator: Simulator
  /** Moves the clock. */
  pass(ms: number): void
  /** Sends bytes to reception as they are. */
  send(xml: string | Uint8Array, environment?: string): Promise<Reply>
  /** Makes, signs and sends a document; waits until it is due; tells reception's answer and authorisation's. */
  issue(
    kind: Kind,
    changes?: Changes,
    number?: string,
    options?: SigningOptions,
  ): Promise<Reply & { readonly key: string }>
  ask(key: string, environment?: string): Promise<Reply>
  /** Any operation of any service. */
  call(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  stop(): Promise<void>
}

/** What an answer says. */
export interface Reply {
  /** RECIBIDA, DEVUELTA, AUTORIZADO, NO AUTORIZADO, EN PROCESO, RECHAZADA; empty when there is none. */
  readonly state: string
  readonly codes: readonly string[]
  readonly details: readonly string[]
  readonly text: string
}

/** Signs as the taxpayer of the tests. */
export function sign(xml: string, options?: SigningOptions): string {
  return signed(xml, SIGNER, options)
}

const SIGNER = identity()

/** How long a document waits for its verdict. */
export const DELAY_MS = 1_500

/** Starts a simulator for a test; its clock begins at noon in Ecuador on 1 December 2026 and moves only by `pass`. */
export async function startSriBench(options: Partial<SimulatorOptions> = {}): Promise<SriBench> {
  let at = Date.parse('2026-12-01T12:00:00-05:00')
  const simulator = await startSimulator({ port: 0, now: () => new Date(at), ...options })
  const call: SriBench['call'] = (path, body, headers = { 'content-type': 'text/xml;charset=UTF-8' }) =>
    fetch(`${simulator.baseUrl}${path}`, { method: 'POST', headers, body })
  const pass = (ms: number) => {
    at += ms
  }
  const send: SriBench['send'] = async (xml, environment = 'celcer') =>
    replyOf(await call(pathOf(RECEPTION, environment), receptionBody(xml)))
  const ask: SriBench['ask'] = async (key, environment = 'celcer') =>
    replyOf(await call(pathOf(AUTHORISATION, environment), authorisationBody(key)))
  return {
    simulator,
    pass,
    send,
    ask,
    call,
    issue: async (kind, changes, number, signing) => {
      const xml = documentOf(kind, changes, number)
      const key = keyIn(xml)
      const environment = xml.includes('<ambiente>2') ? 'cel' : 'celcer'
      const received = await send(sign(xml, signing), environment)
      if (received.state !== 'RECIBIDA') return { ...received, key }
      pass(DELAY_MS)
      return { ...(await ask(key, environment)), key }
    },
    stop: () => simulator.stop(),
  }
}

export const RECEPTION = 'RecepcionComprobantesOffline'
export const AUTHORISATION = 'AutorizacionComprobantesOffline'

/** Path of a service. */
export function pathOf(service: string, environment = 'celcer'): string {
  return `/sri/${environment}/comprobantes-electronicos-ws/${service}`
}

export function receptionBody(xml: string | Uint8Array): string {
  const content = Buffer.from(typeof xml === 'string' ? Buffer.from(xml) : xml).toString('base64')
  return envelope(
    'http://ec.gob.sri.ws.recepcion',
    `<ec:validarComprobante><xml>${content}</xml></ec:validarComprobante>`,
  )
}

export function authorisationBody(key: string): string {
  const question = `<ec:autorizacionComprobante><claveAccesoComprobante>${key}</claveAccesoComprobante></ec:autorizacionComprobante>`
  return envelope('http://ec.gob.sri.ws.autorizacion', question)
}

export function envelope(namespace: string, body: string): string {
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ec="${namespace}"><soapenv:Header/><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
}

/** Reads an answer by the local names of its elements. */
export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text()
  const elements = [...elementsOf(readXml(text))]
  const texts = (name: string) => elements.filter((each) => each.name === name && isLeaf(each)).map((each) => each.text)
  return {
    state: texts('estado').at(-1) ?? '',
    codes: texts('identificador'),
    details: texts('informacionAdicional'),
    text,
  }
}

function isLeaf({ children }: XmlElement): boolean {
  return children.length === 0
}
