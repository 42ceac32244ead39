import { decimal } from '../../../domain/decimal.ts'
import { blockOf } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import { groupAt, textAt } from '../../content/tree.ts'
import { FORMAT, itemAt, type Rule } from './rule.ts'

const AT = 'Encabezado.OtraMoneda'
const CENT = decimal('0.01')

export const CURRENCY_RULES: readonly Rule[] = [
  {
    code: 'currency-both',
    severity: 'error',
    source: `${FORMAT}, TipoMoneda and TipoCambio`,
    check({ content }, breach) {
      const group = groupAt(groupAt(content, 'Encabezado'), 'OtraMoneda')
      if (!group) return
      const missing =
        group.TipoMoneda === undefined ? 'TipoMoneda' : group.TipoCambio === undefined ? 'TipoCambio' : undefined
      if (missing === undefined) return
      breach(
        `${AT}.${missing}`,
        'Otra moneda lleva siempre su código y su tipo de cambio, juntos.',
        'Another currency always has its code and its exchange rate, together.',
      )
    },
  },
  {
    code: 'exchange-rate-zero',
    severity: 'error',
    source: `${FORMAT}, TipoCambio`,
    check({ content }, breach) {
      const rate = figureOf(textAt(groupAt(groupAt(content, 'Encabezado'), 'OtraMoneda'), 'TipoCambio'))
      if (!rate || rate.gt(0)) return
      breach(`${AT}.TipoCambio`, 'El tipo de cambio es mayor que cero.', 'The exchange rate is above zero.')
    },
  },
  {
    code: 'exchange-rate-unneeded',
    severity: 'warning',
    source: `${FORMAT}, OtraMoneda`,
    check({ sources: { draft } }, breach) {
      if (draft.exchangeRate === undefined || (draft.currency !== undefined && draft.currency !== 'DOP')) return
      breach(
        `${AT}.TipoCambio`,
        'En pesos no hay tipo de cambio: indique la moneda en `currency`, o quítelo.',
        'There is no exchange rate in pesos: name the currency in `currency`, or remove it.',
      )
    },
  },
  {
    code: 'currency-drift',
    severity: 'warning',
    source: `${FORMAT}, PrecioUnitarioItem: four decimals; OtraMoneda: the figures in pesos divided by TipoCambio`,
    check({ sources, items }, breach) {
      const { draft, pesosPerUnit } = sources
      if (!pesosPerUnit) return
      for (const [i, line] of draft.lines.entries()) {
        if (givenAt(blockOf(line, 'do'), 'PrecioUnitarioItem') !== undefined) continue
        const [quantity, price] = ['CantidadItem', 'PrecioUnitarioItem'].map((name) => figureOf(textAt(items[i], name)))
        const agreed = quantity && figureOf(exactText(line.unitPrice))?.times(quantity)
        const written = quantity && price?.times(quantity).div(pesosPerUnit)
        if (!agreed || !written || written.minus(agreed).abs().lte(CENT)) continue
        breach(
          `${itemAt(i)}.PrecioUnitarioItem`,
          `En pesos el precio lleva cuatro decimales, y así ${agreed.toFixed(2)} ${draft.currency} pasan a ${written.toFixed(2)}: venda en una unidad mayor, como el millar, para que el precio no pierda decimales.`,
          `In pesos the price has four decimals, which makes ${written.toFixed(2)} of ${agreed.toFixed(2)} ${draft.currency}: sell by a larger unit, such as the thousand, so that the price loses no decimals.`,
        )
      }
    },
  },
  {
    code: 'currency-lines',
    severity: 'error',
    source: `${FORMAT}, OtraMonedaDetalle`,
    check({ content, items }, breach) {
      if (groupAt(content, 'Encabezado')?.OtraMoneda !== undefined) return
      for (const [i, item] of items.entries()) {
        if (item.OtraMonedaDetalle === undefined) continue
        breach(
          `${itemAt(i)}.OtraMonedaDetalle`,
          'Una línea no va en otra moneda si el documento no la declara en OtraMoneda.',
          'A line is not in another currency unless the document declares it in OtraMoneda.',
        )
      }
    },
  },
]
