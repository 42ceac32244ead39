import { CertificateProblem } from '../certificates/certificate-problem.ts'
import { type Diagnosis, diagnose } from '../certificates/diagnosis.ts'
import type { MasterKeys } from '../certificates/master-key.ts'
import { openPkcs12, type Pkcs12Contents } from '../certificates/pkcs12.ts'
import { seal } from '../certificates/sealing.ts'
import { type SigningPair, signingPairOf } from '../certificates/signing-pair.ts'
import type { Caller } from '../domain/caller.ts'
import type { Fault } from '../domain/fault.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Accounts, Certificate, Issuer } from '../ports/accounts.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import type { Signers } from '../ports/signers.ts'
import { issuerOf } from './issuers.ts'
import { writeSecret } from './signing-secret.ts'

export interface CertificateParts {
  readonly accounts: Accounts
  readonly jurisdictions: readonly Jurisdiction[]
  readonly masterKeys: MasterKeys
  readonly signers: Signers
  readonly clock: Clock
  readonly chance: Chance
}

/** A PKCS#12 file and the password that opens it; the empty one for files made without. */
export interface CertificateFile {
  readonly file: Uint8Array
  readonly password: string
}

/** The certificate now in force, with warnings among its findings, or every reason why this one cannot be. */
export type UploadOutcome =
  | { readonly kind: 'in-force'; readonly certificate: Certificate }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[]; readonly diagnosis: Diagnosis | undefined }

/**
 * Opens and judges a certificate file, and puts a usable certificate in force for the issuer: this process signs with it as
 * soon as this is done. The one before stays in the history; the private key is kept sealed only, and of the password
 * nothing is kept.
 *
 * @throws Refusal not-found
 */
export async function uploadCertificate(
  parts: CertificateParts,
  caller: Caller,
  issuerId: string,
  upload: CertificateFile,
): Promise<UploadOutcome> {
  const issuer = await issuerOf(parts, caller, issuerId)
  const contents = await opened(upload)
  if ('problem' in contents) return { kind: 'refused', faults: [contents.problem], diagnosis: undefined }

  const now = parts.clock.now()
  const diagnosis = diagnose(contents, { now, ...timeZoneOf(parts, issuer) })
  const choice = signingPairOf(contents, now)
  if (!diagnosis.usable || !choice) return { kind: 'refused', faults: faultsOf(diagnosis), diagnosis }

  const certificate = certificateOf(choice.pair, diagnosis, issuer, { id: parts.chance.id(), now })
  const sealed = await sealedSecret(parts, caller.tenantId, certificate, choice.pair)
  await parts.accounts.addCertificate(caller.tenantId, { ...certificate, sealed }, caller.actor)
  await parts.signers.renew(caller.tenantId, issuer.id)
  return { kind: 'in-force', certificate }
}

/** The issuer's certificates, newest first; one of them is in force. @throws Refusal not-found */
export async function certificatesOf(
  parts: Pick<CertificateParts, 'accounts'>,
  caller: Caller,
  issuerId: string,
): Promise<readonly Certificate[]> {
  const issuer = await issuerOf(parts, caller, issuerId)
  return parts.accounts.certificates(caller.tenantId, issuer.id)
}

async function opened({ file, password }: CertificateFile): Promise<Pkcs12Contents | { readonly problem: Fault }> {
  try {
    return await openPkcs12(file, password)
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error
    const path = error.code === 'wrong-password' ? 'password' : 'file'
    return { problem: { code: error.code, path, message: error.messages, severity: 'error' } }
  }
}

/** Dates in the findings are read on the issuer's own calendar. */
function timeZoneOf(parts: CertificateParts, issuer: Issuer): { timeZone?: string } {
  const jurisdiction = parts.jurisdictions.find(({ code }) => code === issuer.jurisdiction)
  return jurisdiction ? { timeZone: jurisdiction.timeZone } : {}
}

function faultsOf(diagnosis: Diagnosis): readonly Fault[] {
  return diagnosis.findings.map(({ code, severity, message }) => ({ code, path: 'file', message, severity }))
}

function certificateOf(
  { facts }: SigningPair,
  diagnosis: Diagnosis,
  issuer: Issuer,
  made: { readonly id: string; readonly now: Date },
): Certificate {
  return {
    id: made.id,
    issuerId: issuer.id,
    inForce: true,
    fingerprint: facts.fingerprint,
    subject: facts.subject.text,
    issuedBy: facts.issuer.text,
    serial: facts.serial,
    validFrom: facts.validFrom.toISOString(),
    validTo: facts.validTo.toISOString(),
    findings: diagnosis.findings,
    createdAt: made.now.toISOString(),
  }
}

async function sealedSecret(
  { masterKeys }: CertificateParts,
  tenantId: string,
  { id, issuerId }: Certificate,
  pair: SigningPair,
): Promise<Uint8Array> {
  const secret = writeSecret(pair)
  try {
    return await seal(secret, { tenantId, issuerId, certificateId: id }, masterKeys)
  } finally {
    secret.fill(0)
  }
}
