import { figureOf } from '../../../content/figures.ts'
import { groupAt, textAt, type Tree } from '../../../content/tree.ts'
import { checkPlate, SUBSTITUTE } from '../../content/carrier.ts'
import { FICHA } from '../../content/rule.ts'
import { COMMERCIAL_TRANSPORT } from '../../catalogs/commercial-transport.ts'
import { FUELS } from '../../catalogs/fuels.ts'
import type { SaleRule } from './rule.ts'

const TRANSPORT_CODES = COMMERCIAL_TRANSPORT.entries.map(({ code }) => code)

export const LINE_RULES: readonly SaleRule[] = [
  {
    code: 'line-negative',
    severity: 'error',
    source: `${FICHA}, annex 1`,
    types: ['01', '03', '04'],
    check({ items, itemAt }, breach) {
      for (const [i, item] of items.entries()) {
        const hasDiscount = figureOf(textAt(item, 'descuento'))?.gt(0) === true
        if (!hasDiscount || !figureOf(textAt(item, 'precioTotalSinImpuesto'))?.lt(0)) continue
        breach(
          `${itemAt(i)}.descuento`,
          'El descuento es mayor que cantidad por precio.',
          'The discount is more than quantity times price.',
        )
      }
    },
  },
  {
    code: 'subsidy-below-price',
    severity: 'error',
    source: `${FICHA}, annex 6`,
    types: ['01', '03'],
    check({ items, itemAt }, breach) {
      for (const [i, item] of items.entries()) {
        const full = figureOf(textAt(item, 'precioSinSubsidio'))
        const price = figureOf(textAt(item, 'precioUnitario'))
        if (!full || !price || full.gte(price)) continue
        breach(
          `${itemAt(i)}.precioSinSubsidio`,
          'El precio sin subsidio no puede ser menor que el precio.',
          'The price without subsidy cannot be below the price.',
        )
      }
    },
  },
  {
    code: 'transport-code',
    severity: 'warning',
    source: `${FICHA}, annex 25: H492001 and H492002, from 1 Nov 2025`,
    types: ['01'],
    check({ items, itemAt }, breach) {
      for (const [i, item] of items.entries()) {
        const code = auxiliaryOf(item)
        if (code === undefined || !/^H492/i.test(code) || TRANSPORT_CODES.includes(code)) continue
        breach(
          `${itemAt(i)}.codigoAuxiliar`,
          `El transporte comercial lleva exactamente ${TRANSPORT_CODES.join(' o ')}.`,
          `Commercial transport has exactly ${TRANSPORT_CODES.join(' or ')}.`,
        )
      }
    },
  },
  {
    code: 'fuel-plate-missing',
    severity: 'error',
    source: `${FICHA}, annex 18, tables 29 and 30`,
    types: ['01'],
    check({ items, info }, breach) {
      if (info.placa !== undefined || !items.some(isFuel)) return
      breach(
        'infoFactura.placa',
        'Una factura de combustible lleva la placa; sin vehículo, ZZZ9999.',
        'An invoice of fuel names the number plate; without a vehicle, ZZZ9999.',
      )
    },
  },
  {
    code: 'plate-form',
    severity: 'warning',
    source: `${FICHA}, table 29`,
    types: ['01'],
    check({ info, content }, breach) {
      checkPlate(info, 'infoFactura', breach)
      checkPlate(groupAt(content, SUBSTITUTE), SUBSTITUTE, breach)
    },
  },
]

/** codigoAuxiliar, or what nota de crédito calls it. */
export function auxiliaryOf(item: Tree): string | undefined {
  return textAt(item, 'codigoAuxiliar') ?? textAt(item, 'codigoAdicional')
}

const FUEL_CODES: ReadonlySet<string> = new Set(FUELS.entries.map(({ code }) => code))
const FUEL_NAMES: ReadonlySet<string> = new Set(FUELS.entries.map(({ name }) => name))

/** By its code and its name: a code of four digits alone may be anybody's. */
function isFuel(item: Tree): boolean {
  const name = textAt(item, 'descripcion')?.toUpperCase() ?? ''
  return FUEL_CODES.has(textAt(item, 'codigoPrincipal') ?? '') && FUEL_NAMES.has(name)
}
