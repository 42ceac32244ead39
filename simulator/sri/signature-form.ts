import { DSIG, ENVELOPED_SIGNATURE, INCLUSIVE_C14N, RSA_SHA256, SHA256 } from '../../src/xml/algorithms.ts'
import { childOf, childrenOf, type XmlElement } from '../../src/xml/tree.ts'

/** Namespace of XAdES. @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 6: XAdES_BES, schema 1.3.2 */
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#'

/** What a signature's form says, or what SRI does not take in it whether it holds or not. */
export type SignatureForm =
  | { readonly objection: string }
  | { readonly objection?: never; readonly properties: XmlElement; readonly isSha256: boolean }

/**
 * Looks at the algorithms and at what is referred to: the root, the signed properties and, in a signature by SHA-1, the key
 * information; each once, and nothing else.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 6, annex 14
 */
export function formObjection(root: XmlElement, signature: XmlElement): SignatureForm {
  const info = childOf(signature, 'SignedInfo')
  if (!info) return { objection: 'falta SignedInfo' }
  if (algorithmOf(info, 'CanonicalizationMethod') !== INCLUSIVE_C14N)
    return { objection: 'canonicalización no admitida' }
  const method = algorithmOf(info, 'SignatureMethod')
  const isSha256 = method === RSA_SHA256
  if (!isSha256 && method !== RSA_SHA1) return { objection: `algoritmo de firma no admitido: ${method ?? 'ninguno'}` }

  const properties = signedProperties(signature)
  const keyInfo = childOf(signature, 'KeyInfo')
  if (!properties || !keyInfo) return { objection: 'faltan SignedProperties o KeyInfo: la firma no es XAdES-BES' }
  const references = childrenOf(info, 'Reference')
  const digest = isSha256 ? SHA256 : SHA1
  if (references.some((each) => algorithmOf(each, 'DigestMethod') !== digest))
    return { objection: 'resumen no admitido' }

  const find = (id: string | undefined) =>
    id === undefined ? [] : references.filter((each) => each.attributes.get('URI') === `#${id}`)
  const [document, ofProperties, ofKeyInfo] = [
    find(root.attributes.get('id')),
    find(properties.attributes.get('Id')),
    find(keyInfo.attributes.get('Id')),
  ]
  if (document.length !== 1 || !document.every(isEnveloped)) return { objection: 'la firma no cubre el comprobante' }
  if (ofProperties.length !== 1 || ofProperties[0]?.attributes.get('Type') !== PROPERTIES_TYPE) {
    return { objection: 'la firma no cubre SignedProperties' }
  }
  if (ofKeyInfo.length !== 1 && !(isSha256 && ofKeyInfo.length === 0)) return { objection: 'la firma no cubre KeyInfo' }
  if (references.length !== 2 + ofKeyInfo.length) return { objection: 'la firma cubre algo más que el comprobante' }
  if ([...ofProperties, ...ofKeyInfo].some(isTransformed)) return { objection: 'transformación no admitida' }
  return { properties, isSha256 }
}

const RSA_SHA1 = `${DSIG}rsa-sha1`
const SHA1 = `${DSIG}sha1`
const PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties'

function signedProperties(signature: XmlElement): XmlElement | undefined {
  const [object] = childrenOf(signature, 'Object')
  const qualifying = object && childOf(object, 'QualifyingProperties', XADES)
  return qualifying && childOf(qualifying, 'SignedProperties')
}

function isEnveloped(reference: XmlElement): boolean {
  const transforms = transformsOf(reference)
  return transforms[0] === ENVELOPED_SIGNATURE && transforms.slice(1).every((each) => each === INCLUSIVE_C14N)
}

function isTransformed(reference: XmlElement): boolean {
  return transformsOf(reference).some((each) => each !== INCLUSIVE_C14N)
}

function transformsOf(reference: XmlElement): readonly (string | undefined)[] {
  return childrenOf(childOf(reference, 'Transforms') ?? reference, 'Transform').map((each) =>
    each.attributes.get('Algorithm'),
  )
}

function algorithmOf(parent: XmlElement, name: string): string | undefined {
  return childOf(parent, name)?.attributes.get('Algorithm')
}
