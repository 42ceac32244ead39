import { figureOf } from '../../content/figures.ts'
import { groupAt, textAt } from '../../content/tree.ts'
import { FORMAT, itemAt, type Rule } from './rule.ts'

const AT = 'Encabezado.OtraMoneda'

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
