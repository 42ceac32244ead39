import type { WireReply } from '../../src/jurisdictions/authority-protocol.ts'
import { xml } from './scripted-line.ts'

/** A message of SRI, in the parts it has on the wire. */
export interface SriMessage {
  readonly identificador?: string
  readonly mensaje?: string
  readonly informacionAdicional?: string
  readonly tipo?: string
}

/** An `autorizacion`, in the parts it has on the wire. */
export interface SriAuthorization {
  readonly estado?: string
  readonly numeroAutorizacion?: string
  readonly fechaAutorizacion?: string
  /** Goes into a CDATA section. */
  readonly comprobante?: string
  readonly mensajes?: readonly SriMessage[]
}

/** The body of a SOAP answer around what a service says. */
export function envelope(content: string): string {
  return (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
    `${content}</soap:Body></soap:Envelope>`
  )
}

/** What reception answers: RECIBIDA, or DEVUELTA with messages for a clave de acceso. */
export function reception(estado: string, claveAcceso = '', messages: readonly SriMessage[] = []): WireReply {
  const comprobante = `<comprobante><claveAcceso>${claveAcceso}</claveAcceso>${list('mensajes', messages.map(mensaje))}</comprobante>`
  const inner = `<estado>${estado}</estado>${list('comprobantes', claveAcceso === '' ? [] : [comprobante])}`
  return xml(envelope(response('validarComprobante', 'recepcion', 'RespuestaRecepcionComprobante', inner)))
}

/** What authorisation answers for a clave de acceso. */
export function authorizations(claveAcceso: string, ...items: readonly SriAuthorization[]): WireReply {
  const inner =
    `<claveAccesoConsultada>${claveAcceso}</claveAccesoConsultada><numeroComprobantes>${items.length}</numeroComprobantes>` +
    list('autorizaciones', items.map(autorizacion))
  return xml(envelope(response('autorizacionComprobante', 'autorizacion', 'RespuestaAutorizacionComprobante', inner)))
}

/** A SOAP fault, such as a service in trouble gives. */
export function soapFault(code: 'Server' | 'Client', reason: string): WireReply {
  const fault = `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${reason}</faultstring></soap:Fault>`
  return xml(envelope(fault), 500)
}

function response(operation: string, service: string, element: string, inner: string): string {
  const name = `ns2:${operation}Response`
  return `<${name} xmlns:ns2="http://ec.gob.sri.ws.${service}"><${element}>${inner}</${element}></${name}>`
}

function autorizacion({ comprobante, mensajes = [], ...fields }: SriAuthorization): string {
  const document = comprobante === undefined ? '' : `<comprobante><![CDATA[${comprobante}]]></comprobante>`
  return `<autorizacion>${elements(fields)}${document}${list('mensajes', mensajes.map(mensaje))}</autorizacion>`
}

function mensaje(message: SriMessage): string {
  return `<mensaje>${elements({ ...message })}</mensaje>`
}

function elements(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')
}

function list(name: string, items: readonly string[]): string {
  return items.length === 0 ? `<${name}/>` : `<${name}>${items.join('')}</${name}>`
}
