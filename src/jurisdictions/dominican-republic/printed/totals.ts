import type { PrintedTotal } from '../../../domain/printed-page.ts'
import { ITBIS, type Itbis } from '../itbis.ts'
import { labelOf } from './labels.ts'
import { strong, unlessSame } from './panels.ts'
import { ratedTaxName } from './tax-names.ts'
import type { Values } from './values.ts'

/**
 * The sums, as DGII's models order them, and beneath the total what leads from it to the amount to be paid. Retentions stand apart:
 * they lower neither.
 *
 * @source DGII, Representación impresa, modelos ilustrativos (April 2025)
 */
export function totalsOf(totals: Values): readonly PrintedTotal[] {
  const payable = totals.raw('ValorPagar') === undefined ? 'MontoPeriodo' : 'ValorPagar'
  const settlement = SETTLEMENT.filter((name) => name !== payable).flatMap((name) => totals.fact(name))
  const last = totals.fact(payable)
  const total = totals.facts('MontoTotal')
  return [
    ...taxedFacts(totals),
    ...totals.facts('MontoExento'),
    ...totals
      .group('ImpuestosAdicionales')
      .groups('ImpuestoAdicional')
      .flatMap((tax) => additionalTaxFacts(tax)),
    ...totals.facts('MontoImpuestoAdicional'),
    ...itbisFacts(totals),
    // Nothing may stand beneath the sum that is to be paid.
    ...(last.length > 0 ? [...total, ...settlement, ...strong(last)] : [...settlement, ...strong(total)]),
  ]
}

const SETTLEMENT = ['MontoNoFacturable', 'MontoPeriodo', 'SaldoAnterior', 'MontoAvancePago']

function taxedFacts(totals: Values): readonly PrintedTotal[] {
  const byRate = ITBIS.flatMap((tax) =>
    totals.fact(`MontoGravadoI${tax.indicator}`, `Gravado ${percentOf(totals, tax)}`),
  )
  const sum = totals.fact('MontoGravadoTotal')
  return [...unlessSame(byRate, sum), ...sum]
}

function itbisFacts(totals: Values): readonly PrintedTotal[] {
  const byRate = ITBIS.flatMap((tax) => totals.fact(`TotalITBIS${tax.indicator}`, `ITBIS ${percentOf(totals, tax)}`))
  const sum = totals.fact('TotalITBIS', byRate.length === 1 ? `Total ${byRate[0]?.label}` : labelOf('TotalITBIS'))
  return [...unlessSame(byRate, sum), ...sum]
}

function percentOf(totals: Values, { indicator, rate }: Itbis): string {
  return `${totals.text(`ITBIS${indicator}`) ?? rate}%`
}

/** An additional tax by its name; `suffix` for the same in another currency. */
export function additionalTaxFacts(tax: Values, suffix: '' | 'OtraMoneda' = ''): readonly PrintedTotal[] {
  const code = tax.raw(`TipoImpuesto${suffix}`)
  const rate = tax.text(`TasaImpuestoAdicional${suffix}`)
  const amounts = AMOUNTS.flatMap((name) => tax.fact(`${name}${suffix}`))
  if (code === undefined || amounts.length === 0) return tax.rest()
  tax.text(`TipoImpuesto${suffix}`)
  const name = ratedTaxName(code, rate)
  return amounts.map(({ label, value }) => ({ label: amounts.length > 1 ? `${name}, ${label}` : name, value }))
}

const AMOUNTS = [
  'MontoImpuestoSelectivoConsumoEspecifico',
  'MontoImpuestoSelectivoConsumoAdvalorem',
  'OtrosImpuestosAdicionales',
]
