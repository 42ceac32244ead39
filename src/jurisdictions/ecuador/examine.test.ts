import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../test/support/needs.ts'
import { UnreadableXml } from '../../xml/unreadable.ts'
import { examine } from './examine.ts'

describe.skipIf(!needs('shared'))('examine', () => {
  const file = (path: string) => readFileSync(shared(`sri/samples/${path}`))
  const invoice = needs('shared') ? file('signed/invoice_signed.xml').toString() : ''

  test.each([
    ['invoice_signed.xml', 'factura', '01'],
    ['credit-note_signed.xml', 'notaCredito', '04'],
    ['retencion-1.0.0_signed.xml', 'comprobanteRetencion', '07'],
  ])('tells what %s says and that it holds', async (name, root, type) => {
    const found = await examine(file(`signed/${name}`))
    expect(found).toMatchObject({ type, content: { name: root }, verification: { valid: true } })
    expect(found?.verification.certificate?.subject).toBeTruthy()
    expect(found?.signedAt).toBeInstanceOf(Date)
  })

  test('tells that a changed file does not hold, and looks at it as it stands', async () => {
    const changed = invoice.replace(/<importeTotal>[^<]*/, '<importeTotal>1e9')
    expect(changed).not.toBe(invoice)
    const found = await examine(Buffer.from(changed))
    expect(found).toMatchObject({ type: '01', verification: { valid: false }, signedAt: undefined })
    expect(found?.faults.map(({ path }) => path)).toContain('infoFactura.importeTotal')
  })

  const escaped = invoice.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const authorization = (comprobante: string, prefix = '') =>
    `<${prefix}autorizacion${prefix && ' xmlns:ns2="http://ec.gob.sri.ws.autorizacion"'}><estado>AUTORIZADO</estado>` +
    `<fechaAutorizacion class="fechaAutorizacion">15/07/2025 10:11:12</fechaAutorizacion><ambiente>PRUEBAS</ambiente>` +
    `<comprobante>${comprobante}</comprobante><mensajes/></${prefix}autorizacion>`

  test.each([
    ['in CDATA', authorization(`<![CDATA[${invoice}]]>`)],
    ['escaped', authorization(escaped)],
    ['with a prefix', authorization(escaped, 'ns2:')],
    [
      'after a byte order mark',
      `\ufeff<?xml version="1.0" encoding="UTF-8"?>${authorization(`<![CDATA[${invoice}]]>`)}`,
    ],
    ['after blanks', authorization(`\n  <![CDATA[${invoice}]]>\n`)],
    [
      'in a SOAP answer',
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${authorization(escaped)}</s:Body></s:Envelope>`,
    ],
  ])('finds the comprobante in an authorisation, %s', async (_, wrapped) => {
    const found = await examine(Buffer.from(wrapped))
    expect(found).toMatchObject({ type: '01', content: { name: 'factura' }, verification: { valid: true } })
  })
})

test('knows the files of SRI, and no others', async () => {
  expect(await examine(Buffer.from('<ECF></ECF>'))).toBeUndefined()
  const version = await examine(Buffer.from('<factura id="comprobante" version="9.9.9"></factura>'))
  expect(version?.faults).toMatchObject([{ code: 'xml-unknown-kind', path: '@version' }])
  await expect(examine(Buffer.from('<factura>'))).rejects.toThrow(UnreadableXml)
})
