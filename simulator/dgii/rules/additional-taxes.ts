import type { XmlElement } from '../../../src/xml/tree.ts'
import { conditional, spent, type Finding } from '../finding.ts'
import { cents, differ, money, sumOf, type Money } from '../../money.ts'
import { allAt, amountAt, elementAt, textAt } from '../../reading.ts'
import { isUnderNorma1007, shareOf } from './adjustments.ts'
import type { Invoice } from './invoice.ts'
import { isBulk, isSelective, taxCodesOf } from './lines.ts'

/**
 * Taxes besides the ITBIS, computed from the lines with the rates the document itself states: the specific rates change every
 * quarter, and a simulator that knew them would refuse good documents of next quarter.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "Impuestos adicionales"; Formato e-CF v1.0 (oct-2025), Tabla I
 */
export function* additionalTaxFindings({ root, lines }: Invoice): Generator<Finding> {
  const tolerance = Math.max(1, lines.length)
  for (const stated of statedTaxes(root)) {
    const code = textAt(stated, 'TipoImpuesto') ?? ''
    const rate = amountAt(stated, 'TasaImpuestoAdicional')
    if (rate === undefined) continue
    const computed = cents(
      sumOf(lines.filter((line) => taxCodesOf(line).includes(code)).map((line) => taxOn(line, code, root))),
    )
    const amount = sumOf(AMOUNTS.map((name) => amountAt(stated, name) ?? money(0)))
    if (!differ(amount, computed, tolerance)) continue
    const text = `El impuesto adicional ${code} no coincide con las líneas: ${amount.toFixed(2)} contra ${computed.toFixed(2)}.`
    yield isSelective(code) ? conditional('0', text) : spent('0', `OtrosImpuestosAdicionales: ${text}`)
  }
  const isSpecificMissing = !statedTaxes(root).some((each) => elementAt(each, SPECIFIC))
  if (isSpecificMissing && lines.some((line) => taxCodesOf(line).some(isSelective) && !isBulk(line))) {
    yield spent('0', `${SPECIFIC} es obligatorio con los impuestos 006 a 039.`)
  }
}

/** Selective taxes (006 to 039) of a line: they are part of the base of its ITBIS, the other ones are not. */
export function selectiveTaxesOf(line: XmlElement, root: XmlElement): Money {
  return sumOf(
    taxCodesOf(line)
      .filter(isSelective)
      .map((code) => taxOn(line, code, root)),
  )
}

/** The rate of a tax as the totals state it, as a fraction of one when `percent`. */
export function statedRate(root: XmlElement, code: string): Money {
  const stated = statedTaxes(root).find((each) => textAt(each, 'TipoImpuesto') === code)
  return amountAt(stated, 'TasaImpuestoAdicional') ?? money(0)
}

const SPECIFIC = 'MontoImpuestoSelectivoConsumoEspecifico'
const AMOUNTS = [SPECIFIC, 'MontoImpuestoSelectivoConsumoAdvalorem', 'OtrosImpuestosAdicionales']

function statedTaxes(root: XmlElement): readonly XmlElement[] {
  return allAt(root, 'Encabezado.Totales.ImpuestosAdicionales.ImpuestoAdicional')
}

function taxOn(line: XmlElement, code: string, root: XmlElement): Money {
  if (code <= '005') return otherTax(line, code, root)
  if (code <= '018') return specificOnAlcohol(line, statedRate(root, code))
  if (code <= '022') return unitsOf(line).times(statedRate(root, code))
  return adValorem(line, code, root)
}

/** A share of the line's amount; 001 to 004 of what is left without the ITBIS when prices include it. */
function otherTax(line: XmlElement, code: string, root: XmlElement): Money {
  const amount = amountAt(line, 'MontoItem') ?? money(0)
  const includesTax = textAt(root, 'Encabezado.IdDoc.IndicadorMontoGravado') === '1'
  const isNorma = isUnderNorma1007(root)
  const divisor = isNorma ? norma1007Divisor(root) : includesTax && code <= '004' ? money('1.18') : money(1)
  return amount.div(divisor).plus(shareOf(root, line)).times(statedRate(root, code)).div(100)
}

/** What prices under Norma 10-07 include: the ITBIS and the taxes 002 and 004. */
export function norma1007Divisor(root: XmlElement): Money {
  return statedRate(root, '002').plus(statedRate(root, '004')).div(100).plus('1.18')
}

function specificOnAlcohol(line: XmlElement, rate: Money): Money {
  if (isBulk(line)) return money(0)
  const litres = sumOf(
    allAt(line, 'TablaSubcantidad.SubcantidadItem').map((each) => amountAt(each, 'Subcantidad') ?? money(0)),
  )
  const degrees = (amountAt(line, 'GradosAlcohol') ?? money(0)).div(100)
  return rate.times(degrees).times(litres).times(unitsOf(line))
}

/** On the price to the public without ITBIS, without the specific tax and without itself. */
function adValorem(line: XmlElement, code: string, root: XmlElement): Money {
  const rate = statedRate(root, code).div(100)
  const quantity = amountAt(line, 'CantidadItem') ?? money(0)
  if (isBulk(line)) return (amountAt(line, 'PrecioUnitarioItem') ?? money(0)).times('1.30').times(rate).times(quantity)

  const units = unitsOf(line)
  if (units.eq(0)) return money(0)
  const specific = taxCodesOf(line).filter((each) => each >= '006' && each <= '022')
  const perUnit = sumOf(specific.map((each) => taxOn(line, each, root))).div(units)
  const price = (amountAt(line, 'PrecioUnitarioReferencia') ?? money(0)).div('1.18').minus(perUnit)
  return price.div(rate.plus(1)).times(rate).times(units)
}

/** Bottles or packets: cases times what a case holds. */
function unitsOf(line: XmlElement): Money {
  return (amountAt(line, 'CantidadItem') ?? money(0)).times(amountAt(line, 'CantidadReferencia') ?? money(0))
}
