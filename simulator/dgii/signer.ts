import { X509Certificate } from 'node:crypto'
import { reusable, type Finding } from './finding.ts'
import type { DgiiRules } from './settings.ts'

/** The SN of a certificate's subject: RNC, cédula or passport of the person who signs. */
export function holderOf(certificate: X509Certificate): string {
  return /^serialNumber=(.*)$/m.exec(certificate.subject)?.[1]?.trim() ?? ''
}

/**
 * Whether a certificate is one to sign with today.
 *
 * @source DGII, Descripción técnica v1.6 (2023), reusable numbers: invalid certificate
 */
export function certificateFindings(certificate: X509Certificate, rules: DgiiRules, now: Date): readonly Finding[] {
  const findings: Finding[] = []
  if (now < certificate.validFromDate || now > certificate.validToDate) {
    findings.push(reusable('0', 'El certificado digital no está vigente.'))
  }
  const authorities = rules.trustedCertificates?.map((pem) => new X509Certificate(pem))
  if (authorities && !authorities.some((authority) => issued(authority, certificate))) {
    findings.push(reusable('0', 'El certificado digital no fue emitido por una entidad autorizada.'))
  }
  return findings
}

/**
 * Whether a taxpayer issues electronically, and whether the holder of a certificate may sign for it.
 *
 * @source DGII, Descripción técnica v1.6 (2023), reusable numbers: signer not delegated, issuer unknown or not active
 */
export function delegationFindings(
  certificate: X509Certificate,
  taxpayer: string,
  rules: DgiiRules,
): readonly Finding[] {
  const findings: Finding[] = []
  if (rules.issuers && !rules.issuers.includes(taxpayer)) {
    findings.push(reusable('0', `El RNC ${taxpayer} no es un emisor electrónico autorizado.`))
  }
  const holder = holderOf(certificate)
  if (rules.delegations && !rules.delegations.some((each) => each.issuer === taxpayer && each.holder === holder)) {
    findings.push(reusable('0', `El RNC del certificado (${holder}) no está delegado para el RNC ${taxpayer}.`))
  }
  return findings
}

function issued(authority: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
}
