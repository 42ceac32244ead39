import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import type { KeyUsage } from './certificate-facts.ts'

/**
 * A certification authority for demonstrations and tests, with an intermediate as real ones have. Its certificates look
 * like those of the Dominican entities but are trusted by nobody.
 */
export interface TestAuthority {
  /** DER of the root. */
  readonly root: Uint8Array
  /** DER of the intermediate that signs certificates of persons. */
  readonly intermediate: Uint8Array
  readonly issue: (holder: TestHolder) => Promise<TestCertificate>
}

/** Whom a certificate is for, and in what it departs from a good one. */
export interface TestHolder {
  readonly name: string
  /** RNC, cédula or passport of the holder; goes into the subject's serialNumber. */
  readonly taxId: string
  readonly organization?: string
  /** ISO 3166 alpha-2 in upper case; DO when left out. */
  readonly country?: string
  readonly validFrom: Date
  readonly validTo: Date
  /** digitalSignature and nonRepudiation when left out; none at all when empty. */
  readonly keyUsage?: readonly KeyUsage[]
  /** 2048 when left out. */
  readonly keyBits?: number
  /** PKCS#8, DER: certify this RSA key instead of a new one. */
  readonly privateKey?: Uint8Array
  /** Hex, positive; random when left out. */
  readonly serial?: string
  /** Further attributes of the subject by OID, such as `2.5.4.97`. */
  readonly attributes?: Readonly<Record<string, string>>
  /** Further extensions by OID, each holding one text, as those where the entities of Ecuador put cédula and RUC. */
  readonly extensions?: Readonly<Record<string, string>>
  /** Signed with its own key instead of the authority's. */
  readonly selfSigned?: boolean
}

export interface TestCertificate {
  /** PKCS#8, DER. */
  readonly privateKey: Uint8Array
  /** DER. */
  readonly certificate: Uint8Array
  /** Intermediate and root, DER; empty for a self-signed one. */
  readonly chain: readonly Uint8Array[]
}

/** An attribute of a name: `oid` dotted; the type is the one its definition wants, UTF8String at best, when left out. */
export interface TestAttribute {
  readonly oid: string
  readonly value: string
  readonly stringType?: 'printable' | 'utf8' | 'ia5' | 'bmp' | 'teletex'
}

/**
 * Makes an authority valid from a year before `now` until twenty years after. Takes two RSA keys, some 0.2 s. Its intermediate
 * is called after `name`, unless the attributes of its whole name are given, in their order.
 */
export async function createTestAuthority(
  now: Date,
  name = 'Emite Entidad de Prueba',
  attributes?: readonly TestAttribute[],
): Promise<TestAuthority> {
  const [rootKey, intermediateKey] = await Promise.all([newRsaKey(2048), newRsaKey(2048)])
  const validity = { validFrom: yearsFrom(now, -1), validTo: yearsFrom(now, 20) }
  const authority = { extensions: AUTHORITY_EXTENSIONS, ...validity }

  const rootSubject = authorityName(`${name} Raíz`)
  const root = certify({ ...authority, subject: rootSubject, key: rootKey, serial: newSerial() })
  const intermediateSubject =
    attributes?.map(({ oid, value, stringType }) => field(oid, value, stringType)) ??
    authorityName(`${name} CA Tributaria`)
  const intermediate = certify(
    { ...authority, subject: intermediateSubject, key: intermediateKey, serial: newSerial() },
    { subject: rootSubject, key: rootKey },
  )

  const chain = [derOf(intermediate), derOf(root)]
  return {
    root: derOf(root),
    intermediate: derOf(intermediate),
    async issue(holder) {
      const key = holder.privateKey ?? (await newRsaKey(holder.keyBits ?? 2048))
      const issuer = holder.selfSigned ? undefined : { subject: intermediateSubject, key: intermediateKey }
      const request = {
        subject: holderName(holder),
        extensions: holderExtensions(holder),
        validFrom: holder.validFrom,
        validTo: holder.validTo,
        key,
        serial: holder.serial ?? newSerial(),
      }
      return { privateKey: key, certificate: derOf(certify(request, issuer)), chain: issuer ? chain : [] }
    },
  }
}

const AUTHORITY_EXTENSIONS: readonly object[] = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
]

function holderExtensions({
  keyUsage = ['digitalSignature', 'nonRepudiation'],
  extensions = {},
}: TestHolder): readonly object[] {
  const others = Object.entries(extensions).map(([id, text]) => ({ id, value: utf8Der(text) }))
  const basic = [{ name: 'basicConstraints', cA: false }, ...others]
  if (keyUsage.length === 0) return basic
  const usages = Object.fromEntries(keyUsage.map((usage) => [usage, true]))
  return [...basic, { name: 'keyUsage', critical: true, ...usages }]
}

function utf8Der(text: string): string {
  const { Class, Type, create, toDer } = forge.asn1
  return toDer(create(Class.UNIVERSAL, Type.UTF8, false, forge.util.encodeUtf8(text))).getBytes()
}

function authorityName(commonName: string): forge.pki.CertificateField[] {
  return [field('2.5.4.6', 'DO'), field('2.5.4.10', 'Emite, solo para pruebas'), field('2.5.4.3', commonName)]
}

/** As the Dominican entities write it: the person is the subject, its number the serialNumber. */
function holderName({
  name,
  taxId,
  organization,
  country = 'DO',
  attributes = {},
}: TestHolder): forge.pki.CertificateField[] {
  return [
    field('2.5.4.6', country),
    field('2.5.4.10', organization ?? name),
    field('2.5.4.11', 'Persona física para procedimientos tributarios'),
    field('2.5.4.3', name),
    field('2.5.4.5', taxId),
    ...Object.entries(attributes).map(([oid, value]) => field(oid, value)),
  ]
}

/** Country and serial number are PrintableString by their definition, an e-mail address IA5String, the rest UTF-8. */
function field(oid: string, value: string, stringType = DEFINED_TYPES[oid] ?? 'utf8'): forge.pki.CertificateField {
  const attribute: forge.pki.CertificateField = { type: oid, value }
  // Assigned past the published types, which mistake this tag for a class.
  Object.assign(attribute, { valueTagClass: STRING_TAGS[stringType] })
  return attribute
}

const DEFINED_TYPES: Readonly<Record<string, TestAttribute['stringType']>> = {
  '2.5.4.6': 'printable',
  '2.5.4.5': 'printable',
  '1.2.840.113549.1.9.1': 'ia5',
}

const STRING_TAGS = {
  printable: forge.asn1.Type.PRINTABLESTRING,
  utf8: forge.asn1.Type.UTF8,
  ia5: forge.asn1.Type.IA5STRING,
  bmp: forge.asn1.Type.BMPSTRING,
  teletex: 20,
} as const

interface Request {
  readonly subject: forge.pki.CertificateField[]
  readonly extensions: readonly object[]
  readonly validFrom: Date
  readonly validTo: Date
  readonly key: Uint8Array
  readonly serial: string
}

/** Without an issuer it signs itself. */
function certify(request: Request, issuer: Pick<Request, 'subject' | 'key'> = request): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = publicKeyOf(request.key)
  certificate.serialNumber = request.serial
  certificate.validity = { notBefore: request.validFrom, notAfter: request.validTo }
  certificate.setSubject(request.subject)
  certificate.setIssuer(issuer.subject)
  certificate.setExtensions([
    ...request.extensions,
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: keyIdentifierOf(issuer.key) },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(pemOf(issuer.key)), forge.md.sha256.create())
  return certificate
}

function keyIdentifierOf(privateKey: Uint8Array): string {
  return forge.pki
    .getPublicKeyFingerprint(publicKeyOf(privateKey), { type: 'RSAPublicKey', md: forge.md.sha1.create() })
    .getBytes()
}

function publicKeyOf(privateKey: Uint8Array): forge.pki.rsa.PublicKey {
  return forge.pki.publicKeyFromPem(
    createPublicKey(pemOf(privateKey)).export({ format: 'pem', type: 'spki' }).toString(),
  )
}

function pemOf(privateKey: Uint8Array): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}

function derOf(certificate: forge.pki.Certificate): Uint8Array {
  return Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'latin1')
}

const generate = promisify(generateKeyPair)

/** node-forge makes keys in JavaScript, which takes seconds. */
async function newRsaKey(modulusLength: number): Promise<Uint8Array> {
  const { privateKey } = await generate('rsa', { modulusLength })
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** 16 bytes; the first is from 01 to 7f, so that the number is positive and has no leading zero. */
function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01
  return bytes.toString('hex')
}

function yearsFrom(now: Date, years: number): Date {
  const at = new Date(now)
  at.setUTCFullYear(at.getUTCFullYear() + years)
  return at
}
