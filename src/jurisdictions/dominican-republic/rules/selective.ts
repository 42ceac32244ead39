import { isBulk } from '../totals/selective.ts'
import { additionalTaxOf, isSelective, type AdditionalTax } from '../totals/tax-rates.ts'
import { taxCodesOf } from '../totals/lines.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { dgiiCode, FORMAT, itemAt, TOTALS, type Rule } from './rule.ts'

/** Rules of the selective consumption tax: alcohol and cigarettes. */
export const SELECTIVE_RULES: readonly Rule[] = [
  {
    code: 'isc-pair',
    severity: 'error',
    source: `${FORMAT}, Tabla I: each specific code has its ad valorem code`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        const codes = taxCodesOf(item)
        for (const [k, code] of codes.entries()) {
          const pair = additionalTaxOf(code)?.pair
          if (pair === undefined || codes.includes(pair)) continue
          breach(
            `${itemAt(i)}.TablaImpuestoAdicional.ImpuestoAdicional[${k}].TipoImpuesto`,
            `El código ${code} va junto con su par ${pair}.`,
            `Code ${code} goes together with its twin ${pair}.`,
          )
        }
      }
    },
  },
  {
    code: 'isc-subquantity',
    severity: 'error',
    source: dgiiCode('2150', 'TablaSubcantidad'),
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        if (isBulk(item) || !taxCodesOf(item).some(isSelective)) continue
        if (groupsAt(groupAt(item, 'TablaSubcantidad'), 'SubcantidadItem').length > 0) continue
        breach(
          `${itemAt(i)}.TablaSubcantidad`,
          'Una línea con ISC dice cuánto contiene cada unidad: TablaSubcantidad.',
          'A line with the selective tax says how much each unit holds: TablaSubcantidad.',
        )
      }
    },
  },
  {
    code: 'isc-line-fields',
    severity: 'error',
    source: `${FORMAT}, CantidadReferencia, UnidadReferencia, GradosAlcohol, PrecioUnitarioReferencia`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        if (item.TablaImpuestoAdicional === undefined || isBulk(item)) continue
        for (const name of neededFor(item)) {
          if (item[name] !== undefined) continue
          breach(
            `${itemAt(i)}.${name}`,
            `Una línea con ISC necesita ${name} para calcular el impuesto.`,
            `A line with the selective tax needs ${name} for the tax to be computed.`,
          )
        }
      }
    },
  },
  {
    code: 'isc-ad-valorem-amount',
    severity: 'error',
    source: `${FORMAT}, MontoImpuestoSelectivoConsumoAdvalorem: above zero`,
    check({ items, totals }, breach) {
      for (const entry of groupsAt(groupAt(totals, 'ImpuestosAdicionales'), 'ImpuestoAdicional')) {
        const code = textAt(entry, 'TipoImpuesto') ?? ''
        if (entry.MontoImpuestoSelectivoConsumoAdvalorem !== undefined || !isAdValorem(code)) continue
        const i = items.findIndex(
          (item) => item.PrecioUnitarioReferencia !== undefined && taxCodesOf(item).includes(code),
        )
        if (i < 0) continue
        breach(
          `${itemAt(i)}.PrecioUnitarioReferencia`,
          `El precio de referencia no alcanza para el ISC específico: el ad valorem ${code} quedaría en cero o menos.`,
          `The reference price does not even cover the specific tax: the ad valorem tax ${code} would be zero or less.`,
        )
      }
    },
  },
  {
    code: 'isc-specific-amount',
    severity: 'error',
    source: `${FORMAT}, MontoImpuestoSelectivoConsumoEspecifico`,
    check({ items, totals }, breach) {
      if (items.every((item) => isBulk(item) || !taxCodesOf(item).some(isSelective))) return
      const entries = groupsAt(groupAt(totals, 'ImpuestosAdicionales'), 'ImpuestoAdicional')
      if (entries.some((entry) => entry.MontoImpuestoSelectivoConsumoEspecifico !== undefined)) return
      breach(
        `${TOTALS}.ImpuestosAdicionales`,
        'Un documento con ISC (006 a 039) lleva monto específico, salvo que se venda a granel (unidad 18).',
        'A document with the selective tax (006 to 039) has a specific amount, unless sold in bulk (unit 18).',
      )
    },
  },
]

function bears(item: Tree, kind: AdditionalTax['kind']): boolean {
  return (
    item.TablaImpuestoAdicional !== undefined && taxCodesOf(item).some((code) => additionalTaxOf(code)?.kind === kind)
  )
}

function isAdValorem(code: string): boolean {
  const kind = additionalTaxOf(code)?.kind
  return kind === 'ad-valorem-alcohol' || kind === 'ad-valorem-cigarettes'
}

function neededFor(item: Tree): readonly string[] {
  if (bears(item, 'specific-alcohol') || bears(item, 'ad-valorem-alcohol')) return ALCOHOL
  return bears(item, 'specific-cigarettes') || bears(item, 'ad-valorem-cigarettes') ? CIGARETTES : []
}

const ALCOHOL = ['CantidadReferencia', 'UnidadReferencia', 'GradosAlcohol', 'PrecioUnitarioReferencia']
const CIGARETTES = ['CantidadReferencia', 'UnidadReferencia', 'PrecioUnitarioReferencia']
