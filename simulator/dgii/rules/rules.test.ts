import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBench, type Bench } from '../../testing/client.ts'
import { invoice, line, summary, type Changes } from '../../testing/invoices.ts'
import { decide, decideSummary } from '../../testing/submission.ts'

let bench: Bench
let sequence = 100
const next = (type: string) => `E${type}${String(++sequence).padStart(10, '0')}`

beforeAll(async () => {
  bench = await startBench({ dgii: { register: ['131880681'] } })
  expect(await decide(bench, 'E310000000001', invoice('31', 'E310000000001'), 'ecf')).toMatchObject({ codigo: '1' })
})
afterAll(() => bench.stop())

const head = 'Encabezado'
const item = (...changes: readonly object[]) => ({
  'DetallesItems.Item': changes.map((change, i) => ({ ...line(String(i + 1), '1', '1000.00'), ...change })),
})

describe('a sound e-CF of each type is accepted', () => {
  test.each(['31', '32', '33', '34', '41', '43', '44', '45', '46', '47'])('%s', async (type) => {
    const number = next(type)
    // Its original has room for one more note of this size.
    const verdict = await decide(bench, number, invoice(type, number), 'ecf')
    expect(verdict).toMatchObject({
      estado: 'Aceptado',
      mensajes: [{ codigo: '0', valor: '' }],
      secuenciaUtilizada: true,
    })
  })
})

describe('what rejects and spends the number', () => {
  test.each<{ code: string; why: string; says?: string; type: string; changes: Changes }>([
    {
      code: '156',
      why: 'a credit note on the same day that says it is late',
      type: '34',
      changes: { [`${head}.IdDoc.IndicadorNotaCredito`]: '1' },
    },
    {
      code: '176',
      why: 'taxed lines without IndicadorMontoGravado',
      type: '31',
      changes: { [`${head}.IdDoc.IndicadorMontoGravado`]: undefined },
    },
    {
      code: '181',
      why: 'a note without the income type of its original',
      type: '33',
      changes: { [`${head}.IdDoc.TipoIngresos`]: undefined },
    },
    {
      code: '244',
      why: 'a line of a 44 that is not exempt',
      type: '44',
      changes: { 'DetallesItems.Item': [line('1', '1', '1000.00')] },
    },
    {
      code: '260',
      why: 'a withholding without MontoITBISRetenido',
      type: '41',
      changes: { 'DetallesItems.Item.0.Retencion.MontoITBISRetenido': undefined },
    },
    {
      code: '613',
      why: 'an e-CF that replaces an e-CF',
      type: '31',
      changes: {
        InformacionReferencia: {
          NCFModificado: 'E310000000001',
          FechaNCFModificado: '01-12-2026',
          CodigoModificacion: '4',
        },
      },
    },
    {
      code: '614',
      why: 'a note on what was never issued',
      type: '33',
      changes: { 'InformacionReferencia.NCFModificado': 'E310000009999' },
    },
    {
      code: '615',
      why: 'a note to another buyer',
      type: '33',
      changes: { [`${head}.Comprador.RNCComprador`]: '101010632' },
    },
    {
      code: '634',
      why: 'another date of the original',
      type: '33',
      changes: { 'InformacionReferencia.FechaNCFModificado': '30-11-2026' },
    },
    {
      code: '1381',
      why: 'a 44 without a buyer',
      type: '44',
      changes: { [`${head}.Comprador.RNCComprador`]: undefined },
    },
    {
      code: '1381',
      why: 'a large 32 without a buyer',
      type: '32',
      changes: { [`${head}.Comprador.RNCComprador`]: undefined },
    },
    {
      code: '2020',
      why: 'a discount without its table',
      type: '31',
      changes: item({ DescuentoMonto: '10.00', MontoItem: '990.00' }),
    },
    {
      code: '2020',
      why: 'a discount that its table does not add up to',
      type: '31',
      changes: item({
        DescuentoMonto: '10.00',
        TablaSubDescuento: { SubDescuento: [{ TipoSubDescuento: '$', MontoSubDescuento: '5.00' }] },
        MontoItem: '990.00',
      }),
    },
    {
      code: '2030',
      why: 'a charge without its table',
      type: '31',
      changes: item({ RecargoMonto: '10.00', MontoItem: '1010.00' }),
    },
    {
      code: '2150 and 0',
      why: 'a selective tax without TablaSubcantidad',
      type: '31',
      changes: item({ TablaImpuestoAdicional: { ImpuestoAdicional: [{ TipoImpuesto: '006' }] } }),
    },
    {
      code: '11170',
      why: 'a 47 without TotalISRRetencion',
      type: '47',
      changes: { [`${head}.Totales.TotalISRRetencion`]: undefined },
    },
    {
      code: '0',
      why: 'TipoPago 3 in a 31',
      says: 'TipoPago 3',
      type: '31',
      changes: { [`${head}.IdDoc.TipoPago`]: '3' },
    },
    {
      code: '0',
      why: 'a due date without credit',
      says: 'FechaLimitePago solo',
      type: '31',
      changes: { [`${head}.IdDoc.FechaLimitePago`]: '31-12-2026' },
    },
    {
      code: '0',
      why: 'a due date before the issue date',
      says: 'FechaLimitePago no puede',
      type: '31',
      changes: { [`${head}.IdDoc.TipoPago`]: '2', [`${head}.IdDoc.FechaLimitePago`]: '30-11-2026' },
    },
    {
      code: '0',
      why: 'a gift certificate outside a 32',
      says: 'FormaPago 5',
      type: '31',
      changes: { [`${head}.IdDoc.TablaFormasPago`]: { FormaDePago: [{ FormaPago: '5', MontoPago: '1180.00' }] } },
    },
    {
      code: '0',
      why: 'an RNC together with a foreign identification',
      says: 'se excluyen',
      type: '44',
      changes: { [`${head}.Comprador.IdentificadorExtranjero`]: 'X1' },
    },
    {
      code: '0',
      why: 'a line of a 46 that is not at 0 %',
      says: 'solo se admite 3',
      type: '46',
      changes: { 'DetallesItems.Item.0.IndicadorFacturacion': '4' },
    },
    {
      code: '0',
      why: 'goods in a 47',
      says: 'servicios',
      type: '47',
      changes: { 'DetallesItems.Item.0.IndicadorBienoServicio': '1' },
    },
    {
      code: '0',
      why: 'a perception',
      says: 'percepción',
      type: '41',
      changes: { 'DetallesItems.Item.0.Retencion.IndicadorAgenteRetencionoPercepcion': '2' },
    },
    {
      code: '0',
      why: 'lines that are not numbered from 1',
      says: 'NumeroLinea',
      type: '31',
      changes: { 'DetallesItems.Item.0.NumeroLinea': '2' },
    },
    {
      code: '0',
      why: 'a signing time in the future',
      says: 'FechaHoraFirma',
      type: '31',
      changes: { FechaHoraFirma: '01-12-2099 12:10:00' },
    },
    {
      code: '0',
      why: 'an issue date in the future',
      says: 'FechaEmision',
      type: '31',
      changes: { [`${head}.Emisor.FechaEmision`]: '02-12-2099' },
    },
    {
      code: '0',
      why: 'modification code 5 outside a 31',
      says: 'CodigoModificacion 5',
      type: '45',
      changes: {
        InformacionReferencia: {
          NCFModificado: 'B0200000001',
          FechaNCFModificado: '01-12-2026',
          CodigoModificacion: '5',
        },
      },
    },
    {
      code: '0',
      why: 'modification code 1 outside a note',
      says: 'CodigoModificacion 1',
      type: '31',
      changes: {
        InformacionReferencia: {
          NCFModificado: 'E310000000001',
          FechaNCFModificado: '01-12-2026',
          CodigoModificacion: '1',
        },
      },
    },
    {
      code: '0',
      why: 'a small 32 that should be a summary',
      says: 'RFCE',
      type: '32',
      changes: { [`${head}.Totales.MontoTotal`]: '249999.99' },
    },
  ])('$code: $why', async ({ code, says = '', type, changes }) => {
    const number = next(type)
    const verdict = await decide(bench, number, invoice(type, number, changes), 'ecf')
    expect(verdict).toMatchObject({ codigo: '2', estado: 'Rechazado', secuenciaUtilizada: true })
    expect(verdict.mensajes.map(({ codigo }) => codigo)).toEqual(code.split(' and '))
    expect(verdict.mensajes[0]?.valor).toContain(says)

    const again = await decide(bench, number, invoice(type, number), 'ecf')
    expect(again).toMatchObject({ codigo: '2', mensajes: [{ codigo: '1209' }], secuenciaUtilizada: true })
  })
})

describe('what rejects and leaves the number free', () => {
  test.each<{ why: string; says?: string; type: string; number?: string; changes: Changes; code: string }>([
    { code: '135', why: 'a number outside the authorised range', type: '31', number: 'E319999999999', changes: {} },
    {
      code: '135',
      why: 'a range that has expired',
      type: '31',
      changes: { [`${head}.IdDoc.FechaVencimientoSecuencia`]: '30-11-2026' },
    },
    {
      code: '0',
      why: 'a type that is not that of the number',
      says: 'no corresponde al tipo',
      type: '31',
      number: 'E450000000777',
      changes: {},
    },
    {
      code: '0',
      why: 'a missing element',
      says: 'TipoPago',
      type: '31',
      changes: { [`${head}.IdDoc.TipoPago`]: undefined },
    },
    {
      code: '0',
      why: 'a value outside its list',
      says: 'TipoPago',
      type: '31',
      changes: { [`${head}.IdDoc.TipoPago`]: '9' },
    },
  ])('$code: $why', async ({ code, says = '', type, number = next(type), changes }) => {
    const verdict = await decide(bench, number, invoice(type, number, changes), 'ecf')
    expect(verdict).toMatchObject({ codigo: '2', secuenciaUtilizada: false, mensajes: [{ codigo: code }] })
    expect(verdict.mensajes[0]?.valor).toContain(says)
    const again = await decide(bench, number, invoice(type, number, changes), 'ecf')
    expect(again.mensajes.map(({ codigo }) => codigo)).not.toContain('1209')
  })
})

describe('what is accepted with a remark', () => {
  test.each<{ code: string; why: string; says?: string; changes: Changes }>([
    {
      code: '1385',
      why: 'a buyer who is not in the register',
      changes: { [`${head}.Comprador.RNCComprador`]: '101010632' },
    },
    {
      code: '1934',
      why: 'a taxed amount that the lines do not add up to',
      changes: {
        [`${head}.Totales.MontoGravadoI1`]: '1001.01',
        [`${head}.Totales.MontoGravadoTotal`]: '1001.01',
        [`${head}.Totales.MontoTotal`]: '1181.01',
      },
    },
    {
      code: '0',
      why: 'a line amount beyond a peso',
      says: 'MontoItem de la línea 1',
      changes: { 'DetallesItems.Item.0.PrecioUnitarioItem': '1001.01' },
    },
    {
      code: '0',
      why: 'an ITBIS beyond the tolerance',
      says: 'TotalITBIS1',
      changes: {
        [`${head}.Totales.TotalITBIS1`]: '178.99',
        [`${head}.Totales.TotalITBIS`]: '178.99',
        [`${head}.Totales.MontoTotal`]: '1178.99',
      },
    },
    {
      code: '0',
      why: 'a total beyond the tolerance',
      says: 'MontoTotal',
      changes: { [`${head}.Totales.MontoTotal`]: '1181.01' },
    },
    {
      code: '0',
      why: 'an amount in another currency that is not the total at its rate',
      says: 'MontoTotalOtraMoneda',
      changes: { [`${head}.OtraMoneda`]: { TipoMoneda: 'USD', TipoCambio: '60.0000', MontoTotalOtraMoneda: '30.00' } },
    },
  ])('$code: $why', async ({ code, says = '', changes }) => {
    const number = next('31')
    const verdict = await decide(bench, number, invoice('31', number, changes), 'ecf')
    expect(verdict).toMatchObject({ codigo: '4', estado: 'Aceptado Condicional', secuenciaUtilizada: true })
    expect(verdict.mensajes.map(({ codigo }) => codigo)).toEqual([code])
    expect(verdict.mensajes[0]?.valor).toContain(says)
  })

  test('75: in testecf a number outside the ranges is only remarked upon', async () => {
    const verdict = await decide(bench, 'E310010000001', invoice('31', 'E310010000001'))
    expect(verdict).toMatchObject({ codigo: '4', mensajes: [{ codigo: '75' }] })
  })

  test('nothing within the tolerance: a peso for each line', async () => {
    const number = next('31')
    const total = { [`${head}.Totales.MontoTotal`]: '1181.00', 'DetallesItems.Item.0.PrecioUnitarioItem': '1001.00' }
    expect(await decide(bench, number, invoice('31', number, total), 'ecf')).toMatchObject({ codigo: '1' })
  })
})

describe('credit notes', () => {
  test('615: together they may not exceed the original and its debit notes', async () => {
    const [original, first, second, debit] = ['E310000000020', 'E340000000020', 'E340000000021', 'E330000000020']
    const on = { 'InformacionReferencia.NCFModificado': original }
    await decide(bench, original, invoice('31', original), 'ecf')
    expect(await decide(bench, first, invoice('34', first, on), 'ecf')).toMatchObject({ codigo: '1' })
    expect(await decide(bench, second, invoice('34', second, on), 'ecf')).toMatchObject({
      mensajes: [{ codigo: '615' }],
    })
    expect(await decide(bench, debit, invoice('33', debit, on), 'ecf')).toMatchObject({ codigo: '1' })
    const third = 'E340000000022'
    expect(await decide(bench, third, invoice('34', third, on), 'ecf')).toMatchObject({ codigo: '1' })
  })

  test('614: an original that still waits is not there yet; in order of arrival it is', async () => {
    const [original, note] = ['E310000000030', 'E340000000030']
    const on = { 'InformacionReferencia.NCFModificado': original }
    const early = 'E340000000031'
    expect(await decide(bench, early, invoice('34', early, on), 'ecf')).toMatchObject({ mensajes: [{ codigo: '614' }] })
    await decide(bench, original, invoice('31', original), 'ecf')
    expect(await decide(bench, note, invoice('34', note, on), 'ecf')).toMatchObject({ codigo: '1' })
  })

  test('a note may modify a small 32 of which only the summary came', async () => {
    const [original, note] = ['E320000000040', 'E340000000040']
    expect(await decideSummary(bench, original, summary(original), 'ecf')).toMatchObject({ codigo: '1' })
    const on = { 'InformacionReferencia.NCFModificado': original }
    expect(await decide(bench, note, invoice('34', note, on), 'ecf')).toMatchObject({ codigo: '1' })
  })
})

describe('summaries', () => {
  test.each<{ code: string; why: string; says?: string; changes: Changes }>([
    {
      code: '3205',
      why: 'from DOP 250,000 on the whole 32 is wanted',
      changes: { [`${head}.Totales`]: { MontoExento: '250000.00', MontoTotal: '250000.00' } },
    },
    {
      code: '3205',
      why: 'a total that is not the sum of its parts',
      changes: { [`${head}.Totales.MontoTotal`]: '1185.00' },
    },
    {
      code: '0',
      why: 'a taxed total that is not the sum of its rates',
      says: 'MontoGravadoTotal',
      changes: { [`${head}.Totales.MontoGravadoI1`]: '900.00' },
    },
    {
      code: '0',
      why: 'an ITBIS that is not the sum of its rates',
      says: 'TotalITBIS',
      changes: { [`${head}.Totales.TotalITBIS1`]: '170.00' },
    },
  ])('$code: $why', async ({ code, says = '', changes }) => {
    const number = next('32')
    const verdict = await decideSummary(bench, number, summary(number, changes), 'ecf')
    expect(verdict).toMatchObject({ codigo: '2', estado: 'Rechazado', secuenciaUtilizada: true })
    expect(verdict.mensajes.map(({ codigo }) => codigo)).toEqual([code])
    expect(verdict.mensajes[0]?.valor).toContain(says)
  })

  test('without a security code it is no summary', async () => {
    const number = next('32')
    const verdict = await decideSummary(
      bench,
      number,
      summary(number, { [`${head}.CodigoSeguridadeCF`]: undefined }),
      'ecf',
    )
    expect(verdict).toMatchObject({ codigo: '2', secuenciaUtilizada: false })
  })

  test('in certecf a rejection spends the number whatever the reason', async () => {
    const number = next('32')
    const broken = summary(number, { [`${head}.CodigoSeguridadeCF`]: undefined })
    expect(await decideSummary(bench, number, broken, 'certecf')).toMatchObject({
      codigo: '2',
      secuenciaUtilizada: true,
    })
  })

  test('1209: the number of a summary is the number of the invoice', async () => {
    const number = next('32')
    expect(await decideSummary(bench, number, summary(number), 'ecf')).toMatchObject({ codigo: '1' })
    expect(await decideSummary(bench, number, summary(number), 'ecf')).toMatchObject({ mensajes: [{ codigo: '1209' }] })
    expect(await decide(bench, number, invoice('32', number), 'ecf')).toMatchObject({ mensajes: [{ codigo: '1209' }] })
  })
})

test('each environment has numbers of its own', async () => {
  const number = next('31')
  for (const environment of ['testecf', 'certecf', 'ecf']) {
    expect(await decide(bench, number, invoice('31', number), environment)).toMatchObject({ codigo: '1' })
  }
})
