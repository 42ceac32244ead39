import { DECIMAL_PATTERN, decimal, type Decimal } from '../../domain/decimal.ts'

/** The figure a text states; undefined when it is absent or no plain decimal (the format table says so in its own words). */
export function figureOf(text: string | undefined): Decimal | undefined {
  return text !== undefined && DECIMAL_PATTERN.test(text) ? decimal(text) : undefined
}

/**
 * A JSON amount as text, exactly. A string stands as it is, without zeros that lead; a number only when it has at most 15 significant digits, because
 * beyond that what arrives need not be what was sent. Undefined when it is not exact.
 */
export function exactText(amount: string | number): string | undefined {
  if (typeof amount === 'string') return amount.replace(/^(-?)0+(?=\d)/, '$1')
  if (!Number.isFinite(amount)) return undefined
  const text = String(amount)
  const [mantissa = '', exponent] = text.split('e')
  const significant = mantissa.replace(/[-.]/g, '').replace(/^0+/, '')
  const digits = mantissa.includes('.') ? significant : significant.replace(/0+$/, '')
  if (digits.length > 15) return undefined
  if (exponent === undefined) return text
  return Math.abs(Number(exponent)) > 30 ? undefined : plain(mantissa, Number(exponent))
}

/** A client's neutral amount in official dress: at least two decimals, and no zeros beyond the `most` that the field takes. */
export function dressed(text: string, most: number): string {
  const point = text.indexOf('.')
  if (point < 0) return `${text}.00`
  let end = text.length
  while (end - point - 1 > most && text[end - 1] === '0') end--
  const kept = text.slice(0, end)
  return kept.length - point - 1 < 2 ? kept.padEnd(point + 3, '0') : kept
}

/** Writes `1.5e-7` or `1.2e21` without an exponent. */
function plain(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  if (exponent >= 0) return sign + whole + fraction.padEnd(exponent, '0')
  return `${sign}0.${'0'.repeat(-exponent - 1)}${whole}${fraction}`
}
