import type { CalendarDate } from '../../domain/calendar.ts'
import { dateFromOfficial, officialDate } from './dates.ts'

/** What a clave de acceso says. */
export interface AccessKeyParts {
  /** Of fechaEmision; of fechaIniTransporte in a guía de remisión. */
  readonly date: CalendarDate
  /** Type of document, two digits. */
  readonly type: string
  /** RUC of the issuer, 13 digits. */
  readonly ruc: string
  /** 1 pruebas, 2 producción. */
  readonly ambiente: '1' | '2'
  /** Three digits. */
  readonly estab: string
  /** Three digits. */
  readonly ptoEmi: string
  /** Nine digits. */
  readonly secuencial: string
  /** Eight digits of the issuer's choice. */
  readonly codigoNumerico: string
}

/**
 * The clave de acceso: 49 digits, the key of a document and the number of its authorisation. Parts must have their lengths.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 1
 */
export function accessKeyOf(parts: AccessKeyParts): string {
  const { date, type, ruc, ambiente, estab, ptoEmi, secuencial, codigoNumerico } = parts
  const day = officialDate(date).replaceAll('/', '')
  const digits = `${day}${type}${ruc}${ambiente}${estab}${ptoEmi}${secuencial}${codigoNumerico}${NORMAL_EMISSION}`
  if (!/^\d{48}$/.test(digits)) throw new RangeError(`a clave de acceso has 48 digits and one to check: "${digits}"`)
  return digits + checkDigitOf(digits)
}

/** Takes a clave de acceso apart; undefined when it is none, its check digit fails or its day does not exist. */
export function accessKeyParts(text: string): AccessKeyParts | undefined {
  const [, day, month, year, type, ruc, ambiente, estab, ptoEmi, secuencial, codigoNumerico] = PARTS.exec(text) ?? []
  const date = dateFromOfficial(`${day}/${month}/${year}`)
  if (!date || !type || !ruc || !estab || !ptoEmi || !secuencial || !codigoNumerico) return undefined
  if ((ambiente !== '1' && ambiente !== '2') || checkDigitOf(text.slice(0, 48)) !== text[48]) return undefined
  return { date, type, ruc, ambiente, estab, ptoEmi, secuencial, codigoNumerico }
}

/**
 * Module 11 over the first 48 digits, weights 2…7 from the right; 11 reads 0 and 10 reads 1.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), "Clave de acceso", digit 49
 */
export function checkDigitOf(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (2 + (i % 6)), 0)
  const rest = 11 - (sum % 11)
  return rest === 11 ? '0' : rest === 10 ? '1' : String(rest)
}

/** The only kind of emission of the offline scheme. */
const NORMAL_EMISSION = '1'

const PARTS = /^(\d{2})(\d{2})(\d{4})(\d{2})(\d{13})(\d)(\d{3})(\d{3})(\d{9})(\d{8})1\d$/
