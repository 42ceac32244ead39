import { describe, expect, test } from 'vitest'
import type { Tree } from '../../content/tree.ts'
import { lineTaxesOf } from './line-taxes.ts'

const line = (IndicadorFacturacion: string, MontoItem: string, rest: Tree = {}): Tree => ({
  IndicadorFacturacion,
  CantidadItem: '1',
  PrecioUnitarioItem: MontoItem,
  MontoItem,
  ...rest,
})

const document = (IndicadorMontoGravado: string, totals: Tree = {}): Tree => ({
  Encabezado: { IdDoc: { IndicadorMontoGravado }, Totales: { TotalITBIS: '0.00', ...totals } },
})

describe('lineTaxesOf', () => {
  test.each([
    { why: '18 % on top', holds: '0', indicator: '1', amount: '82500.00', itbis: '14850.00' },
    { why: '16 % on top', holds: '0', indicator: '2', amount: '100.00', itbis: '16.00' },
    { why: '18 % within', holds: '1', indicator: '1', amount: '118.00', itbis: '18.00' },
    { why: '16 % within', holds: '1', indicator: '2', amount: '116.00', itbis: '16.00' },
    { why: 'zero rate', holds: '0', indicator: '3', amount: '100.00', itbis: '0.00' },
    { why: 'exempt', holds: '0', indicator: '4', amount: '100.00', itbis: undefined },
    { why: 'not billable', holds: '0', indicator: '0', amount: '100.00', itbis: undefined },
    { why: 'no figure', holds: '0', indicator: '1', amount: 'mucho', itbis: undefined },
  ])('$why', ({ holds, indicator, amount, itbis }) => {
    expect(lineTaxesOf(document(holds))(line(indicator, amount)).itbis).toBe(itbis)
  })

  test('charges ITBIS on the selective taxes too, at the rates the document states', () => {
    const taxes = { ImpuestoAdicional: [{ TipoImpuesto: '019' }, { TipoImpuesto: '036' }] }
    const cigarettes = line('1', '1450.00', {
      CantidadItem: '10',
      CantidadReferencia: '1',
      PrecioUnitarioReferencia: '200.00',
      TablaImpuestoAdicional: taxes,
    })
    const stated = document('0', {
      ImpuestosAdicionales: {
        ImpuestoAdicional: [
          { TipoImpuesto: '019', TasaImpuestoAdicional: '51.72' },
          { TipoImpuesto: '036', TasaImpuestoAdicional: '20' },
        ],
      },
    })
    expect(lineTaxesOf(stated)(cigarettes)).toEqual({
      itbis: '389.43',
      selective: [
        { code: '019', amount: '517.20' },
        { code: '036', amount: '196.29' },
      ],
    })
  })

  test('has none where the document has none', () => {
    const bare = { Encabezado: { Totales: { MontoTotal: '100.00' } } }
    expect(lineTaxesOf(bare)(line('1', '100.00'))).toEqual({ itbis: undefined, selective: [] })
    expect(lineTaxesOf({})({})).toEqual({ itbis: undefined, selective: [] })
  })
})
