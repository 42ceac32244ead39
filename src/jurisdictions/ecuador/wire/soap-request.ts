import { CanonicalWriter } from '../../../xml/writer.ts'
import type { WireRequest } from '../../authority-protocol.ts'
import type { SriHost } from './environments.ts'

/** One operation of one of SRI's web services. All take a single text. */
export interface Operation {
  /** Its name in the WSDL; also the name of the service in metrics, faults and logs. */
  readonly name: string
  readonly namespace: string
  /** Of the service, which may have several operations. */
  readonly path: string
  /** The element that holds the text. */
  readonly argument: string
}

/** @source W3C, SOAP 1.1 */
export const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/'

/**
 * The request for an operation: SOAP 1.1, document/literal, an empty SOAPAction, and an argument that is in no namespace.
 *
 * @source SRI, WSDL of the offline services: `elementFormDefault="unqualified"`, `soapAction=""`
 */
export function soapRequest({ name, namespace, path, argument }: Operation, text: string): WireRequest {
  const host: SriHost = 'ws'
  const envelope = new CanonicalWriter()
    .open('soapenv:Envelope', { 'xmlns:ec': namespace, 'xmlns:soapenv': SOAP_NAMESPACE })
    .open('soapenv:Body')
    .open(`ec:${name}`)
    .leaf(argument, text)
    .close()
    .close()
    .close()
    .end()
  return {
    service: name,
    method: 'POST',
    host,
    path,
    headers: { accept: 'text/xml', 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    body: Buffer.from(envelope),
  }
}
