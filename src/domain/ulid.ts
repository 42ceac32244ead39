/** Crockford's base 32: no I, L, O and U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 26

/** The 128 bits of a UUID as a ULID. Ours are of version 7, so both order by time. */
export function ulidOf(uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`)
  let text = ''
  for (let i = 0; i < LENGTH; i += 1, rest >>= 5n) text = `${DIGITS.charAt(Number(rest & 31n))}${text}`
  return text
}

/** The UUID with the bits of a ULID, in either case; undefined when the text is none, or has more than 128 bits. */
export function uuidOf(ulid: string): string | undefined {
  const text = ulid.toUpperCase()
  if (text.length !== LENGTH || text > '7ZZZZZZZZZZZZZZZZZZZZZZZZZ') return undefined
  let bits = 0n
  for (const digit of text) {
    const value = DIGITS.indexOf(digit)
    if (value < 0) return undefined
    bits = (bits << 5n) | BigInt(value)
  }
  const hex = bits.toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
