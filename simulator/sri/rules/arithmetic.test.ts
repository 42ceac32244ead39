import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSriBench, type SriBench } from '../../testing/sri/client.ts'
import type { Changes } from '../../testing/sri/documents.ts'
import type { Kind } from '../../testing/sri/sound-documents.ts'
import { ivaPercentOf } from './iva-rates.ts'

let bench: SriBench
let sequence = 0
beforeAll(async () => {
  bench = await startSriBench()
})
afterAll(() => bench.stop())

/** The faults of a document in words; none when it is authorised. */
async function faultsOf(kind: Kind, changes: Changes): Promise<readonly string[]> {
  sequence += 1
  const reply = await bench.issue(kind, changes, `001-001-${String(sequence).padStart(9, '0')}`)
  if (reply.state === 'AUTORIZADO') return []
  expect(reply.state, reply.text).toBe('NO AUTORIZADO')
  expect(new Set(reply.codes)).toEqual(new Set(['52']))
  return reply.details
}

const LINE = 'detalles.detalle.0'
const TAX = `${LINE}.impuestos.impuesto.0`
const TOTAL = 'infoFactura.totalConImpuestos.totalImpuesto.0'

/** A factura of one line, worked out by whoever writes the test. */
function factura(facts: {
  readonly line: Readonly<Record<string, string>>
  readonly taxes: readonly Readonly<Record<string, string>>[]
  readonly totals: readonly Readonly<Record<string, string>>[]
  readonly info: Readonly<Record<string, string>>
}): Changes {
  const total = facts.info.importeTotal ?? ''
  return {
    [LINE]: { descripcion: 'Bien', descuento: '0.00', ...facts.line, impuestos: { impuesto: facts.taxes } },
    'infoFactura.totalConImpuestos': { totalImpuesto: facts.totals },
    'infoFactura.pagos': { pago: [{ formaPago: '20', total }] },
    ...Object.fromEntries(Object.entries(facts.info).map(([name, value]) => [`infoFactura.${name}`, value])),
  }
}

describe('a factura that adds up', () => {
  test('with ICE, bottles and a discount: the figures of the ficha, at the rate of today', async () => {
    // 12,000 bottles at 25 less 5,000: ICE 5 %, IVA 15 % on both, USD 0.02 for each bottle.
    const ice = { codigo: '3', codigoPorcentaje: '3073', baseImponible: '295000.00', valor: '14750.00' }
    const iva = { codigo: '2', codigoPorcentaje: '4', baseImponible: '309750.00', valor: '46462.50' }
    const bottles = { codigo: '5', codigoPorcentaje: '5001', baseImponible: '12000.00', valor: '240.00' }
    const taxes = [
      { ...ice, tarifa: '5' },
      { ...iva, tarifa: '15' },
      { ...bottles, tarifa: '0.02' },
    ]
    const line = { cantidad: '12000', precioUnitario: '25', descuento: '5000.00', precioTotalSinImpuesto: '295000.00' }
    const info = { totalSinImpuestos: '295000.00', totalDescuento: '5000.00', importeTotal: '356452.50' }
    expect(await faultsOf('factura', factura({ line, taxes, totals: [ice, iva, bottles], info }))).toEqual([])

    const discounted = { ...iva, descuentoAdicional: '5.00', valor: '46461.75' }
    const less = { ...info, importeTotal: '356451.75' }
    const changes = factura({ line, taxes, totals: [ice, discounted, bottles], info: less })
    expect(await faultsOf('factura', changes)).toEqual([])
  })

  test('with ICE by the unit: plastic bags for which nothing is charged', async () => {
    const ice = { codigo: '3', codigoPorcentaje: '3680', baseImponible: '10.00', valor: '0.80' }
    const iva = { codigo: '2', codigoPorcentaje: '4', baseImponible: '0.80', valor: '0.12' }
    const changes = factura({
      line: { cantidad: '10', precioUnitario: '0', precioTotalSinImpuesto: '0.00' },
      taxes: [
        { ...ice, tarifa: '0.08' },
        { ...iva, tarifa: '15' },
      ],
      totals: [ice, iva],
      info: { totalSinImpuestos: '0.00', importeTotal: '0.92' },
    })
    expect(await faultsOf('factura', changes)).toEqual([])
  })

  test('with amounts of third parties, a tip and exporter’s costs', async () => {
    const changes = {
      otrosRubrosTerceros: { rubro: [{ concepto: 'Tasa', total: '5.00' }] },
      'infoFactura.propina': '10.00',
      'infoFactura.fleteInternacional': '1.00',
      'infoFactura.importeTotal': '131.00',
      'infoFactura.pagos.pago.0.total': '131.00',
    }
    expect(await faultsOf('factura', changes)).toEqual([])
  })

  test('with a subsidy', async () => {
    const subsidy = (totalSubsidio: string) => ({
      [`${LINE}.precioSinSubsidio`]: '60.00',
      'infoFactura.totalSubsidio': totalSubsidio,
    })
    expect(await faultsOf('factura', subsidy('20.00'))).toEqual([])
    expect(await faultsOf('factura', subsidy('10.00'))).toEqual([expect.stringContaining('totalSubsidio')])
  })

  test('with a cent of rounding between lines and header, in either direction, and no more', async () => {
    for (const [valor, importeTotal, isFine] of [
      ['15.01', '115.01', true],
      ['14.99', '114.99', true],
      ['15.02', '115.02', false],
    ] as const) {
      const faults = await faultsOf('factura', {
        [`${TOTAL}.valor`]: valor,
        'infoFactura.importeTotal': importeTotal,
        'infoFactura.pagos.pago.0.total': importeTotal,
      })
      expect(faults).toEqual(isFine ? [] : [expect.stringContaining('15.02')])
    }
  })

  test('with the IVA of many small lines worked out on their sum', async () => {
    const iva = { codigo: '2', codigoPorcentaje: '4', tarifa: '15', baseImponible: '0.33', valor: '0.05' }
    const line = {
      descripcion: 'Caramelo',
      cantidad: '1',
      precioUnitario: '0.33',
      descuento: '0.00',
      precioTotalSinImpuesto: '0.33',
      impuestos: { impuesto: [iva] },
    }
    const withTotal = (valor: string, importeTotal: string) => ({
      'detalles.detalle': Array.from({ length: 100 }, () => line),
      'infoFactura.totalSinImpuestos': '33.00',
      [`${TOTAL}.baseImponible`]: '33.00',
      [`${TOTAL}.valor`]: valor,
      'infoFactura.importeTotal': importeTotal,
      'infoFactura.pagos.pago.0.total': importeTotal,
    })
    expect(await faultsOf('factura', withTotal('4.95', '37.95'))).toEqual([])
    expect(await faultsOf('factura', withTotal('5.00', '38.00'))).toEqual([expect.stringContaining('4.95')])
  })

  test('without IVA: 0 %, not subject and exempt are three rates of nothing', async () => {
    for (const codigoPorcentaje of ['0', '6', '7']) {
      const faults = await faultsOf('factura', {
        [`${TAX}.codigoPorcentaje`]: codigoPorcentaje,
        [`${TAX}.tarifa`]: '0',
        [`${TAX}.valor`]: '0.00',
        [`${TOTAL}.codigoPorcentaje`]: codigoPorcentaje,
        [`${TOTAL}.valor`]: '0.00',
        'infoFactura.importeTotal': '100.00',
        'infoFactura.pagos.pago.0.total': '100.00',
      })
      expect(faults, codigoPorcentaje).toEqual([])
    }
  })

  test('with expenses of another that come to what is listed', async () => {
    const reimbursed = (total: string): Changes => ({
      'infoFactura.codDocReembolso': '41',
      'infoFactura.totalComprobantesReembolso': total,
      'infoFactura.totalBaseImponibleReembolso': '100.00',
      'infoFactura.totalImpuestoReembolso': '15.00',
      reembolsos: {
        reembolsoDetalle: [
          {
            tipoIdentificacionProveedorReembolso: '04',
            identificacionProveedorReembolso: '1760013210001',
            tipoProveedorReembolso: '02',
            codDocReembolso: '01',
            estabDocReembolso: '001',
            ptoEmiDocReembolso: '001',
            secuencialDocReembolso: '000000001',
            fechaEmisionDocReembolso: '01/12/2026',
            numeroautorizacionDocReemb: '1234567890',
            detalleImpuestos: {
              detalleImpuesto: [
                {
                  codigo: '2',
                  codigoPorcentaje: '4',
                  tarifa: '15',
                  baseImponibleReembolso: '100.00',
                  impuestoReembolso: '15.00',
                },
              ],
            },
          },
        ],
      },
    })
    expect(await faultsOf('factura', reimbursed('115.00'))).toEqual([])
    expect(await faultsOf('factura', reimbursed('100.00'))).toEqual([expect.stringContaining('Reembolso')])
  })
})

describe('a factura with one figure wrong is told which', () => {
  test.each<{ path: string; value: string; says: RegExp }>([
    { path: `${LINE}.precioTotalSinImpuesto`, value: '99.00', says: /precioTotalSinImpuesto/ },
    { path: `${LINE}.cantidad`, value: '3', says: /precioTotalSinImpuesto/ },
    { path: `${LINE}.descuento`, value: '1.00', says: /precioTotalSinImpuesto/ },
    { path: `${TAX}.baseImponible`, value: '99.00', says: /baseImponible del IVA/ },
    { path: `${TAX}.valor`, value: '14.00', says: /detalle 1, IVA/ },
    { path: `${TAX}.tarifa`, value: '12', says: /la tarifa del código de IVA 4 es 15/ },
    { path: `${TAX}.codigoPorcentaje`, value: '2', says: /el código de IVA 2 no está vigente/ },
    { path: `${TAX}.codigoPorcentaje`, value: '10', says: /no está vigente/ },
    { path: `${LINE}.impuestos`, value: '', says: /exactamente una vez/ },
    { path: 'infoFactura.totalSinImpuestos', value: '101.00', says: /totalSinImpuestos/ },
    { path: 'infoFactura.totalDescuento', value: '1.00', says: /totalDescuento/ },
    { path: `${TOTAL}.baseImponible`, value: '101.00', says: /totalConImpuestos, baseImponible/ },
    { path: `${TOTAL}.codigoPorcentaje`, value: '5', says: /no son los de los detalles/ },
    { path: `${TOTAL}.descuentoAdicional`, value: '5.00', says: /totalConImpuestos, IVA/ },
    { path: 'infoFactura.importeTotal', value: '116.00', says: /importeTotal/ },
    { path: 'infoFactura.propina', value: '10.01', says: /propina/ },
    { path: 'infoFactura.pagos.pago.0.total', value: '114.00', says: /pagos/ },
  ])('$path = "$value"', async ({ path, value, says }) => {
    const ofIce = { codigo: '3', codigoPorcentaje: '3073', tarifa: '0', baseImponible: '100.00', valor: '0.00' }
    const change = value === '' ? { impuesto: [ofIce] } : value
    expect((await faultsOf('factura', { [path]: change })).join('\n')).toMatch(says)
  })
})

describe('the other documents', () => {
  test.each<{ kind: Kind; path: string; value: string; says: RegExp }>([
    { kind: 'liquidacionCompra', path: 'infoLiquidacionCompra.importeTotal', value: '1.00', says: /importeTotal/ },
    { kind: 'notaCredito', path: 'infoNotaCredito.valorModificacion', value: '100.00', says: /valorModificacion/ },
    {
      kind: 'notaCredito',
      path: 'infoNotaCredito.fechaEmisionDocSustento',
      value: '31/03/2024',
      says: /no está vigente/,
    },
    { kind: 'notaDebito', path: 'infoNotaDebito.valorTotal', value: '100.00', says: /valorTotal/ },
    { kind: 'notaDebito', path: 'motivos.motivo.0.valor', value: '99.00', says: /totalSinImpuestos/ },
    { kind: 'notaDebito', path: 'infoNotaDebito.impuestos.impuesto.0.valor', value: '12.00', says: /IVA/ },
    { kind: 'notaDebito', path: 'infoNotaDebito.pagos.0.pago.0.total', value: '12.00', says: /pagos/ },
    ...(
      [
        ['retenciones.retencion.0.valorRetenido', '4.00', /valorRetenido/],
        ['retenciones.retencion.0.codigoRetencion', '2', /es del 70 %/],
        ['retenciones.retencion.0.codigoRetencion', '4', /no existe la retención de IVA 4/],
        ['retenciones.retencion.1.valorRetenido', '1.00', /valorRetenido/],
        ['impuestosDocSustento.impuestoDocSustento.0.valorImpuesto', '12.00', /valorImpuesto/],
        ['importeTotal', '112.00', /importeTotal/],
        ['pagos.pago.0.total', '112.00', /pagos/],
      ] as const
    ).map(([path, value, says]) => ({
      kind: 'comprobanteRetencion' as const,
      path: `docsSustento.docSustento.0.${path}`,
      value,
      says,
    })),
  ])('$kind: $path = $value', async ({ kind, path, value, says }) => {
    expect((await faultsOf(kind, { [path]: value })).join('\n')).toMatch(says)
  })

  test('a credit on a sale of March 2024 bears the 12 % of that day', async () => {
    const tax = { codigo: '2', codigoPorcentaje: '2', baseImponible: '100.00', valor: '12.00' }
    const changes = {
      'infoNotaCredito.fechaEmisionDocSustento': '31/03/2024',
      'infoNotaCredito.totalConImpuestos': { totalImpuesto: [tax] },
      'infoNotaCredito.valorModificacion': '112.00',
      [`${LINE}.impuestos`]: { impuesto: [{ ...tax, tarifa: '12' }] },
    }
    expect(await faultsOf('notaCredito', changes)).toEqual([])
  })

  test('a retención of the older version is looked at too', async () => {
    const withheld = (valorRetenido: string): Changes => ({
      version: '1.0.0',
      'infoCompRetencion.parteRel': undefined,
      docsSustento: undefined,
      impuestos: {
        impuesto: [
          {
            codigo: '1',
            codigoRetencion: '312',
            baseImponible: '100.00',
            porcentajeRetener: '2',
            valorRetenido,
            codDocSustento: '01',
            numDocSustento: '001001000000001',
            fechaEmisionDocSustento: '01/12/2026',
          },
        ],
      },
    })
    expect(await faultsOf('comprobanteRetencion', withheld('2.00'))).toEqual([])
    expect(await faultsOf('comprobanteRetencion', withheld('2.02'))).toHaveLength(1)
  })
})

test('at most ten differences are told', async () => {
  const line = { descripcion: 'x', cantidad: '1', precioUnitario: '1', descuento: '0', precioTotalSinImpuesto: '9.00' }
  const lines = Array.from({ length: 30 }, () => ({
    ...line,
    impuestos: {
      impuesto: [{ codigo: '2', codigoPorcentaje: '4', tarifa: '15', baseImponible: '9.00', valor: '1.35' }],
    },
  }))
  expect(await faultsOf('factura', { 'detalles.detalle': lines })).toHaveLength(10)
})

test.each([
  { code: '2', day: '2024-03-31', percent: '12' },
  { code: '2', day: '2024-04-01', percent: undefined },
  { code: '4', day: '2024-03-31', percent: undefined },
  { code: '4', day: '2024-04-01', percent: '15' },
  { code: '5', day: '2026-12-01', percent: '5' },
  { code: '3', day: '2017-05-31', percent: '14' },
  { code: '3', day: '2017-06-01', percent: undefined },
  { code: '8', day: '2026-02-14', percent: '8' },
  { code: '99', day: '2026-12-01', percent: undefined },
])('the IVA code $code on $day is $percent', ({ code, day, percent }) => {
  expect(ivaPercentOf(code, day)).toBe(percent)
})
