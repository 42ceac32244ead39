import type { XmlElement } from '../../../src/xml/tree.ts'
import { conditional, spent, type Finding } from '../finding.ts'
import { cents, differ, money, sumOf, type Money } from '../../money.ts'
import { amountAt, elementAt } from '../../reading.ts'
import { adjustmentOf, isUnderNorma1007, norma1007DiscountOf } from './adjustments.ts'
import { additionalTaxFindings, norma1007Divisor, selectiveTaxesOf } from './additional-taxes.ts'
import { headOf, SUMMARY_LIMIT, type Invoice } from './invoice.ts'
import { indicatorOf } from './lines.ts'

/**
 * The arithmetic, with DGII's tolerance: a peso for a line, and for the document as many pesos as it has lines. Beyond it the
 * document is accepted conditionally, never rejected.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "Tolerancia"; code 1934
 */
export function* totalFindings(invoice: Invoice): Generator<Finding> {
  const { root, lines, type } = invoice
  if (type === '32' && statedIn(root, 'MontoTotal').lt(SUMMARY_LIMIT)) {
    yield spent('0', 'Una factura de consumo menor de DOP 250,000.00 se remite como resumen (RFCE).')
  }
  for (const [i, line] of lines.entries()) {
    const computed = lineAmount(line)
    if (differ(amountAt(line, 'MontoItem') ?? money(0), computed, 1)) {
      yield conditional('0', `MontoItem de la línea ${i + 1} no coincide: se esperaba ${computed.toFixed(2)}.`)
    }
  }
  const tolerance = Math.max(1, lines.length)
  for (const { name, computed, onlyIfStated } of expectedTotals(invoice)) {
    if (onlyIfStated && !elementAt(root, `Encabezado.Totales.${name}`)) continue
    if (!differ(statedIn(root, name), computed, tolerance)) continue
    yield conditional(
      name === 'MontoGravadoI1' ? '1934' : '0',
      `${name} no es válido: se esperaba ${computed.toFixed(2)}.`,
    )
  }
  yield* additionalTaxFindings(invoice)
  yield* otherCurrencyFindings(invoice, tolerance)
}

interface Expected {
  readonly name: string
  readonly computed: Money
  readonly onlyIfStated?: boolean
}

function lineAmount(line: XmlElement): Money {
  const amount = (name: string) => amountAt(line, name) ?? money(0)
  const gross = amount('PrecioUnitarioItem').times(amount('CantidadItem'))
  return cents(gross.minus(amount('DescuentoMonto')).plus(amount('RecargoMonto')))
}

/** Sums of sums are held against what the document states below them, so that a slip shows once, where it is. */
function* expectedTotals(invoice: Invoice): Generator<Expected> {
  const { root } = invoice
  const stated = (...names: readonly string[]) => sumOf(names.map((name) => statedIn(root, name)))
  const bases = basesOf(invoice)

  yield { name: 'MontoGravadoI1', computed: bases.i1 }
  yield { name: 'MontoGravadoI2', computed: bases.i2 }
  yield { name: 'MontoGravadoI3', computed: bases.i3 }
  yield { name: 'MontoExento', computed: bases.exempt }
  yield { name: 'MontoGravadoTotal', computed: stated('MontoGravadoI1', 'MontoGravadoI2', 'MontoGravadoI3') }

  // A late credit note does not lower the ITBIS, and DGII does not say what it writes in its place.
  if (headOf(invoice, 'IdDoc.IndicadorNotaCredito') !== '1') {
    yield { name: 'TotalITBIS1', computed: itbisOn(invoice, '1', bases.i1, '0.18') }
    yield { name: 'TotalITBIS2', computed: itbisOn(invoice, '2', bases.i2, '0.16') }
  }
  yield { name: 'TotalITBIS3', computed: money(0) }
  yield { name: 'TotalITBIS', computed: stated('TotalITBIS1', 'TotalITBIS2', 'TotalITBIS3') }
  yield {
    name: 'MontoTotal',
    computed: stated('MontoGravadoTotal', 'MontoExento', 'TotalITBIS', 'MontoImpuestoAdicional'),
  }
  yield { name: 'MontoNoFacturable', computed: sumOfLines(invoice, '0'), onlyIfStated: true }
  yield { name: 'MontoPeriodo', computed: stated('MontoTotal', 'MontoNoFacturable'), onlyIfStated: true }
  const toPay = stated('MontoTotal', 'SaldoAnterior').minus(stated('MontoAvancePago')).minus(norma1007DiscountOf(root))
  yield { name: 'ValorPagar', computed: toPay, onlyIfStated: true }
  yield { name: 'TotalITBISRetenido', computed: sumOfField(invoice, 'Retencion.MontoITBISRetenido') }
  yield { name: 'TotalISRRetencion', computed: sumOfField(invoice, 'Retencion.MontoISRRetenido') }
}

/**
 * What is taxed. Where prices include the ITBIS, the sum of the lines is divided first and the discounts on the whole document
 * are subtracted after.
 */
function basesOf(invoice: Invoice) {
  const { root } = invoice
  const includesTax = headOf(invoice, 'IdDoc.IndicadorMontoGravado') === '1'
  const divisor = isUnderNorma1007(root) ? norma1007Divisor(root) : money(includesTax ? '1.18' : '1')
  const base = (indicator: string, by: Money) =>
    cents(sumOfLines(invoice, indicator).div(by)).plus(adjustmentOf(root, indicator))
  return {
    i1: base('1', divisor),
    i2: base('2', money(includesTax ? '1.16' : '1')),
    i3: base('3', money(1)),
    exempt: base('4', money(1)),
  }
}

function itbisOn(invoice: Invoice, indicator: string, base: Money, rate: string): Money {
  const lines = invoice.lines.filter((line) => indicatorOf(line) === indicator)
  const selective = sumOf(lines.map((line) => cents(selectiveTaxesOf(line, invoice.root))))
  return cents(base.plus(selective).times(rate))
}

function* otherCurrencyFindings({ root }: Invoice, tolerance: number): Generator<Finding> {
  const rate = amountAt(root, 'Encabezado.OtraMoneda.TipoCambio')
  const stated = amountAt(root, 'Encabezado.OtraMoneda.MontoTotalOtraMoneda')
  if (!rate || !stated || rate.eq(0)) return
  const computed = cents(statedIn(root, 'MontoTotal').div(rate))
  if (differ(stated, computed, tolerance)) {
    yield conditional('0', `MontoTotalOtraMoneda no es válido: se esperaba ${computed.toFixed(2)}.`)
  }
}

function sumOfLines({ lines }: Invoice, indicator: string): Money {
  return sumOf(
    lines.filter((line) => indicatorOf(line) === indicator).map((line) => amountAt(line, 'MontoItem') ?? money(0)),
  )
}

function sumOfField({ lines }: Invoice, path: string): Money {
  return sumOf(lines.map((line) => amountAt(line, path) ?? money(0)))
}

function statedIn(root: XmlElement, name: string): Money {
  return amountAt(root, `Encabezado.Totales.${name}`) ?? money(0)
}
