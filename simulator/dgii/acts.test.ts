import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, startBench, TAXPAYER, type Bench } from '../testing/client.ts'
import { invoice } from '../testing/invoices.ts'
import { decide, submit } from '../testing/submission.ts'
import { approval } from './partner/documents.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.stop())

const BUYER = '131880681'

describe('commercial approval', () => {
  const approve = async (
    number: string,
    changes: Partial<Parameters<typeof approval>[0]> = {},
    fileName = `${BUYER}${number}.xml`,
  ) => {
    const about = {
      issuer: TAXPAYER,
      buyer: BUYER,
      number,
      date: '01-12-2026',
      total: '1180.00',
      state: '1',
      at: bench.now(),
      ...changes,
    } as const
    const xml = bench.sign(approval(about))
    return bodyOf(await bench.upload('/testecf/aprobacioncomercial/api/aprobacioncomercial', fileName, xml))
  }

  test('is taken once DGII has accepted the e-CF, and not before', async () => {
    const number = 'E310000000001'
    expect(await approve(number)).toMatchObject({ estado: 'Rechazado', codigo: '02' })
    await submit(bench, number, invoice('31', number))
    expect(await approve(number)).toMatchObject({ codigo: '02' })
    bench.pass(200)
    expect(await approve(number)).toEqual({ mensaje: [expect.any(String)], estado: 'Aceptado', codigo: '01' })
    expect(await approve(number, { state: '2' })).toMatchObject({ codigo: '01' })
  })

  test('must say what the e-CF says', async () => {
    const number = 'E310000000002'
    await decide(bench, number, invoice('31', number))
    expect(await approve(number, { total: '1180.01' })).toMatchObject({
      codigo: '02',
      mensaje: ['MontoTotal no es el del e-CF.'],
    })
    expect(await approve(number, { date: '30-11-2026' })).toMatchObject({
      mensaje: ['FechaEmision no es la del e-CF.'],
    })
    expect(await approve(number, { buyer: '101010632' }, `101010632${number}.xml`)).toMatchObject({ codigo: '02' })
  })

  test('is not for a type that takes none, nor under another file name', async () => {
    await decide(bench, 'E460000000001', invoice('46', 'E460000000001'))
    expect(await approve('E460000000001', { total: '1000.00' })).toMatchObject({
      mensaje: ['El tipo 46 no requiere aprobación comercial.'],
    })
    expect(await approve('E310000000001', {}, `${TAXPAYER}E310000000001.xml`)).toMatchObject({ codigo: '02' })
  })

  test('is refused with the words of the schema when its form is wrong', async () => {
    const answer = await bench.upload(
      '/testecf/aprobacioncomercial/api/aprobacioncomercial',
      'x.xml',
      bench.sign('<ACECF><X>1</X></ACECF>'),
    )
    expect(await answer.json()).toMatchObject({
      codigo: '02',
      mensaje: [expect.stringContaining('Estructura XML inválida')],
    })
    const wrongRoot = await bench.upload('/testecf/aprobacioncomercial/api/aprobacioncomercial', 'x.xml', '<ECF/>')
    expect(await wrongRoot.json()).toMatchObject({ codigo: '02' })
  })
})

describe('voiding', () => {
  const voiding = (type: string, ranges: readonly (readonly [number, number])[], total?: number) => {
    const count = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
    const number = (sequence: number) => `E${type}${String(sequence).padStart(10, '0')}`
    const rows = ranges.map(
      ([first, last]) =>
        `<Secuencias><SecuenciaeNCFDesde>${number(first)}</SecuenciaeNCFDesde><SecuenciaeNCFHasta>${number(last)}</SecuenciaeNCFHasta></Secuencias>`,
    )
    return bench.sign(
      `<ANECF><Encabezado><Version>1.0</Version><RncEmisor>${TAXPAYER}</RncEmisor><CantidadeNCFAnulados>${total ?? count}</CantidadeNCFAnulados><FechaHoraAnulacioneNCF>01-12-2026 10:00:00</FechaHoraAnulacioneNCF></Encabezado><DetalleAnulacion><Anulacion><NoLinea>1</NoLinea><TipoeCF>${type}</TipoeCF><TablaRangoSecuenciasAnuladaseNCF>${rows.join('')}</TablaRangoSecuenciasAnuladaseNCF><CantidadeNCFAnulados>${count}</CantidadeNCFAnulados></Anulacion></DetalleAnulacion></ANECF>`,
    )
  }
  const send = async (xml: string) =>
    bodyOf(await bench.upload('/testecf/anulacionrangos/api/operaciones/anularrango', `${TAXPAYER}.xml`, xml))

  test('takes numbers out of use for good', async () => {
    expect(await send(voiding('44', [[50, 51]]))).toEqual({ rnc: TAXPAYER, codigo: '1', nombre: null, mensajes: [] })
    const verdict = await decide(bench, 'E440000000051', invoice('44', 'E440000000051'))
    expect(verdict).toMatchObject({ codigo: '2', secuenciaUtilizada: true })
    expect(verdict.mensajes[0]?.valor).toContain('anulado')
    expect(await decide(bench, 'E440000000052', invoice('44', 'E440000000052'))).toMatchObject({ codigo: '1' })
  })

  test('is refused as a whole when one number was used or is being decided', async () => {
    await submit(bench, 'E440000000060', invoice('44', 'E440000000060'))
    expect(await send(voiding('44', [[55, 65]]))).toMatchObject({
      codigo: '2',
      mensajes: ['Ya fueron utilizados: E440000000060.'],
    })
    expect(await decide(bench, 'E440000000055', invoice('44', 'E440000000055'))).toMatchObject({ codigo: '1' })
  })

  test.each([
    ['counts that do not add up', () => voiding('44', [[70, 72]], 4), 'no coincide'],
    [
      'a range that ends before it begins',
      () =>
        voiding('44', [
          [72, 70],
          [80, 90],
        ]),
      'termina antes',
    ],
    ['a file changed after it was signed', () => voiding('44', [[70, 72]]).replaceAll('E44', 'E31'), 'Firma'],
    ['what is no ANECF', () => '<ECF/>', 'ANECF'],
  ])('refuses %s', async (_what, xml, words) => {
    expect(await send(xml())).toMatchObject({
      codigo: '2',
      mensajes: expect.arrayContaining([expect.stringContaining(words)]) as string[],
    })
  })

  test('is not offered in certecf', async () => {
    const answer = await bench.upload('/certecf/anulacionrangos/api/operaciones/anularrango', 'x.xml', '<ANECF/>')
    expect(answer.status).toBe(404)
  })
})
