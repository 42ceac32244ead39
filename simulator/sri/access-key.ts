/** The parts of a clave de acceso. */
export interface AccessKeyParts {
  /** ddmmaaaa. */
  readonly date: string
  readonly type: string
  readonly ruc: string
  readonly ambiente: string
  readonly estab: string
  readonly ptoEmi: string
  readonly secuencial: string
  readonly tipoEmision: string
}

/** 49 digits. */
export function isAccessKey(text: string): boolean {
  return /^\d{49}$/.test(text)
}

/**
 * The parts of a key of 49 digits.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 1 "Clave de acceso"
 */
export function partsOf(key: string): AccessKeyParts {
  return {
    date: key.slice(0, 8),
    type: key.slice(8, 10),
    ruc: key.slice(10, 23),
    ambiente: key.slice(23, 24),
    estab: key.slice(24, 27),
    ptoEmi: key.slice(27, 30),
    secuencial: key.slice(30, 39),
    tipoEmision: key.slice(47, 48),
  }
}

/**
 * Whether the last digit is that of the 48 before it: the weights 2 to 7 go round from the right, and the sum with the digit
 * itself is a multiple of eleven; where that would take a digit 10, a 1 stands.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), "Dígito verificador (módulo 11)"
 */
export function hasCheckDigit(key: string): boolean {
  let sum = 0
  for (let i = 0; i < 48; i++) sum += Number(key[47 - i]) * ((i % 6) + 2)
  const wanted = (11 - (sum % 11)) % 11
  return Number(key[48]) === (wanted === 10 ? 1 : wanted)
}
