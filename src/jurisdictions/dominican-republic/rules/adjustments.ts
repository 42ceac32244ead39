import { figureOf } from '../../content/figures.ts'
import { adjustmentsOf, isNorma1007 } from '../totals/adjustments.ts'
import { textAt } from '../../content/tree.ts'
import { FORMAT, type Rule } from './rule.ts'

const at = (index: number) => `DescuentosORecargos.DescuentoORecargo[${index}]`

/** Rules of the discounts and charges on the whole document. */
export const ADJUSTMENT_RULES: readonly Rule[] = [
  {
    code: 'adjustment-number',
    severity: 'error',
    source: `${FORMAT}, DescuentosORecargos/NumeroLinea`,
    check({ content }, breach) {
      for (const [i, entry] of adjustmentsOf(content).entries()) {
        if (textAt(entry, 'NumeroLinea') === String(i + 1)) continue
        breach(
          `${at(i)}.NumeroLinea`,
          `Los descuentos y recargos se numeran seguidos desde 1: aquí va ${i + 1}.`,
          `Discounts and charges are numbered without gaps from 1: ${i + 1} belongs here.`,
        )
      }
    },
  },
  {
    code: 'adjustment-percent-only',
    severity: 'error',
    source: `${FORMAT}, TipoValor`,
    check({ content, lines }, breach) {
      const codes = new Set(lines.map((line) => [...line.taxCodes].sort().join()))
      if (codes.size < 2) return
      for (const [i, entry] of adjustmentsOf(content).entries()) {
        if (textAt(entry, 'TipoValor') === '%') continue
        breach(
          `${at(i)}.TipoValor`,
          'Con líneas de distintos impuestos adicionales, un descuento o recargo global va en porcentaje (%).',
          'With lines of different additional taxes, a discount or charge on the document is a percentage (%).',
        )
      }
    },
  },
  {
    code: 'adjustment-value',
    severity: 'error',
    source: `${FORMAT}, ValorDescuentooRecargo`,
    check({ content }, breach) {
      for (const [i, entry] of adjustmentsOf(content).entries()) {
        const isPercent = textAt(entry, 'TipoValor') === '%'
        if (isPercent === (entry.ValorDescuentooRecargo !== undefined)) continue
        breach(
          `${at(i)}.ValorDescuentooRecargo`,
          'El valor porcentual va cuando TipoValor es "%", y solo entonces.',
          'The percentage goes with TipoValor "%", and only there.',
        )
      }
    },
  },
  {
    code: 'adjustment-amount',
    severity: 'error',
    source: `${FORMAT}, MontoDescuentooRecargo`,
    check({ content }, breach) {
      for (const [i, entry] of adjustmentsOf(content).entries()) {
        if (entry.MontoDescuentooRecargo !== undefined) continue
        breach(
          `${at(i)}.MontoDescuentooRecargo`,
          'Falta el monto del descuento o recargo.',
          'The amount of the discount or charge is missing.',
        )
      }
    },
  },
  {
    code: 'adjustment-indicator',
    severity: 'error',
    source: `${FORMAT}, IndicadorFacturacionDescuentooRecargo`,
    check({ content, lines }, breach) {
      const indicators = new Set(lines.map((line) => line.indicator))
      for (const [i, entry] of adjustmentsOf(content).entries()) {
        const indicator = textAt(entry, 'IndicadorFacturacionDescuentooRecargo')
        if (indicator !== undefined && indicators.has(indicator)) continue
        breach(
          `${at(i)}.IndicadorFacturacionDescuentooRecargo`,
          'Un descuento o recargo global dice a qué líneas toca, por un IndicadorFacturacion que alguna línea tenga.',
          'A discount or charge on the document says which lines it touches, by an IndicadorFacturacion that some line has.',
        )
      }
    },
  },
  {
    code: 'norma-1007-prices',
    severity: 'error',
    source: `${FORMAT}, IndicadorNorma1007: lines are divided by 1 + 0.18 + the rates of 002 and 004`,
    check({ content, idDoc }, breach) {
      const i = adjustmentsOf(content).findIndex(isNorma1007)
      if (i < 0 || textAt(idDoc, 'IndicadorMontoGravado') === '1') return
      breach(
        `${at(i)}.IndicadorNorma1007`,
        'Con la Norma 10-07 los precios llevan los impuestos incluidos: IndicadorMontoGravado es 1.',
        'Under Norma 10-07 prices include the taxes: IndicadorMontoGravado is 1.',
      )
    },
  },
  {
    code: 'adjustment-exceeds',
    severity: 'error',
    source: `${FORMAT}, DescuentosORecargos`,
    check({ totals, content, lines }, breach) {
      // A line below zero has a fault of its own.
      if (content.DescuentosORecargos === undefined || lines.some(({ amount }) => amount.lt(0))) return
      for (const name of ['MontoGravadoI1', 'MontoGravadoI2', 'MontoGravadoI3', 'MontoExento']) {
        if (!figureOf(textAt(totals, name))?.lt(0)) continue
        breach(
          'DescuentosORecargos',
          `Los descuentos globales superan las líneas a las que tocan: ${name} quedaría negativo.`,
          `The discounts on the document exceed the lines they touch: ${name} would be negative.`,
        )
      }
    },
  },
]
