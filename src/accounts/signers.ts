import type { MasterKeys } from '../certificates/master-key.ts'
import { unseal } from '../certificates/sealing.ts'
import { type CertificateSigner, signerOf } from '../certificates/signer.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'
import type { Signers } from '../ports/signers.ts'
import { boundedCache } from './bounded-cache.ts'
import { readSecret } from './signing-secret.ts'

// A certificate put in force by another process is used after at most this long.
const FRESH_MS = 10_000
const MOST_SIGNERS = 5_000
const KEPT_MS = 3_600_000

export interface SignersParts {
  readonly accounts: Accounts
  readonly masterKeys: MasterKeys
  readonly clock: Clock
}

interface Opened {
  readonly certificateId: string
  readonly signer: CertificateSigner
}

/**
 * Signers over the sealed certificates. A key is unsealed once and held as a native key object; which certificate is in
 * force is asked again every ten seconds, and at once when the one at hand is out of date.
 */
export function signersOver(parts: SignersParts): Signers {
  const fresh = boundedCache<Promise<Opened>>(parts.clock, { most: MOST_SIGNERS, lifeMs: FRESH_MS })
  const opened = boundedCache<Opened>(parts.clock, { most: MOST_SIGNERS, lifeMs: KEPT_MS })

  /** Requests that come together share one lookup; one that fails is not remembered. */
  function inForce(tenantId: string, issuerId: string): Promise<Opened> {
    const lookup = open(parts, opened, tenantId, issuerId)
    fresh.set(`${tenantId}/${issuerId}`, lookup)
    lookup.catch(() => fresh.forget((each) => each === lookup))
    return lookup
  }

  return {
    async of(tenantId, issuerId) {
      const known = await (fresh.get(`${tenantId}/${issuerId}`) ?? inForce(tenantId, issuerId))
      if (datesProblem(known.signer, parts.clock.now()) === undefined) return known.signer

      const { signer } = await inForce(tenantId, issuerId)
      const problem = datesProblem(signer, parts.clock.now())
      if (problem) throw problem
      return signer
    },

    async renew(tenantId, issuerId) {
      await inForce(tenantId, issuerId)
    },
  }
}

async function open(
  { accounts, masterKeys }: SignersParts,
  opened: ReturnType<typeof boundedCache<Opened>>,
  tenantId: string,
  issuerId: string,
): Promise<Opened> {
  const certificate = await accounts.sealedCertificate(tenantId, issuerId)
  if (!certificate) throw noCertificate()
  const known = opened.get(certificate.id)
  if (known) return known

  const place = { tenantId, issuerId, certificateId: certificate.id }
  const secret = await unseal(certificate.sealed, place, masterKeys)
  try {
    const { privateKey, certificate: der } = readSecret(secret)
    const one = { certificateId: certificate.id, signer: signerOf(privateKey, der) }
    opened.set(certificate.id, one)
    return one
  } finally {
    secret.fill(0)
  }
}

function datesProblem({ validFrom, validTo }: CertificateSigner, now: Date): Refusal | undefined {
  if (now > validTo) {
    const at = validTo.toISOString()
    return new Refusal('certificate-expired', {
      es: `El certificado del emisor venció el ${at}. Cargue el nuevo.`,
      en: `The issuer's certificate expired at ${at}. Upload the new one.`,
    })
  }
  if (now < validFrom) {
    const at = validFrom.toISOString()
    return new Refusal('certificate-not-yet-valid', {
      es: `El certificado del emisor es válido desde el ${at}.`,
      en: `The issuer's certificate is valid from ${at} on.`,
    })
  }
  return undefined
}

function noCertificate(): Refusal {
  return new Refusal('no-certificate', {
    es: 'El emisor no tiene certificado. Cárguelo antes de emitir.',
    en: 'The issuer has no certificate. Upload one before issuing.',
  })
}
