import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import type { Bilingual } from '../domain/fault.ts'
import { certificateFacts } from './certificate-facts.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import type { Pkcs12Certificate, Pkcs12Contents, Pkcs12Key } from './pkcs12.ts'

/** Why one pair was taken: it is the only one, or the first of these questions that told the pairs apart. */
export type ChoiceReason = 'only-pair' | 'key-usage' | 'validity' | 'friendly-name' | 'latest-expiry' | 'first-in-file'

/** A private key with the certificate that belongs to it. */
export interface SigningPair {
  /** PKCS#8, DER, in the clear. */
  readonly privateKey: Uint8Array
  /** DER. */
  readonly certificate: Uint8Array
  /** The certificates of its authorities in the file, from its issuer upwards, DER. */
  readonly chain: readonly Uint8Array[]
  readonly facts: CertificateFacts
  readonly friendlyName: string | undefined
}

export interface Choice {
  readonly pair: SigningPair
  readonly reason: ChoiceReason
  readonly explanation: Bilingual
  /** Pairs of key and certificate in the file. */
  readonly pairCount: number
}

/**
 * The pair to sign with: a key usage that allows signing comes first, then being valid now, then digitalSignature in so
 * many words, then not being called a key to decrypt with, then the latest expiry. Other names and the order in the file are
 * not asked: authorities disagree about both.
 * Undefined when no certificate fits any key.
 */
export function signingPairOf(contents: Pkcs12Contents, now: Date): Choice | undefined {
  const certificates = contents.certificates.map(readCertificate)
  const candidates = candidatesOf(contents.keys, certificates).sort((a, b) => compare(a, b, now))
  const [best, next] = candidates
  if (!best) return undefined

  const reason = next ? reasonBetween(best, next, now) : 'only-pair'
  const pair = {
    privateKey: best.key.pkcs8,
    certificate: best.certificate.der,
    chain: chainOf(best.certificate, certificates),
    facts: best.facts,
    friendlyName: friendlyNameOf(best),
  }
  return { pair, reason, explanation: EXPLANATIONS[reason], pairCount: candidates.length }
}

/** What a key usage is worth for signing documents: 2 signs, 1 may sign, 0 does not sign. */
export function signingWorth(facts: CertificateFacts): 0 | 1 | 2 {
  if (facts.keyUsage === undefined) return 1
  if (facts.keyUsage.includes('digitalSignature')) return 2
  return facts.keyUsage.includes('nonRepudiation') ? 1 : 0
}

const QUESTIONS: readonly (readonly [ChoiceReason, (candidate: Candidate, now: Date) => number])[] = [
  ['key-usage', ({ facts }) => Math.min(signingWorth(facts), 1)],
  ['validity', ({ facts }, now) => (facts.validFrom <= now && now <= facts.validTo ? 1 : 0)],
  // Only now: an expired certificate with the better usage signs nothing.
  ['key-usage', ({ facts }) => signingWorth(facts)],
  ['friendly-name', (candidate) => (DECRYPTION.test(friendlyNameOf(candidate) ?? '') ? 0 : 1)],
  ['latest-expiry', ({ facts }) => facts.validTo.getTime()],
]

/** @source Banco Central del Ecuador: its files hold a "Signing Key" and a "Decryption Key" */
const DECRYPTION = /decrypt|encrypt|cifrado/i

function friendlyNameOf({ key, certificate }: Candidate): string | undefined {
  return key.friendlyName ?? certificate.friendlyName
}

function compare(a: Candidate, b: Candidate, now: Date): number {
  for (const [, worth] of QUESTIONS) {
    const difference = worth(b, now) - worth(a, now)
    if (difference !== 0) return difference
  }
  return 0
}

function reasonBetween(best: Candidate, next: Candidate, now: Date): ChoiceReason {
  const [reason] = QUESTIONS.find(([, worth]) => worth(best, now) !== worth(next, now)) ?? []
  return reason ?? 'first-in-file'
}

const EXPLANATIONS: Readonly<Record<ChoiceReason, Bilingual>> = {
  'only-pair': {
    es: 'Es el único par de clave y certificado del archivo.',
    en: 'It is the only pair of key and certificate in the file.',
  },
  'key-usage': {
    es: 'De los pares del archivo, es el que tiene el uso de clave más apto para firmar.',
    en: 'Of the pairs in the file, it has the key usage most fit for signing.',
  },
  validity: {
    es: 'De los pares del archivo aptos para firmar, es el que está vigente.',
    en: 'Of the pairs in the file fit for signing, it is the one valid now.',
  },
  'friendly-name': {
    es: 'De los pares del archivo aptos para firmar, es el que no se llama clave de cifrado.',
    en: 'Of the pairs in the file fit for signing, it is the one not called a key for encryption.',
  },
  'latest-expiry': {
    es: 'De los pares del archivo aptos para firmar, es el que vence más tarde.',
    en: 'Of the pairs in the file fit for signing, it expires last.',
  },
  'first-in-file': {
    es: 'Los pares del archivo son equivalentes; se tomó el primero.',
    en: 'The pairs in the file are equivalent; the first was taken.',
  },
}

interface ReadCertificate extends Pkcs12Certificate {
  readonly x509: X509Certificate
}

interface Candidate {
  readonly key: Pkcs12Key
  readonly certificate: ReadCertificate
  readonly facts: CertificateFacts
}

function readCertificate(certificate: Pkcs12Certificate): ReadCertificate {
  return { ...certificate, x509: new X509Certificate(certificate.der) }
}

function candidatesOf(keys: readonly Pkcs12Key[], certificates: readonly ReadCertificate[]): Candidate[] {
  return keys.flatMap((key) => {
    const publicKey = publicKeyDerOf(key.pkcs8)
    return certificates
      .filter(({ x509 }) => publicKey.equals(certifiedKeyDerOf(x509)))
      .map((certificate) => ({ key, certificate, facts: certificateFacts(certificate.der) }))
  })
}

function publicKeyDerOf(pkcs8: Uint8Array): Buffer {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
}

/** Empty when OpenSSL does not know the algorithm of the certificate's key, so that it equals no key. */
function certifiedKeyDerOf(certificate: X509Certificate): Buffer {
  try {
    return certificate.publicKey.export({ format: 'der', type: 'spki' })
  } catch {
    return Buffer.alloc(0)
  }
}

function chainOf(leaf: ReadCertificate, certificates: readonly ReadCertificate[]): readonly Uint8Array[] {
  const chain = [leaf]
  for (;;) {
    const issuer = certificates.find((candidate) => !chain.includes(candidate) && signed(candidate, chain.at(-1)))
    if (!issuer) return chain.slice(1).map(({ der }) => der)
    chain.push(issuer)
  }
}

/** A renewed authority keeps its name, so names alone do not settle who signed: the signature does. */
function signed(issuer: ReadCertificate, certificate: ReadCertificate | undefined): boolean {
  if (certificate?.x509.issuer !== issuer.x509.subject) return false
  try {
    return certificate.x509.verify(issuer.x509.publicKey)
  } catch {
    // OpenSSL does not know the algorithm, so nothing shows that this one signed.
    return false
  }
}
