import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testAuthority, testPkcs12 } from '../../test/support/certificates.ts'
import { emite, emiteJson } from '../../test/support/command-line.ts'
import { needs, shared } from '../../test/support/needs.ts'

const PASSWORD = 'prueba-123'

let folder = ''
const path = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emite-verify-'))
  await writeFile(path('good.p12'), (await testPkcs12({ password: PASSWORD })).file)
  const { root, intermediate } = await testAuthority()
  await writeFile(path('authorities.pem'), [root, intermediate].map(pem).join(''))
  await writeFile(path('root-only.pem'), pem(root))
})
afterAll(() => rm(folder, { recursive: true }))

function pem(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
}

/** A type 31 of two lines with 18 %: 500 + 90. */
function invoice({ total = '590.00', signedAt = '21-11-2025 10:30:00', extra = '' } = {}): string {
  const item = (n: number) =>
    `<Item><NumeroLinea>${n}</NumeroLinea><IndicadorFacturacion>1</IndicadorFacturacion><NombreItem>Café</NombreItem>` +
    '<IndicadorBienoServicio>1</IndicadorBienoServicio><CantidadItem>1.00</CantidadItem>' +
    '<PrecioUnitarioItem>250.0000</PrecioUnitarioItem><MontoItem>250.00</MontoItem></Item>'
  return (
    '<ECF><Encabezado><Version>1.0</Version><IdDoc><TipoeCF>31</TipoeCF><eNCF>E310000000001</eNCF>' +
    '<FechaVencimientoSecuencia>31-12-2028</FechaVencimientoSecuencia><IndicadorMontoGravado>0</IndicadorMontoGravado>' +
    '<TipoIngresos>01</TipoIngresos><TipoPago>1</TipoPago></IdDoc>' +
    '<Emisor><RNCEmisor>999999992</RNCEmisor><RazonSocialEmisor>DEMO</RazonSocialEmisor>' +
    '<DireccionEmisor>Calle 1</DireccionEmisor><FechaEmision>21-11-2025</FechaEmision></Emisor>' +
    '<Comprador><RNCComprador>131880681</RNCComprador><RazonSocialComprador>X</RazonSocialComprador></Comprador>' +
    `<Totales><MontoGravadoTotal>500.00</MontoGravadoTotal><MontoGravadoI1>500.00</MontoGravadoI1><ITBIS1>18</ITBIS1>` +
    `<TotalITBIS>90.00</TotalITBIS><TotalITBIS1>90.00</TotalITBIS1><MontoTotal>${total}</MontoTotal></Totales>` +
    `${extra}</Encabezado><DetallesItems>${item(1)}${item(2)}</DetallesItems>` +
    `<FechaHoraFirma>${signedAt}</FechaHoraFirma></ECF>`
  )
}

async function signed(xml: string): Promise<string> {
  const [plain, output] = [path('plain.xml'), path('signed.xml')]
  await writeFile(plain, xml)
  const args = ['sign', plain, '--certificate', path('good.p12'), '--output', output]
  expect(await emite(args, { typed: PASSWORD })).toMatchObject({ exitCode: 0 })
  return output
}

describe('emite verify', () => {
  test('finds nothing wrong with a document that is right', async () => {
    const { exitCode, out } = await emite(['verify', await signed(invoice())])
    expect(exitCode).toBe(0)
    expect(out).toContain('Factura de Crédito Fiscal Electrónica')
    expect(out).toContain('✓ Firma: válida')
    expect(out).toContain('✓ Totales: sin faltas')
    expect(out).toContain('JUANA PÉREZ DE LA CRUZ')
  })

  test('says it in English', async () => {
    const { out } = await emite(['verify', await signed(invoice()), '--lang', 'en'])
    expect(out).toContain('Tax credit invoice')
    expect(out).toContain('All in order.')
  })

  test.each([
    { chain: 'found', authorities: ['authorities.pem'] },
    { chain: 'not-found', authorities: ['root-only.pem'] },
    { chain: 'not-asked', authorities: [] },
  ])('follows the chain as far as it is given: $chain', async ({ chain, authorities }) => {
    const options = authorities.length > 0 ? ['--authorities', ...authorities.map(path)] : []
    const { value } = await emiteJson(['verify', await signed(invoice()), ...options])
    expect(value).toMatchObject({ right: true, certificate: { chain, taxId: '00113918253' } })
  })

  test.each([
    { why: 'totals beyond what DGII tolerates', xml: invoice({ total: '600.00' }), path: 'Encabezado.Totales.MontoTotal' },
    { why: 'a line that does not come out', xml: invoice().replace('<MontoItem>250.00', '<MontoItem>270.00'), path: 'DetallesItems.Item[0].MontoItem' },
  ])('computes the figures anew: $why', async ({ xml, path: place }) => {
    const { exitCode, value } = await emiteJson(['verify', await signed(xml)])
    expect(exitCode).toBe(1)
    expect(value).toMatchObject({ right: false, signature: { valid: true } })
    const { faults } = (value as { totals: { faults: { code: string; path: string }[] } }).totals
    expect(faults).toContainEqual(expect.objectContaining({ code: 'total-mismatch', path: place }))
  }) // prettier-ignore

  test('tells an element that does not belong there', async () => {
    const { exitCode, value } = await emiteJson(['verify', await signed(invoice({ extra: '<Propina>1</Propina>' }))])
    expect(exitCode).toBe(1)
    expect(value).toMatchObject({ faults: [{ path: 'Encabezado.Propina' }], totals: { faults: [] } })
  })

  test('tells a document that was changed after signing', async () => {
    const file = await signed(invoice())
    await writeFile(file, (await readFile(file, 'utf8')).replace('Calle 1', 'Calle 2'))
    const { exitCode, value } = await emiteJson(['verify', file])
    expect(exitCode).toBe(1)
    expect(value).toMatchObject({ signature: { valid: false, reason: 'digest-mismatch' } })
  })

  test('tells a document that is not signed', async () => {
    await writeFile(path('unsigned.xml'), invoice())
    const { exitCode, out } = await emite(['verify', path('unsigned.xml')])
    expect(exitCode).toBe(1)
    expect(out).toContain('✗ Firma: el documento no está firmado')
  })

  test.each([
    {
      why: 'long before its certificate began',
      signedAt: '21-11-2019 10:30:00',
      validity: 'not-yet-then',
      exitCode: 0,
    },
    { why: 'long after its certificate ended', signedAt: '21-11-2045 10:30:00', validity: 'never', exitCode: 1 },
  ])('says when a document was signed $why', async ({ signedAt, validity, exitCode }) => {
    const ended = await emiteJson(['verify', await signed(invoice({ signedAt }))])
    expect(ended).toMatchObject({ exitCode, value: { certificate: { validity } } })
  })

  test('wants certificates among the authorities', async () => {
    const file = await signed(invoice())
    expect(await emite(['verify', file, '--authorities', file])).toMatchObject({ exitCode: 1, out: '' })
  })
})

describe.skipIf(!needs('shared'))('the official samples', () => {
  const SAMPLES = [
    'set-pruebas-a/signed/999999992E310000000002',
    'set-pruebas-a/signed/999999992E340000000018',
    'set-pruebas-a/signed/999999992E460000000009',
    'set-pruebas-a/signed/RFCE-999999992E320000000011',
    'set-pruebas-a/signed/ACECF-999999992E310000000002',
    'others/arecf-recibido-999999982E310000000002.signed',
    'others/anecf-dos-tipos.signed',
    'others/semilla.signed',
  ]
  test.each(SAMPLES)('are in order: %s', async (sample) => {
    expect(await emite(['verify', shared(`dgii/samples/${sample}.xml`)])).toMatchObject({ exitCode: 0 })
  })

  test.each([
    { sample: 'ecf-31-empty-tag', says: 'Encabezado.Emisor.Sucursal' },
    { sample: 'ecf-31-tampered-total', says: 'cambió después de firmarse' },
    { sample: 'ecf-31-wrong-element-order', says: 'debe ir antes de MontoTotal' },
  ])('that are wrong are told so: $sample', async ({ sample, says }) => {
    const { exitCode, out } = await emite(['verify', shared(`dgii/samples/negative/${sample}.xml`)])
    expect(exitCode).toBe(1)
    expect(out).toContain(says)
  })
})
