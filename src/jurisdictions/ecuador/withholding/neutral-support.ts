import { calendarDateOf } from '../../../domain/calendar.ts'
import { amountText, sum } from '../../../domain/decimal.ts'
import type { Tree } from '../../content/tree.ts'
import { freeLinesOf, type FreeLine } from '../content/free-lines.ts'
import { issueDateOf, present } from '../content/issuer.ts'
import type { Sources } from '../content/sources.ts'
import { officialDate } from '../dates.ts'
import { neutralLine, type NeutralLine } from './neutral-line.ts'
import { neutralWithholdings } from './neutral-withholdings.ts'
import { isOwnWithholding } from './withheld-taxes.ts'

/**
 * The one supporting document that the neutral fields can tell of: `reference` says which invoice it is, its `code` what it is
 * deducted as (codSustento), `lines` what it was for, with the IVA of each line and what is withheld of it. Undefined when there
 * are no lines.
 */
export function neutralSupport(sources: Sources): Tree | undefined {
  const { draft, faults } = sources
  const lines = freeLinesOf(draft)
  if (lines.length === 0) return undefined
  const { reference } = draft
  const date = calendarDateOf(reference?.date ?? '') ?? issueDateOf(sources)
  const computed = lines.map((line, i) => neutralLine(line, i, date, faults))
  return {
    ...present({
      codSustento: reference?.code,
      codDocSustento: lines.some(isOwn) ? OWN_RECEIPT : '01',
      numDocSustento: reference?.number,
      fechaEmisionDocSustento: reference?.date && officialDate(reference.date),
    }),
    impuestosDocSustento: { impuestoDocSustento: taxesOf(computed) },
    retenciones: { retencion: neutralWithholdings(lines, computed, sources) },
  }
}

function taxesOf(lines: readonly (NeutralLine | undefined)[]): Tree[] {
  const known = lines.filter((line) => line !== undefined)
  return Array.from(
    Map.groupBy(known, ({ ivaCode }) => ivaCode),
    ([codigoPorcentaje, same]) => ({
      codImpuestoDocSustento: '2',
      codigoPorcentaje,
      baseImponible: amountText(sum(same.map(({ base }) => base))),
    }),
  )
}

/** The supporting document of what a taxpayer withholds of himself: the retención. */
const OWN_RECEIPT = '42'

function isOwn({ withholdings = [] }: FreeLine): boolean {
  return withholdings.some(({ code }) => isOwnWithholding(code.trim()))
}
