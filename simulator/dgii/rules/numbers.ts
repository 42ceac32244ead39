import { instantOf } from '../clock.ts'
import { conditional, reusable, spent, type Finding } from '../finding.ts'
import { headOf, type Invoice } from './invoice.ts'

/**
 * Whether the number is free. Asked before anything else about it: a number that is gone stays gone.
 *
 * @source DGII, code 1209: secuenciaUtilizada true; Formato ANECF (jun-2022): voided numbers can never be used
 */
export function usedFindings({ desk, issuer, number, type }: Invoice): readonly Finding[] {
  if (!/^E\d{12}$/.test(number) || number.slice(1, 3) !== type || Number(number.slice(3)) === 0) {
    return [reusable('0', `El e-NCF ${number} no corresponde al tipo ${type}.`)]
  }
  if (desk.isSpent(issuer, number)) return [spent('1209', 'El e-NCF ha sido utilizado.')]
  if (desk.isVoided(issuer, number)) return [spent('0', 'El e-NCF fue anulado.')]
  return []
}

/**
 * Whether the number was authorised and is in force. Outside the ranges, testecf only remarks on it.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "Secuencias"; codes 75 and 135
 */
export function* numberFindings(invoice: Invoice): Generator<Finding> {
  const { desk, number, receivedAt } = invoice
  const range = rangesFor(invoice).find(({ first, last }) => first <= sequenceOf(number) && sequenceOf(number) <= last)
  if (!range) {
    yield desk.environment === 'testecf'
      ? conditional('75', 'Secuencia no autorizada.')
      : reusable('135', 'Secuencia de e-NCF no autorizada.')
  }

  const stated = headOf(invoice, 'IdDoc.FechaVencimientoSecuencia')
  const lastDay = instantOf(range?.expiresOn ?? stated)
  if (lastDay && receivedAt.getTime() >= lastDay.getTime() + DAY_MS) {
    yield reusable('135', 'Secuencia de e-NCF vencida.')
  }
  if (stated !== undefined && range?.expiresOn !== undefined && stated !== range.expiresOn) {
    yield reusable('0', 'FechaVencimientoSecuencia no coincide con la del rango autorizado.')
  }
}

function rangesFor({ desk, issuer, type }: Invoice): readonly { first: number; last: number; expiresOn?: string }[] {
  const own = desk.rules.ranges.filter(
    (range) =>
      range.type === type &&
      (range.issuer === undefined || range.issuer === issuer) &&
      (range.environment === undefined || range.environment === desk.environment),
  )
  return own.length > 0 ? own : [{ first: 1, last: type === '32' ? 50_000_000 : 10_000_000 }]
}

function sequenceOf(number: string): number {
  return Number(number.slice(3))
}

const DAY_MS = 86_400_000
