import forge from 'node-forge'

/** How a file is encrypted: `rc2-40` and `3des` as older programs do, `aes-256` as OpenSSL 3 does. */
export type Pkcs12Encryption = 'rc2-40' | '3des' | 'aes-256'

export interface Pkcs12Recipe {
  /** PKCS#8, DER, in this order. */
  readonly keys: readonly Uint8Array[]
  /** DER, in this order. */
  readonly certificates: readonly Uint8Array[]
  readonly password: string
  readonly encryption: Pkcs12Encryption
  /** 2048 when left out. */
  readonly iterations?: number
  /** Of the key derivation of `aes-256`; sha256 when left out. */
  readonly prf?: 'sha1' | 'sha256' | 'sha512'
  /** Without it nothing tells a wrong password from a damaged file. True when left out. */
  readonly mac?: boolean
  /** Of the keys, by position. */
  readonly friendlyNames?: readonly string[]
}

/**
 * Writes a PKCS#12 file for demonstrations and tests, blocking. node-forge does the encoding and the cryptography; its own
 * writer would hold one key only, leave certificates in the clear, and fail on accents.
 */
export function writePkcs12(recipe: Pkcs12Recipe): Uint8Array {
  const certificates = sequence(...recipe.certificates.map(certificateBag))
  const keys = sequence(...recipe.keys.map((key, i) => keyBag(key, recipe, recipe.friendlyNames?.[i])))
  const safe = bytesOf(sequence(encryptedData(certificates, recipe), contentInfo('data', octets(bytesOf(keys)))))

  const version = primitive(Type.INTEGER, '\x03')
  const content = contentInfo('data', octets(safe))
  return Buffer.from(
    bytesOf(recipe.mac === false ? sequence(version, content) : sequence(version, content, macOf(safe, recipe))),
    'latin1',
  )
}

type Asn1 = forge.asn1.Asn1
const { Class, Type } = forge.asn1

function certificateBag(der: Uint8Array): Asn1 {
  const value = sequence(oid('x509Certificate'), explicit(octets(Buffer.from(der).toString('latin1'))))
  return sequence(oid('certBag'), explicit(value))
}

function keyBag(pkcs8: Uint8Array, recipe: Pkcs12Recipe, friendlyName: string | undefined): Asn1 {
  const key = forge.asn1.fromDer(Buffer.from(pkcs8).toString('latin1'))
  // Files of the RC2 age keep the key itself under 3DES.
  const shrouded = encrypted(key, {
    ...recipe,
    encryption: recipe.encryption === 'rc2-40' ? '3des' : recipe.encryption,
  })
  const bag = [oid('pkcs8ShroudedKeyBag'), explicit(shrouded)]
  return sequence(...bag, ...(friendlyName === undefined ? [] : [set(friendlyNameAttribute(friendlyName))]))
}

function friendlyNameAttribute(name: string): Asn1 {
  return sequence(oid('friendlyName'), set(primitive(Type.BMPSTRING, name)))
}

/** EncryptedData: version 0 and an EncryptedContentInfo, whose content is tagged [0] implicitly. */
function encryptedData(content: Asn1, recipe: Pkcs12Recipe): Asn1 {
  const [algorithm, bytes] = partsOf(encrypted(content, recipe))
  const tagged = forge.asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, false, bytes.value)
  return contentInfo(
    'encryptedData',
    sequence(primitive(Type.INTEGER, '\x00'), sequence(oid('data'), algorithm, tagged)),
  )
}

/** An EncryptedPrivateKeyInfo of any content: algorithm and bytes. */
function encrypted(content: Asn1, recipe: Pkcs12Recipe): Asn1 {
  const { password, encryption, iterations = 2048, prf = 'sha256' } = recipe
  if (encryption === 'rc2-40') return encryptedWithRc2(content, password, iterations)
  if (encryption === '3des') {
    return forge.pki.encryptPrivateKeyInfo(content, password, { algorithm: '3des', count: iterations })
  }
  // PBES2 takes the password in UTF-8, and node-forge a string of bytes.
  const utf8 = forge.util.encodeUtf8(password)
  return forge.pki.encryptPrivateKeyInfo(content, utf8, { algorithm: 'aes256', count: iterations, prfAlgorithm: prf })
}

function encryptedWithRc2(content: Asn1, password: string, iterations: number): Asn1 {
  const salt = forge.random.getBytesSync(8)
  const derived = (id: number, size: number) =>
    forge.pkcs12.generateKey(password, forge.util.createBuffer(salt), id, iterations, size)
  const cipher = forge.rc2.createEncryptionCipher(derived(1, 5), 40)
  cipher.start(derived(2, 8))
  cipher.update(forge.asn1.toDer(content))
  cipher.finish()
  const parameters = sequence(octets(salt), integer(iterations))
  return sequence(sequence(oid('pbewithSHAAnd40BitRC2-CBC'), parameters), octets(cipher.output.getBytes()))
}

function macOf(safe: string, { password, encryption, iterations = 2048 }: Pkcs12Recipe): Asn1 {
  const digest = encryption === 'aes-256' ? forge.md.sha256.create() : forge.md.sha1.create()
  const salt = forge.random.getBytesSync(8)
  const key = forge.pkcs12.generateKey(
    password,
    forge.util.createBuffer(salt),
    3,
    iterations,
    digest.digestLength,
    digest,
  )
  const hmac = forge.hmac.create()
  hmac.start(digest, key)
  hmac.update(safe)
  const algorithm = sequence(oid(digest.algorithm), primitive(Type.NULL, ''))
  return sequence(sequence(algorithm, octets(hmac.getMac().getBytes())), octets(salt), integer(iterations))
}

function contentInfo(type: 'data' | 'encryptedData', content: Asn1): Asn1 {
  return sequence(oid(type), explicit(content))
}

function sequence(...parts: Asn1[]): Asn1 {
  return forge.asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts)
}

function set(...parts: Asn1[]): Asn1 {
  return forge.asn1.create(Class.UNIVERSAL, Type.SET, true, parts)
}

/** Tagged [0]; among universal types 0 is none. */
function explicit(content: Asn1): Asn1 {
  return forge.asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, true, [content])
}

function primitive(type: forge.asn1.Type, value: string): Asn1 {
  return forge.asn1.create(Class.UNIVERSAL, type, false, value)
}

function octets(bytes: string): Asn1 {
  return primitive(Type.OCTETSTRING, bytes)
}

function integer(value: number): Asn1 {
  return primitive(Type.INTEGER, forge.asn1.integerToDer(value).getBytes())
}

function oid(name: string): Asn1 {
  const dotted = forge.pki.oids[name]
  if (dotted === undefined) throw new RangeError(`node-forge knows no object identifier ${name}`)
  return primitive(Type.OID, forge.asn1.oidToDer(dotted).getBytes())
}

function bytesOf(object: Asn1): string {
  return forge.asn1.toDer(object).getBytes()
}

function partsOf(object: Asn1): [Asn1, Asn1] {
  const [first, second] = Array.isArray(object.value) ? object.value : []
  if (!first || !second) throw new RangeError('not a pair')
  return [first, second]
}
