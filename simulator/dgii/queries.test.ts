import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, startBench, TAXPAYER, type Bench } from '../testing/client.ts'
import { invoice, nameOf, summary } from '../testing/invoices.ts'
import { decide, decideSummary, resultOf, submit } from '../testing/submission.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.stop())

async function ask(path: string, environment = 'testecf'): Promise<{ status: number; body: unknown }> {
  const authorization = `Bearer ${await bench.token(environment)}`
  const answer = await bench.get(`/${environment}/${path}`, { authorization })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** The security code of what was last received under a number. */
function codeOf(number: string): string {
  const sequence = bench.simulator.ledger.entries({ number }).at(-1)?.sequence ?? 0
  const xml = Buffer.from(bench.simulator.ledger.bytesOf(sequence) ?? []).toString()
  return /<SignatureValue>(.{6})/.exec(xml)?.[1] ?? ''
}

describe('reception', () => {
  test('answers with a trackId, and only later with a verdict', async () => {
    const trackId = await submit(bench, 'E310000000001', invoice('31', 'E310000000001'))
    expect(trackId).toMatch(/^[0-9a-f-]{36}$/)
    expect(await resultOf(bench, trackId)).toMatchObject({ codigo: '3', estado: 'En Proceso', mensajes: [] })
    bench.pass(199)
    expect(await resultOf(bench, trackId)).toMatchObject({ codigo: '3' })
    bench.pass(1)
    expect(await resultOf(bench, trackId)).toEqual({
      trackId,
      codigo: '1',
      estado: 'Aceptado',
      rnc: TAXPAYER,
      encf: 'E310000000001',
      secuenciaUtilizada: true,
      fechaRecepcion: '12/1/2026 12:00:00 PM',
      mensajes: [{ valor: '', codigo: '0' }],
    })
  })

  test('names the number as encf in some answers and as eNCF in others', async () => {
    expect(await decide(bench, 'E310000000002', invoice('31', 'E310000000002'))).toMatchObject({
      eNCF: 'E310000000002',
    })
  })

  test.each([
    ['E310000000003.xml', 'without the RNC'],
    [`${TAXPAYER}e310000000003.xml`, 'in lower case'],
    [` ${TAXPAYER}E310000000003.xml`, 'with a blank'],
    [`RFCE-${TAXPAYER}E310000000003.xml`, 'with a prefix'],
    [`${TAXPAYER}E310000000003`, 'without its ending'],
  ])('refuses the file name %s, %s (81)', async (name) => {
    const xml = bench.sign(invoice('31', 'E310000000003'))
    const answer = await bench.upload('/testecf/recepcion/api/facturaselectronicas', name, xml)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ trackId: null, error: '81' })
  })

  test('refuses the file name of a summary (3243), and the number stays free', async () => {
    const number = 'E320000000003'
    const answer = await bench.upload('/testecf/recepcionfc/api/recepcion/ecf', 'x.xml', bench.sign(summary(number)))
    expect(await answer.json()).toMatchObject({
      codigo: '2',
      mensajes: [{ codigo: '3243' }],
      secuenciaUtilizada: false,
    })
    expect(await decideSummary(bench, number, summary(number))).toMatchObject({ codigo: '1', encf: number })
  })

  test.each([
    ['text that is no XML', 'hello'],
    ['a document type', '<!DOCTYPE ECF><ECF/>'],
    ['another root', '<RFCE/>'],
    ['no number', '<ECF/>'],
    ['UTF-16', Buffer.from('<ECF/>', 'utf16le')],
    ['nothing', ''],
  ])('refuses %s as no valid file', async (_what, xml) => {
    const answer = await bench.upload('/testecf/recepcion/api/facturaselectronicas', nameOf('E310000000004'), xml)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ trackId: null, error: 'Archivo no válido' })
    const rfce = await bench.upload(
      '/testecf/recepcionfc/api/recepcion/ecf',
      nameOf('E320000000004'),
      `${String(xml)}<`,
    )
    expect(rfce.status).toBe(400)
    expect(await rfce.json()).toMatchObject({ codigo: '2', estado: 'Rechazado', secuenciaUtilizada: false })
  })

  test.each([
    ['a JSON body', { 'content-type': 'application/json' }, '{}'],
    ['bare XML', { 'content-type': 'text/xml' }, '<ECF/>'],
    ['multipart without its boundary', { 'content-type': 'multipart/form-data; boundary=x' }, 'nothing'],
    ['a part of another name', { 'content-type': 'multipart/form-data; boundary=x' }, part('file', 'a.xml')],
    ['a part without a file name', { 'content-type': 'multipart/form-data; boundary=x' }, part('xml', undefined)],
    ['two parts', { 'content-type': 'multipart/form-data; boundary=x' }, part('xml', 'a.xml', 'a.xml')],
  ])('refuses %s', async (_what, headers, body) => {
    const authorization = `Bearer ${await bench.token()}`
    const url = `${bench.simulator.baseUrl}/testecf/recepcion/api/facturaselectronicas`
    const answer = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'Archivo no válido' })
  })
})

function part(name: string, ...fileNames: readonly (string | undefined)[]): string {
  const parts = fileNames.map((fileName) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`
    return `--x\r\nContent-Disposition: form-data; name="${name}"${file}\r\nContent-Type: text/xml\r\n\r\n<ECF/>\r\n`
  })
  return `${parts.join('')}--x--\r\n`
}

test('paths and query names are not case sensitive', async () => {
  const number = 'E310000000010'
  const answer = await bench.upload(
    '/TestECF/Recepcion/API/FacturasElectronicas',
    nameOf(number),
    bench.sign(invoice('31', number)),
  )
  const { trackId } = (await answer.json()) as { trackId: string }
  bench.pass(200)
  const { body } = await ask(`ConsultaResultado/api/Consultas/Estado?TrackId=${trackId}`)
  expect(body).toMatchObject({ codigo: '1' })
})

describe('consulta resultado', () => {
  test('says that it does not know a trackId', async () => {
    const { body } = await ask('consultaresultado/api/consultas/estado?trackid=unknown')
    expect(body).toMatchObject({ codigo: '0', estado: 'No encontrado', secuenciaUtilizada: false })
  })
  test('wants a trackId', async () => {
    expect((await ask('consultaresultado/api/consultas/estado')).status).toBe(400)
  })
  test('knows nothing of another environment', async () => {
    const trackId = await submit(bench, 'E310000000011', invoice('31', 'E310000000011'))
    expect(await resultOf(bench, trackId, 'ecf')).toMatchObject({ codigo: '0' })
  })
})

describe('consulta trackids', () => {
  test('lists every time a number was handed in, rejected repetitions too', async () => {
    const number = 'E310000000012'
    const first = await submit(bench, number, invoice('31', number))
    const second = await submit(bench, number, invoice('31', number))
    bench.pass(200)
    const { body } = await ask(`consultatrackids/api/trackids/consulta?rncemisor=${TAXPAYER}&encf=${number}`)
    expect(body).toEqual(
      [
        { trackId: first, estado: 'Aceptado', fechaRecepcion: '12/1/2026 12:00:00 PM' },
        { trackId: second, estado: 'Rechazado', fechaRecepcion: '12/1/2026 12:00:00 PM' },
      ].map((each) => ({ ...each, fechaRecepcion: expect.stringMatching(/^12\/1\/2026 12:00:0\d PM$/) as string })),
    )
  })
  test('answers an empty list for what never came', async () => {
    const { body } = await ask(`consultatrackids/api/trackids/consulta?rncemisor=${TAXPAYER}&encf=E310000000999`)
    expect(body).toEqual([])
  })
})

describe('consulta estado', () => {
  const number = 'E310000000013'
  const path = (code: string) =>
    `consultaestado/api/consultas/estado?rncemisor=${TAXPAYER}&ncfelectronico=${number}&rnccomprador=131880681&codigoseguridad=${encodeURIComponent(code)}`

  test('tells what was accepted from what is not there, by number and code', async () => {
    await submit(bench, number, invoice('31', number))
    expect((await ask(path(codeOf(number)))).body).toMatchObject({ codigo: 0, estado: 'No encontrado' })
    bench.pass(200)
    expect((await ask(path(codeOf(number)))).body).toEqual({
      codigo: 1,
      estado: 'Aceptado',
      rncEmisor: TAXPAYER,
      ncfElectronico: number,
      montoTotal: 1180,
      totalITBIS: 180,
      fechaEmision: '01-12-2026',
      fechaFirma: '01-12-2026 11:59:00',
      rncComprador: '131880681',
      codigoSeguridad: codeOf(number),
      idExtranjero: null,
    })
    expect((await ask(path('xxxxxx'))).body).toMatchObject({ codigo: 0 })
  })

  test('is not offered in certecf', async () => {
    expect((await ask(path('xxxxxx'), 'certecf')).status).toBe(404)
  })
})

describe('consulta RFCE', () => {
  const number = 'E320000000014'
  const path = (code: string) =>
    `consultarfce/api/consultas/consulta?RNC_Emisor=${TAXPAYER}&ENCF=${number}&Cod_Seguridad_eCF=${encodeURIComponent(code)}`

  test('finds a summary by its code, in production', async () => {
    expect((await ask(path('a+B/9z'), 'ecf')).body).toMatchObject({ codigo: '0', estado: 'No encontrado' })
    await decideSummary(bench, number, summary(number), 'ecf')
    expect((await ask(path('a+B/9z'), 'ecf')).body).toMatchObject({
      rnc: TAXPAYER,
      codigo: '1',
      secuenciaUtilizada: true,
    })
    expect((await ask(path('a+B/9y'), 'ecf')).body).toMatchObject({ codigo: '0' })
  })

  test('is not offered elsewhere, unless the settings say so', async () => {
    expect((await ask(path('a+B/9z'))).status).toBe(404)
    const open = await startBench({ dgii: { summaryQueryIn: ['testecf'] } })
    const authorization = `Bearer ${await open.token()}`
    expect((await open.get(`/testecf/${path('a+B/9z')}`, { authorization })).status).toBe(200)
    await open.stop()
  })
})

describe('the stamp', () => {
  test('opens on an accepted document when everything on the paper is as in the XML', async () => {
    const number = 'E310000000015'
    await decide(bench, number, invoice('31', number))
    const query = (changes: Readonly<Record<string, string>> = {}) =>
      Object.entries({
        RncEmisor: TAXPAYER,
        RncComprador: '131880681',
        ENCF: number,
        FechaEmision: '01-12-2026',
        MontoTotal: '1180.00',
        FechaFirma: '01-12-2026 11:59:00',
        CodigoSeguridad: codeOf(number),
        ...changes,
      })
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('&')
    const said = async (text: string) =>
      bodyOf(await bench.get(`/testecf/consultatimbre?${text}`, { accept: 'application/json' }))

    expect(await said(query())).toEqual({ estado: 'Aceptado', coincide: true, diferencias: [] })
    expect(await said(query({ MontoTotal: '1180' }))).toEqual({
      estado: 'No coincide',
      coincide: false,
      diferencias: ['montototal'],
    })
    expect(await said(query({ CodigoSeguridad: 'AAAAAA' }))).toMatchObject({ coincide: false })
    expect(await said(query({ ENCF: 'E310000009999' }))).toMatchObject({ estado: 'No encontrado' })
    const page = await bench.get(`/testecf/consultatimbre?${query()}`)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('<h1>Aceptado</h1>')
  })

  test('of a small 32 is held against its summary', async () => {
    const number = 'E320000000016'
    await decideSummary(bench, number, summary(number))
    const path = (code: string) =>
      `/testecf/consultatimbrefc?rncemisor=${TAXPAYER}&encf=${number}&montototal=1180.00&codigoseguridad=${code}`
    const said = async (code: string) => bodyOf(await bench.get(path(code), { accept: 'application/json' }))
    expect(await said('a%2BB%2F9z')).toMatchObject({ coincide: true })
    // A plus sign that was not escaped reads as a blank.
    expect(await said('a+B/9z')).toMatchObject({ coincide: false, diferencias: ['codigoseguridad'] })
  })
})

describe('directory', () => {
  test('lists the partner of testecf and finds it by RNC', async () => {
    const base = `${bench.simulator.baseUrl}/testecf/emisorreceptor`
    const partner = expect.objectContaining({ rnc: '131880681', urlRecepcion: base, urlAceptacion: base }) as unknown
    expect((await ask('consultadirectorio/api/consultas/listado')).body).toEqual([partner])
    expect((await ask('consultadirectorio/api/consultas/obtenerdirectorioporrnc?RNC=131880681')).body).toEqual([
      partner,
    ])
    expect((await ask('consultadirectorio/api/consultas/obtenerdirectorioporrnc?rnc=1')).body).toEqual([])
    expect((await ask('consultadirectorio/api/consultas/obtenerdirectorioporrnc')).status).toBe(400)
    expect((await ask('consultadirectorio/api/consultas/listado', 'certecf')).status).toBe(404)
  })
})

describe('status of services', () => {
  const status = async (path: string, headers = { authorization: 'Apikey abc' }) =>
    bodyOf(await bench.get(`/api/estatusservicios/${path}`, headers))

  test('wants an API key', async () => {
    expect((await bench.get('/api/estatusservicios/obtenerestatus')).status).toBe(401)
  })
  test('shows maintenance where it is asked for, and production is number 2', async () => {
    const { id } = bench.simulator.faults.add({ kind: 'maintenance', environment: 'ecf' })
    expect(await status('verificarestado?ambiente=2')).toEqual({ estado: 'No Disponible' })
    expect(await status('verificarestado?ambiente=3')).toEqual({ estado: 'Disponible' })
    const services = (await status('obtenerestatus')) as { ambiente: string; estatus: string }[]
    expect(
      services.filter(({ estatus }) => estatus !== 'Disponible').every(({ ambiente }) => ambiente === 'Produccion'),
    ).toBe(true)
    expect(services.some(({ estatus }) => estatus !== 'Disponible')).toBe(true)
    bench.simulator.faults.remove(id)
    expect(await status('verificarestado?ambiente=2')).toEqual({ estado: 'Disponible' })
  })
  test('lists the maintenance windows of the settings', async () => {
    expect(await status('obtenerventanasmantenimiento')).toEqual({ ventanaMantenimientos: [] })
    expect(await status('verificarestado?ambiente=9')).toMatchObject({ codigo: '2' })
  })
})
