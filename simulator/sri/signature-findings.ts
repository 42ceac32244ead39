import { X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import type { Filing } from './filing.ts'
import { error, type Finding } from './finding.ts'
import type { Precedents } from './rules/comprobante.ts'
import { checkSignature } from './signature.ts'

/**
 * What is wrong with a document's signature, or with the certificate it was made with.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 6; ch. 11, codes 39, 40 and 42; FAQ on the time of signing
 */
export function signatureFindings(
  { root, bytes, receivedAt }: Pick<Filing, 'root' | 'bytes' | 'receivedAt'>,
  { rules, environment }: Precedents,
): readonly Finding[] {
  const check = checkSignature(root, bytes)
  if (!check.holds) return [check.about === 'certificate' ? error('40', check.reason) : invalid(check.reason)]
  const { certificate, signingTime, isSha256 } = check
  if (isSha256 && !rules.sha256In.includes(environment)) return [invalid('SHA-256 no se admite en este ambiente')]
  if (Date.parse(signingTime) > receivedAt.getTime() + rules.clockSkewMs) {
    return [invalid('La fecha de la firma es posterior a la actual')]
  }
  if (rules.revokedCertificates.includes(certificate.serialNumber)) return [error('42')]
  if (receivedAt < certificate.validFromDate || receivedAt > certificate.validToDate) {
    return [invalid('El certificado no está vigente')]
  }
  if (!maySign(certificate)) return [invalid('El certificado utilizado, no es del tipo firma digital')]
  const authorities = rules.trustedCertificates?.map((pem) => new X509Certificate(pem))
  if (authorities && !authorities.some((authority) => issued(authority, certificate))) {
    return [invalid('El certificado no fue emitido por una entidad acreditada')]
  }
  return []
}

function invalid(reason: string): Finding {
  return error('39', `La firma es inválida [${reason}]`)
}

/** A certificate that does not say what it is for may be used for anything. */
function maySign(certificate: X509Certificate): boolean {
  const usage = forge.pki.certificateFromPem(certificate.toString()).getExtension('keyUsage')
  return !usage || ('digitalSignature' in usage && usage.digitalSignature === true)
}

function issued(authority: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
}
