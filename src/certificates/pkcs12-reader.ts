import { createPrivateKey, X509Certificate } from 'node:crypto'
import type forge from 'node-forge'
import { CertificateProblem } from './certificate-problem.ts'
import type { CertificateProblemCode } from './certificate-problem.ts'
import { derOf, leadingAsn1, limitIterations, patchedForge } from './patched-forge.ts'
import type { Pkcs12Certificate, Pkcs12Contents, Pkcs12Key } from './pkcs12.ts'

/**
 * Reads a PKCS#12 file, blocking. For the worker only: it uses the changed node-forge, which changes a whole thread.
 *
 * @throws CertificateProblem and nothing else, whatever the bytes
 */
export function readPkcs12(file: Uint8Array, password: string, iterationLimit: number): Pkcs12Contents {
  limitIterations(iterationLimit)
  const bags = bagsOf(Buffer.from(file).toString('latin1'), password)

  const keys = bags.filter((bag) => bag.type === KEY_BAG || bag.type === SHROUDED_KEY_BAG)
  const certificates = bags.filter((bag) => bag.type === CERTIFICATE_BAG)
  if (keys.length === 0) throw new CertificateProblem('no-private-key')
  if (keys.length > MOST_KEYS || certificates.length > MOST_CERTIFICATES) throw new CertificateProblem('too-large')

  return { keys: keys.map(keyOf), certificates: certificates.map(certificateOf) }
}

// Real files hold up to two keys and some five certificates. Judging them compares each with each, on the main thread.
const MOST_KEYS = 16
const MOST_CERTIFICATES = 64

type Bag = forge.pkcs12.Bag

const KEY_BAG = patchedForge.pki.oids['keyBag']
const SHROUDED_KEY_BAG = patchedForge.pki.oids['pkcs8ShroudedKeyBag']
const CERTIFICATE_BAG = patchedForge.pki.oids['certBag']

function bagsOf(bytes: string, password: string): readonly Bag[] {
  for (const spelling of spellingsOf(password)) {
    try {
      return openedBags(bytes, spelling)
    } catch (error) {
      // Another spelling may still fit; everything else is final.
      if (!(error instanceof CertificateProblem && error.code === 'wrong-password')) throw error
    }
  }
  throw new CertificateProblem('wrong-password')
}

/**
 * The ways programs turn one typed password into characters. An accented letter is one character or two; OpenSSL before
 * 1.1 took each UTF-8 byte for a character; and "no password" is either the empty one or none at all.
 */
function spellingsOf(password: string): ReadonlySet<string | undefined> {
  if (password === '') return new Set(['', undefined])
  const byteByByte = Buffer.from(password, 'utf8').toString('latin1')
  return new Set([password, password.normalize('NFC'), password.normalize('NFD'), byteByByte])
}

function openedBags(bytes: string, password: string | undefined): readonly Bag[] {
  let outer: forge.asn1.Asn1 | undefined
  try {
    outer = leadingAsn1(bytes)
    const { safeContents } = patchedForge.pkcs12.pkcs12FromAsn1(outer, true, password)
    return safeContents.flatMap((contents) => contents.safeBags)
  } catch (error) {
    if (error instanceof CertificateProblem) throw error
    throw problemOf(error, outer !== undefined && !hasMac(outer))
  }
}

/** A PFX is version, contents and, mostly, a MAC that tells a wrong password from a damaged file. */
function hasMac(outer: forge.asn1.Asn1): boolean {
  return outer.value.length > 2
}

/** node-forge tells its errors apart by their text only. Its texts hold names and numbers, nothing of the content. */
function problemOf(error: unknown, withoutMac: boolean): CertificateProblem {
  const cause = error instanceof Error ? error.message : String(error)
  const [, code] = MEANINGS.find(([pattern]) => pattern.test(cause)) ?? []
  if (code !== undefined) return new CertificateProblem(code, { cause })
  // With no MAC a wrong password decrypts to noise, and noise fails to parse anywhere.
  return new CertificateProblem(withoutMac ? 'wrong-password' : 'not-pkcs12', { cause })
}

const MEANINGS: readonly (readonly [RegExp, CertificateProblemCode | undefined])[] = [
  [
    /^Cannot read PKCS#12 PFX|^Cannot read ContentInfo|^PKCS#12 AuthenticatedSafe|^PKCS#12 PFX of version/,
    'not-pkcs12',
  ],
  [/^PKCS#12 MAC could not be verified/, 'wrong-password'],
  [/bits supported/, undefined],
  [/support/i, 'unsupported-algorithm'],
]

function keyOf(bag: Bag): Pkcs12Key {
  const pkcs8 = derOf(bag.asn1)
  try {
    createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  } catch {
    throw new CertificateProblem('unsupported-algorithm', { cause: 'a private key that OpenSSL does not read' })
  }
  return { pkcs8, friendlyName: friendlyNameOf(bag) }
}

function certificateOf(bag: Bag): Pkcs12Certificate {
  const der = derOf(bag.asn1)
  try {
    new X509Certificate(der)
  } catch {
    throw new CertificateProblem('not-pkcs12', { cause: 'a certificate that OpenSSL does not read' })
  }
  return { der, friendlyName: friendlyNameOf(bag) }
}

function friendlyNameOf(bag: Bag): string | undefined {
  const attributes = bag.attributes as Readonly<Record<string, readonly unknown[]>>
  const name = attributes['friendlyName']?.[0]
  return typeof name === 'string' && name !== '' ? name : undefined
}
