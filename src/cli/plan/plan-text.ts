import type { Bilingual } from '../../domain/fault.ts'
import type { Plan } from '../../domain/plan.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

/** A plan for people. */
export function planText(shell: Shell, plan: Plan): string {
  return pairsText(shell, [
    [{ es: 'Plan', en: 'Plan' }, plan.name],
    [{ es: 'Documentos incluidos', en: 'Documents included' }, plan.included],
    [{ es: 'Ciclo', en: 'Cycle' }, shell.say(CYCLES[plan.cycle])],
    [{ es: 'Desde', en: 'From' }, `${plan.anchor} (${plan.timeZone})`],
    [{ es: 'Al pasarse', en: 'Beyond it' }, shell.say(OVERAGES[plan.overage])],
    [{ es: 'Precio', en: 'Price' }, `${plan.price} ${plan.currency}`],
    [{ es: 'Cada documento de más', en: 'Each document beyond it' }, `${plan.overagePrice} ${plan.currency}`],
  ])
}

const CYCLES: Readonly<Record<Plan['cycle'], Bilingual>> = {
  month: { es: 'mes', en: 'month' },
  year: { es: 'año', en: 'year' },
}

const OVERAGES: Readonly<Record<Plan['overage'], Bilingual>> = {
  block: { es: 'se rechaza', en: 'refused' },
  allow: { es: 'se cuenta y sigue', en: 'counted and let through' },
}

/** Said where there is no plan. */
export const NO_PLAN: Bilingual = {
  es: 'No hay plan: documentos sin límite.\n',
  en: 'There is no plan: as many documents as one likes.\n',
}
