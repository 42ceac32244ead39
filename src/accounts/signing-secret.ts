import type { SigningPair } from '../certificates/signing-pair.ts'

/** What is sealed of a certificate: all that signing needs, and the chain for those who will ask for it. DER each. */
export type SigningSecret = Pick<SigningPair, 'privateKey' | 'certificate' | 'chain'>

const VERSION = 1

/** The secret as bytes to be sealed. */
export function writeSecret({ privateKey, certificate, chain }: SigningSecret): Uint8Array {
  const text = { v: VERSION, key: base64(privateKey), certificate: base64(certificate), chain: chain.map(base64) }
  return Buffer.from(JSON.stringify(text))
}

/** Reads what {@link writeSecret} wrote. @throws Error for any other bytes, without showing them */
export function readSecret(bytes: Uint8Array): SigningSecret {
  const text = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as Partial<Written>
  if (text.v !== VERSION || !text.key || !text.certificate || !text.chain) throw new Error('not a signing secret')
  return {
    privateKey: Buffer.from(text.key, 'base64'),
    certificate: Buffer.from(text.certificate, 'base64'),
    chain: text.chain.map((der) => Buffer.from(der, 'base64')),
  }
}

interface Written {
  readonly v: number
  readonly key: string
  readonly certificate: string
  readonly chain: readonly string[]
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
