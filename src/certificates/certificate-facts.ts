import { X509Certificate } from 'node:crypto'
import { extensionsOf } from './certificate-extensions.ts'
import { ecuadorianRucOf } from './ecuadorian-ruc.ts'

/** The bits of the key usage extension, in their order. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof KEY_USAGES)[number]

/** Who a name in a certificate stands for. Absent fields are undefined, never empty. */
export interface CertificateName {
  readonly commonName: string | undefined
  /** As it stands in the certificate, such as `IDCDO-00112345678`. */
  readonly serialNumber: string | undefined
  /**
   * The serial number without its ETSI prefix: in a Dominican certificate the RNC, cédula or passport of the holder.
   * It normally differs from the RNC of the issuer, for whom the holder signs by delegation.
   *
   * @source DGII, Firmado de e-CF (06-2023), "Certificado digital"; ETSI EN 319 412-1, 5.1.3
   */
  readonly taxId: string | undefined
  readonly organization: string | undefined
  readonly country: string | undefined
  /** The whole name as OpenSSL prints it, in the order of the certificate, attributes parted by commas. */
  readonly text: string
}

/** What a certificate says, fit to be shown and stored: nothing in it is secret. */
export interface CertificateFacts {
  readonly subject: CertificateName
  readonly issuer: CertificateName
  /** The RUC of Ecuador that it is for, where it says so outside of its names: the subject's number is then a cédula. */
  readonly ruc: string | undefined
  /** Decimal. */
  readonly serial: string
  readonly validFrom: Date
  readonly validTo: Date
  /** `rsa`, `ec`, `ed25519`, …; `unknown` when OpenSSL does not know it. */
  readonly keyAlgorithm: string
  /** RSA modulus size; undefined for other keys. */
  readonly keyBits: number | undefined
  /** Undefined when the certificate does not restrict what its key may do. */
  readonly keyUsage: readonly KeyUsage[] | undefined
  /** Signed with its own key. */
  readonly selfSigned: boolean
  /** May itself sign certificates. */
  readonly isAuthority: boolean
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string
}

/**
 * Reads a certificate, DER.
 *
 * @throws Error when OpenSSL cannot read it, which `openPkcs12` has ruled out for what it returns
 */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  const certificate = new X509Certificate(der)
  const legacy = certificate.toLegacyObject()
  const key = publicKeyOf(certificate)
  return {
    subject: nameOf(legacy.subject, certificate.subject),
    issuer: nameOf(legacy.issuer, certificate.issuer),
    ruc: ecuadorianRucOf(der),
    serial: decimalOf(certificate.serialNumber),
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
    keyAlgorithm: key?.asymmetricKeyType ?? 'unknown',
    keyBits: key?.asymmetricKeyDetails?.modulusLength,
    keyUsage: keyUsageOf(der),
    selfSigned: key !== undefined && certificate.subject === certificate.issuer && certificate.verify(key),
    isAuthority: certificate.ca,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

/** The public key; undefined when its algorithm is one that OpenSSL does not know. */
function publicKeyOf(certificate: X509Certificate): X509Certificate['publicKey'] | undefined {
  try {
    return certificate.publicKey
  } catch {
    return undefined
  }
}

function nameOf(attributes: object, text: string): CertificateName {
  const values = new Map<string, unknown>(Object.entries(attributes))
  const value = (name: string) => firstText(values.get(name))
  const serialNumber = value('serialNumber')
  return {
    commonName: value('CN'),
    serialNumber,
    taxId: serialNumber?.replace(ETSI_PREFIX, ''),
    organization: value('O'),
    country: value('C'),
    text: text.split('\n').join(', '),
  }
}

const ETSI_PREFIX = /^[A-Z]{3}[A-Z]{2}-/

/** An attribute that a name repeats comes as an array. */
function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first !== '' ? first : undefined
}

function decimalOf(hex: string): string {
  return hex.startsWith('-') ? `-${BigInt(`0x${hex.slice(1)}`)}` : BigInt(`0x${hex}`).toString()
}

/** Node reads the extended key usage only, so the extension is looked up in the certificate itself. */
function keyUsageOf(der: Uint8Array): readonly KeyUsage[] | undefined {
  const bitString = extensionsOf(der).get(KEY_USAGE_OID)
  return bitString === undefined ? undefined : usagesOf(bitString)
}

const KEY_USAGE_OID = '2.5.29.15'

/** A BIT STRING: tag, length, count of unused bits, then the bits from the highest down. */
function usagesOf(bitString: string): readonly KeyUsage[] {
  const bytes = Buffer.from(bitString, 'latin1').subarray(3)
  return KEY_USAGES.filter((_, i) => ((bytes[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0)
}
