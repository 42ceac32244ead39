import type { AuthorityEnvironment } from '../jurisdiction.ts'

/** What the QR of an e-CF says. Every value exactly as in its XML: DGII compares them as text. */
export interface EcfStamp {
  readonly channel: 'e-CF'
  readonly rncEmisor: string
  /** Undefined when the XML has no RNCComprador: types 43 and 47, buyers from abroad. */
  readonly rncComprador: string | undefined
  readonly eNCF: string
  /** `dd-MM-yyyy`. */
  readonly fechaEmision: string
  readonly montoTotal: string
  /** FechaHoraFirma, `dd-MM-yyyy HH:mm:ss`. */
  readonly fechaFirma: string
  readonly codigoSeguridad: string
}

/** What the QR of a type 32 below DOP 250,000 says. */
export interface RfceStamp {
  readonly channel: 'RFCE'
  readonly rncEmisor: string
  readonly eNCF: string
  readonly montoTotal: string
  readonly codigoSeguridad: string
}

/**
 * The security code of a signed document: the first six characters of its SignatureValue in base64, in these letters.
 * They may hold `+` and `/`.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "Código de seguridad"; that it is the base64 text, not a digest of it, is
 *   settled by codes seen in the field such as `G8r/fK`
 */
export function securityCodeOf(signatureValue: string): string {
  const code = signatureValue.replace(/\s+/g, '').slice(0, 6)
  if (!/^[A-Za-z0-9+/]{6}$/.test(code))
    throw new RangeError('a signature value is base64 and longer than six characters')
  return code
}

/**
 * The address in the QR of a printed document, where anyone can check it at DGII.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta timbre" and "Consulta timbre FC"; the summary's form is documented
 *   for testecf and ecf
 */
export function stampUrl(stamp: EcfStamp | RfceStamp, at: Pick<AuthorityEnvironment, 'name' | 'hosts'>): string {
  return stamp.channel === 'RFCE'
    ? address(at, 'fc', 'consultatimbrefc', [
        ['rncemisor', stamp.rncEmisor],
        ['encf', stamp.eNCF],
        ['montototal', stamp.montoTotal],
        ['codigoseguridad', stamp.codigoSeguridad],
      ])
    : address(at, 'ecf', 'consultatimbre', [
        ['rncemisor', stamp.rncEmisor],
        ['rnccomprador', stamp.rncComprador],
        ['encf', stamp.eNCF],
        ['fechaemision', stamp.fechaEmision],
        ['montototal', stamp.montoTotal],
        ['fechafirma', stamp.fechaFirma],
        ['codigoseguridad', stamp.codigoSeguridad],
      ])
}

function address(
  { name, hosts }: Pick<AuthorityEnvironment, 'name' | 'hosts'>,
  host: 'ecf' | 'fc',
  page: string,
  pairs: readonly (readonly [string, string | undefined])[],
): string {
  const base = hosts[host]
  if (base === undefined) throw new RangeError(`the authority environment "${name}" has no host "${host}"`)
  const query = pairs.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encoded(value)}`])).join('&')
  return `${base.replace(/\/+$/, '')}/${name}/${page}?${query}`
}

/** Percent-encoded, a blank as %20 and never `+`; colons stay as they are, as in DGII's own example. */
function encoded(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':')
}
