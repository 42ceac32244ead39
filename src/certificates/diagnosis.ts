import { wallClock } from '../domain/calendar.ts'
import type { Bilingual, Severity } from '../domain/fault.ts'
import { certificateFacts } from './certificate-facts.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import { findingMessages } from './diagnosis-messages.ts'
import type { FindingCode } from './diagnosis-messages.ts'
import type { Pkcs12Contents } from './pkcs12.ts'
import { signingPairOf, signingWorth } from './signing-pair.ts'
import type { ChoiceReason } from './signing-pair.ts'

/** Something about a certificate that its owner should know. An `error` means that it cannot sign. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly message: Bilingual
}

/** Whose certificate it is, until when, whether it can sign, and why not if so. Nothing in it is secret. */
export interface Diagnosis {
  /** True when no finding is an error. */
  readonly usable: boolean
  readonly findings: readonly Finding[]
  /** The certificate that would sign, else the one most likely meant; undefined when the file holds none. */
  readonly certificate: CertificateFacts | undefined
  /** Certificates from the signing one up to the last authority in the file; 0 without a pair. */
  readonly chainLength: number
  readonly choice:
    | {
        readonly reason: ChoiceReason
        readonly explanation: Bilingual
        readonly pairCount: number
        readonly friendlyName: string | undefined
      }
    | undefined
}

/** Days before the expiry from which a certificate draws a warning. */
export const EXPIRES_SOON_DAYS = 30

/** Smallest RSA key that signs, in bits. @source SRI, Ficha técnica offline v2.32, chapter 6 */
export const LEAST_KEY_BITS = 2048

/**
 * Judges what a PKCS#12 file holds, at `now`. Dates in messages are the calendar's of `timeZone` (IANA name).
 * It does not ask whether an authority revoked or authorised anything: that needs the network.
 */
export function diagnose(contents: Pkcs12Contents, at: { now: Date; timeZone?: string }): Diagnosis {
  const choice = signingPairOf(contents, at.now)
  const certificate = choice?.pair.facts ?? likelyMeant(contents)
  const date = (instant: Date) => wallClock(instant, at.timeZone ?? 'UTC').date
  const messages = findingMessages(certificate, date)

  const codes = certificate ? findingCodes(certificate, choice !== undefined, at.now) : (['no-certificate'] as const)
  const findings = codes.map((code) => ({ code, severity: severityOf(code), message: messages[code] }))

  return {
    usable: findings.every(({ severity }) => severity === 'warning'),
    findings,
    certificate,
    chainLength: choice ? 1 + choice.pair.chain.length : 0,
    choice: choice && {
      reason: choice.reason,
      explanation: choice.explanation,
      pairCount: choice.pairCount,
      friendlyName: choice.pair.friendlyName,
    },
  }
}

function likelyMeant(contents: Pkcs12Contents): CertificateFacts | undefined {
  const all = contents.certificates.map(({ der }) => certificateFacts(der))
  return all.find(({ isAuthority }) => !isAuthority) ?? all[0]
}

function findingCodes(facts: CertificateFacts, keyFits: boolean, now: Date): readonly FindingCode[] {
  const worth = signingWorth(facts)
  const daysLeft = (facts.validTo.getTime() - now.getTime()) / DAY_MS
  const conditions: Readonly<Record<Exclude<FindingCode, 'no-certificate'>, boolean>> = {
    'key-does-not-match': !keyFits,
    expired: daysLeft < 0,
    'not-yet-valid': now < facts.validFrom,
    'not-rsa': facts.keyAlgorithm !== 'rsa',
    'key-too-short': facts.keyBits !== undefined && facts.keyBits < LEAST_KEY_BITS,
    'key-usage-without-signature': worth === 0,
    'key-usage-non-repudiation-only': facts.keyUsage !== undefined && worth === 1,
    'self-signed': facts.selfSigned,
    'expires-soon': daysLeft >= 0 && daysLeft <= EXPIRES_SOON_DAYS,
  }
  return (Object.keys(conditions) as (keyof typeof conditions)[]).filter((code) => conditions[code])
}

const DAY_MS = 86_400_000

const WARNINGS: ReadonlySet<FindingCode> = new Set(['key-usage-non-repudiation-only', 'self-signed', 'expires-soon'])

function severityOf(code: FindingCode): Severity {
  return WARNINGS.has(code) ? 'warning' : 'error'
}
