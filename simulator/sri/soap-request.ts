import { readXml } from '../../src/xml/reader.ts'
import { childOf, type XmlElement } from '../../src/xml/tree.ts'
import { UnreadableXml } from '../../src/xml/unreadable.ts'
import type { WebService } from './wsdl.ts'

/** Namespace of SOAP 1.1 envelopes. */
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'

/** What a request asks for: the argument of its one operation, as text; or why it cannot be told. */
export type SoapRequest =
  | { readonly kind: 'call'; readonly operation: string; readonly argument: string | undefined }
  | { readonly kind: 'fault'; readonly code: 'Client' | 'VersionMismatch'; readonly reason: string }
  | { readonly kind: 'unsupported-media-type' }

/**
 * Reads a SOAP 1.1 request as the service's Java framework does: the operation in the namespace of the service, its argument in
 * none. A header may stand there and is not looked at; the SOAPAction says nothing.
 *
 * @source SRI, WSDL of the offline services: document/literal, elementFormDefault unqualified
 */
export function soapRequest(
  contentType: string | undefined,
  bytes: Uint8Array,
  { namespace, operations }: WebService,
): SoapRequest {
  if (!/^text\/xml\b/i.test(contentType ?? '')) return { kind: 'unsupported-media-type' }
  let envelope: XmlElement
  try {
    envelope = readXml(bytes, LIMITS)
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error
    return fault('Client', `Error reading XMLStreamReader: ${error.message}`)
  }
  if (envelope.name !== 'Envelope' || envelope.namespace !== SOAP) {
    return fault('VersionMismatch', `"${envelope.namespace}", the namespace on the root element, is not SOAP 1.1`)
  }
  const [call, ...others] = childOf(envelope, 'Body')?.children ?? []
  if (!call || others.length > 0) return fault('Client', 'the Body must hold exactly one element')

  const operation = operations.find(({ name }) => name === call.name && call.namespace === namespace)
  if (!operation) return fault('Client', `Message part {${call.namespace}}${call.name} was not recognized.`)
  const stranger = call.children.find(({ name, namespace: other }) => name !== operation.argument || other !== '')
  if (stranger) {
    const named = `uri:"${stranger.namespace}", local:"${stranger.name}"`
    return fault(
      'Client',
      `Unmarshalling Error: unexpected element (${named}). Expected elements are <{}${operation.argument}>`,
    )
  }
  return { kind: 'call', operation: operation.name, argument: call.children[0]?.text }
}

/** Documents are small, but one that is too large must be told so by SRI's own code and not by the parser. */
const LIMITS = { maxSizeBytes: 12_000_000 }

function fault(code: 'Client' | 'VersionMismatch', reason: string): SoapRequest {
  return { kind: 'fault', code, reason }
}
