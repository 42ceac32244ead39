/** How well an identification fits its kind. `misshapen`: it cannot be one. `wrong`: its check digit is not right. */
export type Fit = 'right' | 'wrong' | 'misshapen'

/** Thirteen nines: a buyer who is not named. @source SRI, Ficha técnica offline v2.32 (oct-2025), table 6 */
export const CONSUMIDOR_FINAL = '9999999999999'

/**
 * Looks at an identification by its kind: 04 RUC, 05 cédula, 06 passport, 07 consumidor final, 08 foreign.
 *
 * A RUC has no check digit to be relied upon: those of companies registered in recent years follow no algorithm.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 6; that new RUCs follow no algorithm, SRI to integrators
 */
export function fitOf(kind: string, id: string): Fit {
  switch (kind) {
    case '04':
      return /^\d{13}$/.test(id) && isProvince(id) && id.slice(10) !== '000' ? 'right' : 'misshapen'
    case '05':
      return /^\d{10}$/.test(id) ? (isProvince(id) && hasCedulaDigit(id) ? 'right' : 'wrong') : 'misshapen'
    case '07':
      return id === CONSUMIDOR_FINAL ? 'right' : 'misshapen'
    default:
      return 'right'
  }
}

/** 01 to 24, and 30 for those registered abroad. */
function isProvince(id: string): boolean {
  const province = Number(id.slice(0, 2))
  return (province >= 1 && province <= 24) || province === 30
}

/** Doubled digits in the odd places, each above nine less nine; with the last digit the sum is a multiple of ten. */
function hasCedulaDigit(id: string): boolean {
  let sum = 0
  for (let i = 0; i < 9; i++) {
    const digit = Number(id[i]) * (i % 2 === 0 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return (sum + Number(id[9])) % 10 === 0
}
