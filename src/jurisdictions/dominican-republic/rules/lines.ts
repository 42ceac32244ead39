import { figureOf } from '../../content/figures.ts'
import { CHARGE, DISCOUNT } from '../totals/lines.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { dgiiCode, FORMAT, itemAt, type Rule } from './rule.ts'

export const LINE_RULES: readonly Rule[] = [
  {
    code: 'line-number',
    severity: 'error',
    source: `${FORMAT}, NumeroLinea`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        if (textAt(item, 'NumeroLinea') === String(i + 1)) continue
        breach(
          `${itemAt(i)}.NumeroLinea`,
          `Las líneas se numeran seguidas desde 1: aquí va ${i + 1}.`,
          `Lines are numbered without gaps from 1: ${i + 1} belongs here.`,
        )
      }
    },
  },
  {
    code: 'lines-only-exempt',
    severity: 'error',
    source: dgiiCode('244', 'IndicadorFacturacion'),
    types: ['43', '44', '47'],
    check({ items, type }, breach) {
      for (const i of linesNot(items, '4')) {
        breach(
          `${itemAt(i)}.IndicadorFacturacion`,
          `El tipo ${type} solo admite líneas exentas (4).`,
          `Type ${type} takes only exempt lines (4).`,
        )
      }
    },
  },
  {
    code: 'lines-only-zero-rate',
    severity: 'error',
    source: `${FORMAT}, IndicadorFacturacion`,
    types: ['46'],
    check({ items }, breach) {
      for (const i of linesNot(items, '3')) {
        breach(
          `${itemAt(i)}.IndicadorFacturacion`,
          'Una exportación solo admite líneas a tasa cero (3).',
          'An export takes only lines at the zero rate (3).',
        )
      }
    },
  },
  {
    code: 'services-only',
    severity: 'error',
    source: `${FORMAT}, IndicadorBienoServicio`,
    types: ['47'],
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        if (textAt(item, 'IndicadorBienoServicio') === '2') continue
        breach(
          `${itemAt(i)}.IndicadorBienoServicio`,
          'Un pago al exterior es siempre por servicios (2).',
          'A payment abroad is always for services (2).',
        )
      }
    },
  },
  {
    code: 'discount-table',
    severity: 'error',
    source: dgiiCode('2020', 'DescuentoMonto and TablaSubDescuento'),
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        if (item.DescuentoMonto === undefined || item.TablaSubDescuento !== undefined) continue
        breach(
          `${itemAt(i)}.DescuentoMonto`,
          'Un descuento de línea va con su detalle: TablaSubDescuento.',
          'A line discount goes with its breakdown: TablaSubDescuento.',
        )
      }
    },
  },
  {
    code: 'charge-table',
    severity: 'error',
    source: dgiiCode('2030', 'RecargoMonto and TablaSubRecargo'),
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        if (item.RecargoMonto === undefined || item.TablaSubRecargo !== undefined) continue
        breach(
          `${itemAt(i)}.RecargoMonto`,
          'Un recargo de línea va con su detalle: TablaSubRecargo.',
          'A line charge goes with its breakdown: TablaSubRecargo.',
        )
      }
    },
  },
  {
    code: 'discount-exceeds',
    severity: 'error',
    source: `${FORMAT}, MontoItem: zero or more`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        const [discount, amount] = [textAt(item, 'DescuentoMonto'), textAt(item, 'MontoItem')].map(figureOf)
        if (!discount?.gt(0) || !amount?.lt(0)) continue
        breach(
          `${itemAt(i)}.${item.TablaSubDescuento === undefined ? 'DescuentoMonto' : 'TablaSubDescuento'}`,
          'El descuento supera el importe de la línea: MontoItem quedaría negativo.',
          'The discount exceeds the amount of the line: MontoItem would be negative.',
        )
      }
    },
  },
  {
    code: 'discount-part',
    severity: 'error',
    source: `${FORMAT}, TablaSubDescuento`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) checkParts(item, i, DISCOUNT, breach)
    },
  },
  {
    code: 'charge-part',
    severity: 'error',
    source: `${FORMAT}, TablaSubRecargo`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) checkParts(item, i, CHARGE, breach)
    },
  },
  {
    code: 'gift-certificate-billed',
    severity: 'warning',
    source: 'DGII, gift certificates 2026: sold with IndicadorFacturacion 0, redeemed in a type 32 with FormaPago 5',
    types: ['31', '32'],
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        const indicator = textAt(item, 'IndicadorFacturacion')
        if (indicator === undefined || indicator === '0' || !GIFT.test(textAt(item, 'NombreItem') ?? '')) continue
        breach(
          `${itemAt(i)}.IndicadorFacturacion`,
          'Un bono o certificado de regalo se vende como no facturable (0) y se factura al canjearlo, con forma de pago 5.',
          'A gift certificate is sold as non-billable (0) and invoiced when it is redeemed, with means of payment 5.',
        )
      }
    },
  },
]

const GIFT = /(?:bono|certificado|tarjeta)s? de regalo|gift (?:card|certificate)/i

/** A percentage goes with `%` and only there; every part has its amount in the end. */
function checkParts(
  item: Tree,
  index: number,
  names: typeof DISCOUNT | typeof CHARGE,
  breach: Parameters<Rule['check']>[1],
): void {
  if (item[names.table] === undefined) return
  for (const [k, entry] of groupsAt(groupAt(item, names.table), names.entry).entries()) {
    const at = `${itemAt(index)}.${names.table}.${names.entry}[${k}]`
    const isPercent = textAt(entry, names.type) === '%'
    if (isPercent !== (entry[names.percent] !== undefined)) {
      breach(
        `${at}.${names.percent}`,
        'El porcentaje va cuando el tipo es "%", y solo entonces.',
        'The percentage goes with type "%", and only there.',
      )
    } else if (entry[names.amount] === undefined) {
      breach(`${at}.${names.amount}`, 'Falta el porcentaje o el monto.', 'The percentage or the amount is missing.')
    }
  }
}

function linesNot(items: readonly Tree[], indicator: string): number[] {
  return [...items.keys()].filter((i) => {
    const own = items[i]?.IndicadorFacturacion
    return own !== undefined && own !== indicator
  })
}
