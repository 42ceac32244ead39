import { calendarDateOf, wallClock } from '../domain/calendar.ts'
import { DECIMAL_PATTERN } from '../domain/decimal.ts'
import type { Bilingual } from '../domain/fault.ts'
import type { Plan } from '../domain/plan.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Clock } from '../ports/clock.ts'
import type { Account, Usage } from '../ports/usage.ts'

/** A plan as somebody wrote it down. */
export interface PlanRequest extends Omit<Plan, 'anchor'> {
  /** Undefined: the first day of this month, where the cycle is counted. */
  readonly anchor: string | undefined
}

const MOST_CHARACTERS = 100
/** Documents that a cycle may include. */
export const MOST_INCLUDED = 1_000_000_000_000

/**
 * Puts a plan in force for a tenant in one environment; it replaces the one before. Documents of the present cycle that were made
 * already count.
 *
 * @throws Refusal invalid-request with the field at fault
 */
export async function setPlan(
  parts: { readonly usage: Pick<Usage, 'setPlan'>; readonly clock: Pick<Clock, 'now'> },
  account: Account,
  request: PlanRequest,
  actor: string,
): Promise<Plan> {
  const plan = checked(request, parts.clock.now())
  await parts.usage.setPlan(account, plan, actor)
  return plan
}

function checked(request: PlanRequest, now: Date): Plan {
  const { included, timeZone, price, overagePrice, currency } = request
  const name = request.name.trim()
  if (name === '' || name.length > MOST_CHARACTERS) throw wrong('name', NAME)
  if (!Number.isSafeInteger(included) || included < 0 || included > MOST_INCLUDED) throw wrong('included', INCLUDED)
  if (!isTimeZone(timeZone)) throw wrong('timeZone', TIME_ZONE)
  const anchor = calendarDateOf(request.anchor ?? `${wallClock(now, timeZone).date.slice(0, 8)}01`)
  if (!anchor) throw wrong('anchor', ANCHOR)
  if (!isPrice(price)) throw wrong('price', PRICE)
  if (!isPrice(overagePrice)) throw wrong('overagePrice', PRICE)
  if (!/^[A-Z]{3}$/.test(currency)) throw wrong('currency', CURRENCY)
  return { ...request, name, anchor }
}

function isPrice(text: string): boolean {
  return DECIMAL_PATTERN.test(text) && !text.startsWith('-')
}

/** Offsets such as `-04:00` are time zones too, but know no summer; a name is what an operator means. */
function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !name.includes('/')) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const NAME: Bilingual = {
  es: `Debe tener de 1 a ${MOST_CHARACTERS} caracteres.`,
  en: `Must have from 1 to ${MOST_CHARACTERS} characters.`,
}
const INCLUDED: Bilingual = {
  es: `Debe ser un entero de 0 a ${MOST_INCLUDED}.`,
  en: `Must be an integer from 0 to ${MOST_INCLUDED}.`,
}
const ANCHOR: Bilingual = {
  es: 'Debe ser una fecha que exista, como 2026-11-01.',
  en: 'Must be a date that exists, such as 2026-11-01.',
}
const TIME_ZONE: Bilingual = {
  es: 'Debe ser una zona horaria como America/Santo_Domingo.',
  en: 'Must be a time zone such as America/Santo_Domingo.',
}
const PRICE: Bilingual = {
  es: 'Debe ser un importe de 0 en adelante, como 0.05.',
  en: 'Must be an amount from 0 up, such as 0.05.',
}
const CURRENCY: Bilingual = {
  es: 'Debe ser un código ISO 4217, como USD.',
  en: 'Must be an ISO 4217 code, such as USD.',
}

function wrong(path: string, detail: Bilingual): Refusal {
  return new Refusal('invalid-request', detail, path)
}
