import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testPkcs12 } from '../../test/support/certificates.ts'
import { emite, emiteJson } from '../../test/support/command-line.ts'
import { examples } from '../../test/support/ecuadorian-examples.ts'
import { needs, shared } from '../../test/support/needs.ts'

const PASSWORD = 'prueba-123'
const INVOICE = examples().find(({ name }) => name === '01-invoice')?.xml ?? ''

let folder = ''
const path = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emite-verify-ec-'))
  await writeFile(path('good.p12'), (await testPkcs12({ password: PASSWORD })).file)
})
afterAll(() => rm(folder, { recursive: true }))

async function signed(file: string): Promise<string> {
  const ended = await emite(['sign', file, '--certificate', path('good.p12')], { typed: PASSWORD })
  expect(ended.exitCode).toBe(0)
  return ended.out
}

async function saved(text: string): Promise<string> {
  await writeFile(path('saved.xml'), text)
  return path('saved.xml')
}

const escaped = (xml: string) => xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function authorization(comprobante: string, prefix = ''): string {
  const namespace = prefix && ' xmlns:ns2="http://ec.gob.sri.ws.autorizacion"'
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${prefix}autorizacion${namespace}>\n  <estado>AUTORIZADO</estado>\n` +
    '  <fechaAutorizacion class="fechaAutorizacion">16/11/2026 10:30:02</fechaAutorizacion>\n' +
    `  <comprobante>${comprobante}</comprobante>\n  <mensajes/>\n</${prefix}autorizacion>`
  )
}

describe('emite verify, of Ecuador', () => {
  test.each(examples())('finds nothing wrong with $name as emite sign signs it', async ({ xml, draft }) => {
    const { exitCode, value } = await emiteJson(['verify', await saved(await signed(xml))])
    expect(value).toMatchObject({ right: true, country: 'ec', type: draft.type, faults: [] })
    expect(exitCode).toBe(0)
  })

  test('says so in words', async () => {
    const { out } = await emite(['verify', await saved(await signed(INVOICE))])
    expect(out).toContain('factura · 01 · Factura')
    expect(out).toContain('✓ Firma: válida')
    expect(out).toContain('✓ Certificado: vigente, también al firmar')
    expect(out).toContain('✓ Totales: sin faltas')
  })

  test('tells a document that was changed after signing', async () => {
    const altered = (await signed(INVOICE)).replace('<importeTotal>388.04', '<importeTotal>388.10')
    const { exitCode, value } = await emiteJson(['verify', await saved(altered)])
    expect(exitCode).toBe(1)
    expect(value).toMatchObject({
      signature: { valid: false, reason: 'digest-mismatch' },
      totals: { faults: [{ code: 'total-mismatch', path: 'infoFactura.importeTotal' }] },
    })
  })

  test('tells figures that were wrong when they were signed', async () => {
    const wrong = (await readFile(INVOICE, 'utf8')).replace('<importeTotal>388.04', '<importeTotal>388.10')
    const { exitCode, value } = await emiteJson(['verify', await saved(await signed(await saved(wrong)))])
    expect(exitCode).toBe(1)
    expect(value).toMatchObject({ signature: { valid: true }, totals: { faults: [{ code: 'total-mismatch' }] } })
  })

  test.each([
    { how: 'in CDATA', wrapped: (xml: string) => authorization(`<![CDATA[${xml}]]>`) },
    { how: 'escaped', wrapped: (xml: string) => authorization(escaped(xml)) },
    { how: 'with a prefix', wrapped: (xml: string) => authorization(escaped(xml), 'ns2:') },
    { how: 'after a byte order mark', wrapped: (xml: string) => `\ufeff${authorization(`<![CDATA[${xml}]]>`)}` },
  ])('takes a document as SRI wraps it, $how', async ({ wrapped }) => {
    const { value } = await emiteJson(['verify', await saved(wrapped(await signed(INVOICE)))])
    expect(value).toMatchObject({ right: true, root: 'factura', type: '01' })
  })
})

describe.skipIf(!needs('shared'))('the samples of SRI', () => {
  const sample = (name: string) => emiteJson(['verify', shared(`sri/samples/signed/${name}.xml`)])

  test.each(['credit-note_signed', 'retencion-1.0.0_signed'])('are in order: %s', async (name) => {
    expect(await sample(name)).toMatchObject({ exitCode: 0, value: { right: true, signature: { valid: true } } })
  })

  test('are not where the sample is misprinted: a discount that no line has', async () => {
    const { value } = await sample('invoice_signed')
    expect(value).toMatchObject({ right: false, signature: { valid: true }, faults: [] })
    expect(value).toMatchObject({ totals: { faults: [{ path: 'infoFactura.totalDescuento' }] } })
  })

  test.each(['invoice_unsigned', 'credit-note_unsigned'])('are not signed: %s', async (name) => {
    expect(await sample(name)).toMatchObject({ exitCode: 1, value: { signature: { reason: 'no-signature' } } })
  })
})
