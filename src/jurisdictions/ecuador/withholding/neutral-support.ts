import { calendarDateOf } from '../../../domain/calendar.ts'
import { amountText, sum, type Decimal } from '../../../domain/decimal.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import type { Tree } from '../../content/tree.ts'
import { freeLinesOf, type FreeLine } from '../content/free-lines.ts'
import { issueDateOf, present } from '../content/issuer.ts'
import type { Sources } from '../content/sources.ts'
import { officialDate } from '../dates.ts'
import { neutralLine, type NeutralLine } from './neutral-line.ts'
import { IVA, taxOfCode } from './withheld-taxes.ts'

/**
 * The one supporting document that the neutral fields can tell of: `reference` says which invoice it is, its `code` what it is
 * deducted as (codSustento), `lines` what it was for, with the IVA of each line and what is withheld of it. Undefined when there
 * are no lines.
 *
 * A withholding of IVA is of the IVA of its line, any other of its base; those of the same code are one.
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
      codDocSustento: '01',
      numDocSustento: reference?.number,
      fechaEmisionDocSustento: reference?.date && officialDate(reference.date),
    }),
    impuestosDocSustento: { impuestoDocSustento: taxesOf(computed) },
    retenciones: { retencion: withholdingsOf(lines, computed) },
  }
}

type Computed = readonly (NeutralLine | undefined)[]

function taxesOf(lines: Computed): Tree[] {
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

interface Withheld {
  readonly code: string
  readonly amount: Decimal | undefined
  readonly line: NeutralLine | undefined
}

function withholdingsOf(lines: readonly FreeLine[], computed: Computed): Tree[] {
  const all = lines.flatMap(({ withholdings = [] }, i) =>
    withholdings.map(({ code, amount }): Withheld => ({
      code: code.trim().toUpperCase(),
      amount: figureOf(exactText(amount)),
      line: computed[i],
    })),
  )
  return Array.from(
    Map.groupBy(all, ({ code }) => code),
    ([code, same]) => withholdingOf(code, same),
  )
}

function withholdingOf(codigoRetencion: string, same: readonly Withheld[]): Tree {
  const codigo = taxOfCode(codigoRetencion)
  const lines = same.flatMap(({ line }) => line ?? [])
  const amounts = same.flatMap(({ amount }) => amount ?? [])
  return {
    codigo,
    codigoRetencion,
    baseImponible: amountText(sum(lines.map(({ base, iva }) => (codigo === IVA ? iva : base)))),
    ...(amounts.length === same.length ? { valorRetenido: amountText(sum(amounts)) } : {}),
  }
}
