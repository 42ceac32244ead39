import { error, type Finding } from '../finding.ts'
import type { Comprobante } from './comprobante.ts'

/**
 * What keeps an issuer, or its establishment, from issuing. Reception looks at the agreement only (28).
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, codes 2, 10, 27, 28, 34, 37, 46, 56, 57 and 63
 */
export function troubleFindings(
  { issuer, number, type, desk }: Comprobante,
  stage: 'reception' | 'authorisation',
): readonly Finding[] {
  const { register, issuerTroubles } = desk.rules
  if (stage === 'authorisation' && register && !register.includes(issuer)) return [error('46')]
  const establishment = number.slice(0, 3)
  return issuerTroubles
    .filter((each) => (each.code === '28') === (stage === 'reception'))
    .filter((each) => (each.environment ?? desk.environment) === desk.environment && each.issuer === issuer)
    .filter((each) => (each.establishment ?? establishment) === establishment)
    .filter((each) => (each.type ?? type.code) === type.code)
    .map(({ code }) => error(code))
}
