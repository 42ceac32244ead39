import type { PrintedFact, PrintedPanel } from '../../../domain/printed-page.ts'
import { ITBIS } from '../itbis.ts'
import { labelOf } from './labels.ts'
import { panel, strong, unlessSame } from './panels.ts'
import { additionalTaxFacts } from './totals.ts'
import type { Values } from './values.ts'

/**
 * The blocks below the lines, narrow enough to stand beside the sums. The last one holds whatever no other part of the page has
 * asked for, so it must be made last.
 */
export function footOf(document: Values): readonly PrintedPanel[] {
  const header = document.group('Encabezado')
  return [
    ...panel('Pagos', paymentFacts(header.group('IdDoc'))),
    ...panel('Retenciones y percepciones', strong(header.group('Totales').facts(...WITHHELD))),
    ...panel('Otra moneda', otherCurrencyFacts(header.group('OtraMoneda'))),
    ...panel('Información adicional', header.group('Emisor').fact('InformacionAdicionalEmisor', '')),
    ...panel('Otros datos', document.rest()),
  ]
}

const WITHHELD = ['TotalITBISRetenido', 'TotalISRRetencion', 'TotalITBISPercepcion', 'TotalISRPercepcion']

function paymentFacts(idDoc: Values): readonly PrintedFact[] {
  const payments = idDoc
    .group('TablaFormasPago')
    .groups('FormaDePago')
    .flatMap((payment) => {
      const [amount] = payment.facts('MontoPago')
      const method = payment.text('FormaPago')
      if (amount === undefined) return payment.facts('FormaPago')
      return [{ label: method ?? amount.label, value: amount.value }]
    })
  return [...payments, ...idDoc.facts('BancoPago', 'TipoCuentaPago', 'NumeroCuentaPago')]
}

function otherCurrencyFacts(currency: Values): readonly PrintedFact[] {
  const code = currency.raw('TipoMoneda')
  const name = currency.text('TipoMoneda')
  const taxes = currency.group('ImpuestosAdicionalesOtraMoneda').groups('ImpuestoAdicionalOtraMoneda')
  const taxed = currency.facts('MontoGravadoTotalOtraMoneda')
  const itbis = currency.facts('TotalITBISOtraMoneda')
  return [
    ...(name === undefined ? [] : [{ label: labelOf('TipoMoneda'), value: `${name} (${code})` }]),
    ...currency.facts('TipoCambio'),
    ...unlessSame(currency.facts(...BY_RATE), [...taxed, ...itbis]),
    ...taxed,
    ...currency.facts('MontoExentoOtraMoneda'),
    ...taxes.flatMap((tax) => additionalTaxFacts(tax, 'OtraMoneda')),
    ...currency.facts('MontoImpuestoAdicionalOtraMoneda'),
    ...itbis,
    ...strong(currency.fact('MontoTotalOtraMoneda', `${labelOf('MontoTotalOtraMoneda')} ${code ?? ''}`.trim())),
  ]
}

const BY_RATE = ITBIS.flatMap(({ indicator }) => [
  `MontoGravado${indicator}OtraMoneda`,
  `TotalITBIS${indicator}OtraMoneda`,
])
