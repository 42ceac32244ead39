import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import forge from 'node-forge'

/** A key and a certificate to sign with in tests. */
export interface Identity {
  readonly key: KeyObject
  readonly certificate: X509Certificate
  /** The issuer as an Ecuadorian signature writes it. */
  readonly issuerName: string
}

/** What to make of a certificate; all has a sound default. */
export interface IdentityOptions {
  readonly from?: string
  readonly to?: string
  readonly isForSigning?: boolean
  /** Signs the certificate; itself unless given. */
  readonly authority?: Identity
}

/** A certificate of a test's own. All share one key: making one takes a tenth of a second. */
export function identity(options: IdentityOptions = {}): Identity {
  const { from = '2020-01-01', to = '2039-12-31', isForSigning = true, authority } = options
  const pem = KEY.export({ type: 'pkcs8', format: 'pem' }).toString()
  const privateKey = forge.pki.privateKeyFromPem(pem)
  const made = forge.pki.createCertificate()
  made.publicKey = forge.pki.rsa.setPublicKey(privateKey.n, privateKey.e)
  made.serialNumber = '00a1b2c3d4e5f60718293a'
  made.validity.notBefore = new Date(from)
  made.validity.notAfter = new Date(to)
  made.setSubject(authority ? SIGNER : AUTHORITY)
  made.setIssuer(AUTHORITY)
  made.setExtensions([
    { name: 'keyUsage', digitalSignature: isForSigning, keyEncipherment: !isForSigning, keyCertSign: !authority },
    ...(authority ? [] : [{ name: 'basicConstraints', cA: true }]),
  ])
  made.sign(privateKey, forge.md.sha256.create())
  return { key: KEY, certificate: new X509Certificate(forge.pki.certificateToPem(made)), issuerName: ISSUER_NAME }
}

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

const AUTHORITY = [
  { name: 'countryName', value: 'EC' },
  { name: 'organizationName', value: 'ENTIDAD DE PRUEBA, S.A.' },
  { name: 'commonName', value: 'AUTORIDAD DE PRUEBA' },
]
const SIGNER = [
  { name: 'countryName', value: 'EC' },
  { name: 'commonName', value: 'FIRMANTE DE PRUEBA' },
]
const ISSUER_NAME = 'CN=AUTORIDAD DE PRUEBA,O=ENTIDAD DE PRUEBA\\, S.A.,C=EC'
