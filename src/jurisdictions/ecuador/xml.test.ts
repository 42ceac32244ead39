import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { PreparedDocument } from '../jurisdiction.ts'
import { accessKeyParts } from './access-key.ts'
import { documentXml, numberedContent, type PreparedContent } from './xml.ts'

const AT = new Date('2026-11-16T15:30:00Z')
const NUMBERED = { number: '001-002-000000123', expiresOn: undefined }

function prepared(type: string, info: object, formerKey?: string, ruc = '1790000001001'): PreparedDocument {
  const content: PreparedContent = {
    content: { infoTributaria: { ambiente: '1', ruc, codDoc: type, estab: '001', ptoEmi: '002' }, ...info },
    formerKey,
    signatureDigest: 'sha1',
  }
  return {
    type,
    number: undefined,
    series: `${type}-001-002`,
    issueDate: '2026-11-16' as CalendarDate,
    currency: 'USD',
    total: '0.00',
    totals: {},
    buyerTaxId: undefined,
    buyerName: undefined,
    refersTo: undefined,
    follows: undefined,
    facts: {},
    warnings: [],
    content,
  }
}

const invoice = (formerKey?: string, fechaEmision = '16/11/2026', ruc?: string) =>
  prepared('01', { infoFactura: { fechaEmision } }, formerKey, ruc)
const keyOf = (document: PreparedDocument, number = NUMBERED.number, at = AT) =>
  numberedContent(document, { ...NUMBERED, number }, at).accessKey

describe('the clave de acceso of a document', () => {
  test('says what the document says', () => {
    expect(accessKeyParts(keyOf(invoice()))).toMatchObject({
      date: '2026-11-16',
      type: '01',
      ruc: '1790000001001',
      ambiente: '1',
      estab: '001',
      ptoEmi: '002',
      secuencial: '000000123',
    })
    const { content, accessKey } = numberedContent(invoice(), NUMBERED, AT)
    expect(content.infoTributaria).toMatchObject({ claveAcceso: accessKey, secuencial: '000000123' })
  })

  test('of a guía has the day its transport starts', () => {
    const waybill = prepared('06', { infoGuiaRemision: { fechaIniTransporte: '20/11/2026' } })
    expect(accessKeyParts(keyOf(waybill))).toMatchObject({ date: '2026-11-20', type: '06' })
  })

  test('is the same for the same signing, and another for another number or instant', () => {
    expect(keyOf(invoice())).toBe(keyOf(invoice()))
    const code = (key: string) => accessKeyParts(key)?.codigoNumerico
    expect(code(keyOf(invoice(), '001-002-000000124'))).not.toBe(code(keyOf(invoice())))
    expect(code(keyOf(invoice(), NUMBERED.number, new Date(AT.getTime() + 1)))).not.toBe(code(keyOf(invoice())))
  })

  test('stays through a correction, which SRI wants back under the same clave', () => {
    const former = keyOf(invoice())
    expect(keyOf(invoice(former), NUMBERED.number, new Date('2026-11-18T09:00:00Z'))).toBe(former)
  })

  test.each([
    ['date', (former: string) => keyOf(invoice(former, '17/11/2026')), { date: '2026-11-17' }],
    ['number', (former: string) => keyOf(invoice(former), '001-002-000000124'), { secuencial: '000000124' }],
    ['emission point', (former: string) => keyOf(invoice(former), '002-002-000000123'), { estab: '002' }],
    ['RUC', (former: string) => keyOf(invoice(former, '16/11/2026', '1760013210001')), { ruc: '1760013210001' }],
    [
      'type',
      (former: string) => keyOf(prepared('04', { infoNotaCredito: { fechaEmision: '16/11/2026' } }, former)),
      { type: '04' },
    ],
  ])('changes through a correction of the %s', (_, corrected, changed) => {
    const former = keyOf(invoice())
    const key = corrected(former)
    expect(key).not.toBe(former)
    expect(accessKeyParts(key)).toEqual({
      ...accessKeyParts(former),
      codigoNumerico: expect.stringMatching(/^\d{8}$/) as string,
      ...changed,
    })
  })
})

test('the XML is one canonical line that the signature can refer to', () => {
  expect(documentXml(invoice(), NUMBERED, AT)).toMatch(
    /^<factura id="comprobante" version="2\.1\.0"><infoTributaria><ambiente>1<\/ambiente><ruc>1790000001001<\/ruc><claveAcceso>\d{49}<\/claveAcceso><codDoc>01<\/codDoc><estab>001<\/estab><ptoEmi>002<\/ptoEmi><secuencial>000000123<\/secuencial><\/infoTributaria><infoFactura><fechaEmision>16\/11\/2026<\/fechaEmision><\/infoFactura><\/factura>$/,
  )
})

test('a trial without a number has a preview too', () => {
  expect(documentXml(invoice(), { number: '001-002-000000000', expiresOn: undefined }, AT)).toContain(
    '<secuencial>000000000<',
  )
})
