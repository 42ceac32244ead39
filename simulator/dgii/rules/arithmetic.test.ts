import { describe, expect, test } from 'vitest'
import { readXml } from '../../../src/xml/reader.ts'
import { invoice, line, type Changes } from '../../testing/invoices.ts'
import { allAt } from '../../reading.ts'
import type { Precedents } from '../precedents.ts'
import { additionalTaxFindings } from './additional-taxes.ts'
import type { Invoice } from './invoice.ts'
import { totalFindings } from './totals.ts'

const NUMBER = 'E310000000001'
/** The arithmetic asks nothing of the desk. */
const desk = {} as Precedents

function read(changes: Changes, type = '31'): Invoice {
  const root = readXml(invoice(type, NUMBER, changes))
  const lines = allAt(root, 'DetallesItems.Item')
  return { root, lines, type, issuer: '999999992', number: NUMBER, receivedAt: new Date(), desk }
}

const saysOf = (changes: Changes) => [...totalFindings(read(changes))].map(({ text }) => text)
const taxesOf = (changes: Changes) => [...additionalTaxFindings(read(changes))].map(({ text }) => text)
const totals = (fields: object) => ({ 'Encabezado.Totales': fields })

/** A line of 1.00 and the tax codes it bears. */
function taxedLine(codes: readonly string[], fields: object) {
  const ImpuestoAdicional = codes.map((TipoImpuesto) => ({ TipoImpuesto }))
  return { ...line('1', '1', '1.00'), TablaImpuestoAdicional: { ImpuestoAdicional }, ...fields }
}

function statedTax(code: string, rate: string, name: string, amount: string) {
  return { TipoImpuesto: code, TasaImpuestoAdicional: rate, [name]: amount }
}

const SPECIFIC = 'MontoImpuestoSelectivoConsumoEspecifico'
const AD_VALOREM = 'MontoImpuestoSelectivoConsumoAdvalorem'

describe('additional taxes, against the worked figures of DGII’s documents', () => {
  test.each([
    {
      why: 'specific tax on alcohol: 617.93 × 4.30 % × 16 × 0.65 × 1',
      taxes: [statedTax('006', '617.93', SPECIFIC, '276.34')],
      item: taxedLine(['006'], {
        CantidadItem: '1.00',
        CantidadReferencia: '16',
        GradosAlcohol: '4.30',
        TablaSubcantidad: { SubcantidadItem: [{ Subcantidad: '0.65' }] },
      }),
      amount: '276.34',
    },
    {
      why: 'specific and ad valorem on beer',
      taxes: [statedTax('006', '633.85', SPECIFIC, '540.04'), statedTax('023', '10', AD_VALOREM, '191.28')],
      item: taxedLine(['006', '023'], {
        CantidadItem: '2.00',
        CantidadReferencia: '24',
        GradosAlcohol: '5.00',
        PrecioUnitarioReferencia: '65.00',
        TablaSubcantidad: { SubcantidadItem: [{ Subcantidad: '0.355' }] },
      }),
      amount: '191.28',
    },
    {
      why: 'ad valorem in bulk: 10163.97 × 1.30 × 0.10 × 2',
      taxes: [statedTax('027', '10', AD_VALOREM, '2642.63')],
      item: taxedLine(['027'], { CantidadItem: '2.00', UnidadMedida: '18', PrecioUnitarioItem: '10163.97' }),
      amount: '2642.63',
    },
    {
      why: 'cigarettes: 10 × 20 × 53.51, and 20 % of (150 / 1.18 − 53.51) / 1.20',
      taxes: [statedTax('019', '53.51', SPECIFIC, '10702.00'), statedTax('036', '20', AD_VALOREM, '2453.84')],
      item: taxedLine(['019', '036'], {
        CantidadItem: '10.00',
        CantidadReferencia: '20',
        PrecioUnitarioReferencia: '150.00',
      }),
      amount: '2453.84',
    },
    {
      why: 'a tip of 10 % of the line',
      taxes: [statedTax('001', '10', 'OtrosImpuestosAdicionales', '100.00')],
      item: taxedLine(['001'], { PrecioUnitarioItem: '1000.00', MontoItem: '1000.00' }),
      amount: '100.00',
    },
  ])('$why', ({ taxes, item, amount }) => {
    const document = (stated: readonly object[]) => ({
      ...totals({ MontoTotal: '1.00', ImpuestosAdicionales: { ImpuestoAdicional: stated } }),
      'DetallesItems.Item': [item],
    })
    expect(taxesOf(document(taxes))).toEqual([])
    const beyond = (Number(amount) + 1.01).toFixed(2)
    const wrong = taxes.map((tax) => JSON.parse(JSON.stringify(tax).replace(`"${amount}"`, `"${beyond}"`)) as object)
    expect(taxesOf(document(wrong))).toHaveLength(1)
  })

  test('a tax of 001 to 005 that does not match rejects; a selective one only conditions', () => {
    const tip = read({
      ...totals({
        MontoTotal: '1.00',
        ImpuestosAdicionales: { ImpuestoAdicional: [statedTax('001', '10', 'OtrosImpuestosAdicionales', '50.00')] },
      }),
      'DetallesItems.Item': [taxedLine(['001'], { PrecioUnitarioItem: '1000.00', MontoItem: '1000.00' })],
    })
    expect([...additionalTaxFindings(tip)]).toMatchObject([{ effect: 'spent', code: '0' }])
  })
})

describe('bases', () => {
  test('prices that include the ITBIS are divided first, and discounts on the document subtracted after', () => {
    // The figures of the official case E310000000004.
    const document = {
      ...totals({
        MontoGravadoTotal: '15548.04',
        MontoGravadoI1: '12363.56',
        MontoGravadoI2: '3184.48',
        ITBIS1: '18',
        ITBIS2: '16',
        TotalITBIS: '2734.96',
        TotalITBIS1: '2225.44',
        TotalITBIS2: '509.52',
        MontoTotal: '18283.00',
      }),
      'Encabezado.IdDoc.IndicadorMontoGravado': '1',
      'DetallesItems.Item': [line('1', '1', '11000.00'), line('2', '1', '3825.00'), line('3', '2', '3752.00')],
      DescuentosORecargos: {
        DescuentoORecargo: [
          {
            NumeroLinea: '1',
            TipoAjuste: 'D',
            TipoValor: '$',
            MontoDescuentooRecargo: '200.00',
            IndicadorFacturacionDescuentooRecargo: '1',
          },
          {
            NumeroLinea: '2',
            TipoAjuste: 'D',
            TipoValor: '$',
            MontoDescuentooRecargo: '50.00',
            IndicadorFacturacionDescuentooRecargo: '2',
          },
        ],
      },
    }
    expect(saysOf(document)).toEqual([])
    const says = saysOf({ ...document, 'Encabezado.IdDoc.IndicadorMontoGravado': '0' })
    expect(says.some((text) => text.startsWith('MontoGravadoI1'))).toBe(true)
  })

  test('a charge on the document raises the base', () => {
    const charge = {
      DescuentosORecargos: {
        DescuentoORecargo: [
          {
            NumeroLinea: '1',
            TipoAjuste: 'R',
            TipoValor: '$',
            MontoDescuentooRecargo: '100.00',
            IndicadorFacturacionDescuentooRecargo: '1',
          },
        ],
      },
    }
    expect(saysOf(charge)).toHaveLength(2)
    const stated = {
      MontoGravadoTotal: '1100.00',
      MontoGravadoI1: '1100.00',
      ITBIS1: '18',
      TotalITBIS: '198.00',
      TotalITBIS1: '198.00',
      MontoTotal: '1298.00',
    }
    expect(saysOf({ ...charge, ...totals(stated) })).toEqual([])
  })

  test('what is not billed stays out of the total and in the period', () => {
    const lines = { 'DetallesItems.Item': [line('1', '4', '500.00'), line('2', '0', '70.00')] }
    const stated = {
      MontoExento: '500.00',
      MontoTotal: '500.00',
      MontoNoFacturable: '70.00',
      MontoPeriodo: '570.00',
      ValorPagar: '500.00',
    }
    expect(saysOf({ ...lines, ...totals(stated) })).toEqual([])
    expect(saysOf({ ...lines, ...totals({ ...stated, MontoPeriodo: '573.00' }) })).toHaveLength(1)
  })

  test('what is to be paid is the total with the old balance and without the advance', () => {
    const stated = { MontoExento: '1000.00', MontoTotal: '1000.00', SaldoAnterior: '-30.00', MontoAvancePago: '200.00' }
    const lines = { 'DetallesItems.Item': [line('1', '4', '1000.00')] }
    expect(saysOf({ ...lines, ...totals({ ...stated, ValorPagar: '770.00' }) })).toEqual([])
    expect(saysOf({ ...lines, ...totals({ ...stated, ValorPagar: '800.00' }) })).toHaveLength(1)
  })

  test('the tolerance grows with the lines', () => {
    const lines = { 'DetallesItems.Item': ['1', '2', '3'].map((number) => line(number, '4', '10.00')) }
    expect(saysOf({ ...lines, ...totals({ MontoExento: '33.00', MontoTotal: '33.00' }) })).toEqual([])
    expect(saysOf({ ...lines, ...totals({ MontoExento: '33.01', MontoTotal: '33.01' }) })).toHaveLength(1)
  })
})
