import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DELAY_MS, sign, startSriBench, type SriBench } from '../testing/sri/client.ts'
import { identity } from '../testing/sri/certificate.ts'
import { documentOf, keyIn, withCheckDigit, type Changes } from '../testing/sri/documents.ts'
import { BUYER_CEDULA, ISSUER, type Kind } from '../testing/sri/sound-documents.ts'
import { signed } from '../testing/sri/signing.ts'
import type { SriSettings } from './settings.ts'

let bench: SriBench
beforeEach(async () => {
  bench = await startSriBench()
})
afterEach(() => bench.stop())

async function judged(xml: string, sri: SriSettings = {}) {
  const own = await startSriBench({ sri })
  expect(await own.send(xml)).toMatchObject({ state: 'RECIBIDA' })
  own.pass(DELAY_MS)
  const reply = await own.ask(keyIn(xml))
  await own.stop()
  return reply
}

describe('the issuer', () => {
  test.each(['2', '10', '27', '34', '37', '46', '56', '57', '63'] as const)('may be in trouble: %s', async (code) => {
    const reply = await judged(sign(documentOf('factura')), { issuerTroubles: [{ issuer: ISSUER, code }] })
    expect(reply).toMatchObject({ state: 'NO AUTORIZADO', codes: [code] })
  })

  test('is in trouble only where the setting says so', async () => {
    const elsewhere: SriSettings = {
      issuerTroubles: [
        { issuer: '1790000000001', code: '2' },
        { issuer: ISSUER, environment: 'cel', code: '2' },
        { issuer: ISSUER, establishment: '002', code: '56' },
        { issuer: ISSUER, type: '04', code: '34' },
      ],
    }
    expect(await judged(sign(documentOf('factura')), elsewhere)).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('exists, where it is known who does', async () => {
    const sri = { register: ['1760013210001'] }
    expect(await judged(sign(documentOf('factura')), sri)).toMatchObject({ state: 'NO AUTORIZADO', codes: ['46'] })
  })
})

describe('the access key is that of the document (58)', () => {
  const key = keyIn(documentOf('factura'))
  const swapped = (from: number, text: string) =>
    withCheckDigit(`${key.slice(0, from)}${text}${key.slice(from + text.length, 48)}`)

  test.each([
    { part: 'date', other: swapped(0, '30112026') },
    { part: 'type', other: swapped(8, '04') },
    { part: 'RUC', other: swapped(10, '1790099999001') },
    { part: 'ambiente', other: swapped(23, '2') },
    { part: 'establishment', other: swapped(24, '002') },
    { part: 'point of emission', other: swapped(27, '002') },
    { part: 'sequence', other: swapped(30, '000000009') },
    { part: 'kind of emission', other: swapped(47, '2') },
    { part: 'check digit', other: `${key.slice(0, 48)}${(Number(key[48]) + 1) % 10}` },
  ])('$part', async ({ other }) => {
    const xml = sign(documentOf('factura', { 'infoTributaria.claveAcceso': other }))
    expect(await judged(xml)).toMatchObject({ state: 'NO AUTORIZADO', codes: ['58'] })
  })

  test('a guía takes the day its transport begins', async () => {
    const starts: Changes = { 'infoGuiaRemision.fechaIniTransporte': '02/12/2026' }
    const xml = documentOf('guiaRemision', starts)
    expect(keyIn(xml).slice(0, 8)).toBe('02122026')
    expect(await judged(sign(xml))).toMatchObject({ state: 'AUTORIZADO' })
    const today = documentOf('guiaRemision', {
      ...starts,
      'infoTributaria.claveAcceso': keyIn(documentOf('guiaRemision')),
    })
    expect(await judged(sign(today))).toMatchObject({ codes: ['58'] })
  })
})

describe('signature and certificate', () => {
  const xml = documentOf('factura')

  test.each<{ why: string; signedXml: string; sri?: SriSettings; code: string | undefined }>([
    { why: 'none', signedXml: xml, code: '39' },
    { why: 'a time ahead of the clock', signedXml: sign(xml, { at: '2026-12-01T12:02:00-05:00' }), code: '39' },
    { why: 'a time a little ahead', signedXml: sign(xml, { at: '2026-12-01T12:00:59-05:00' }), code: undefined },
    { why: 'milliseconds', signedXml: sign(xml, { at: '2026-12-01T11:59:00.123-05:00' }), code: undefined },
    { why: 'an expired certificate', signedXml: signed(xml, identity({ to: '2026-11-30' })), code: '39' },
    { why: 'a certificate of tomorrow', signedXml: signed(xml, identity({ from: '2026-12-03' })), code: '39' },
    { why: 'a certificate for something else', signedXml: signed(xml, identity({ isForSigning: false })), code: '39' },
    { why: 'no certificate', signedXml: sign(xml).replace(/(<ds:X509Certificate>)[^<]*/, '$1QUFB'), code: '40' },
    {
      why: 'a revoked certificate',
      signedXml: sign(xml),
      sri: { revokedCertificates: [identity().certificate.serialNumber] },
      code: '42',
    },
    {
      why: 'an authority nobody trusts',
      signedXml: sign(xml),
      sri: { trustedCertificates: [identity({ from: '2021-01-01', authority: identity() }).certificate.toString()] },
      code: '39',
    },
    {
      why: 'an authority that is trusted',
      signedXml: signed(xml, identity({ authority: identity() })),
      sri: { trustedCertificates: [identity().certificate.toString()] },
      code: undefined,
    },
    { why: 'SHA-256 in pruebas', signedXml: sign(xml, { hash: 'sha256' }), code: undefined },
  ])('$why: $code', async ({ signedXml, sri, code }) => {
    const reply = await judged(signedXml, sri)
    expect(reply.codes.filter((each) => each !== '60')).toEqual(code === undefined ? [] : [code])
    expect(reply.state).toBe(code === undefined ? 'AUTORIZADO' : 'NO AUTORIZADO')
  })

  test('SHA-256 is not taken in production unless the settings say so', async () => {
    const production = { 'infoTributaria.ambiente': '2' }
    expect(await bench.issue('factura', production, undefined, { hash: 'sha256' })).toMatchObject({ codes: ['39'] })
    const lenient = await startSriBench({ sri: { sha256In: ['cel'] } })
    expect(await lenient.issue('factura', production, undefined, { hash: 'sha256' })).toMatchObject({
      state: 'AUTORIZADO',
    })
    await lenient.stop()
  })
})

describe('the receiver', () => {
  const buyer = (kind: string, id: string): Changes => ({
    'infoFactura.tipoIdentificacionComprador': kind,
    'infoFactura.identificacionComprador': id,
  })

  test.each([
    { why: 'a cédula', changes: buyer('05', BUYER_CEDULA), codes: [] },
    { why: 'a cédula with a wrong digit', changes: buyer('05', '1710034066'), codes: ['62'] },
    { why: 'a passport', changes: buyer('06', 'AB12345'), codes: [] },
    { why: 'a new company whose RUC has no check digit', changes: buyer('04', '1793213150001'), codes: [] },
    { why: 'a cédula of nine digits', changes: buyer('05', '171003406'), codes: ['69'] },
    { why: 'a RUC of no province', changes: buyer('04', '2990012345001'), codes: ['69'] },
    { why: 'a RUC that is a cédula', changes: buyer('04', BUYER_CEDULA), codes: ['69'] },
    { why: 'consumidor final above USD 50', changes: buyer('07', '9999999999999'), codes: ['69'] },
    { why: 'thirteen nines as a RUC', changes: buyer('04', '9999999999999'), codes: ['69'] },
    { why: 'consumidor final with a name of its own', changes: buyer('07', BUYER_CEDULA), codes: ['69'] },
  ])('$why: $codes', async ({ changes, codes }) => {
    const reply = await bench.issue('factura', changes)
    expect(reply.codes.filter((code) => code !== '60')).toEqual(codes)
    expect(reply.state).toBe(codes.includes('69') ? 'NO AUTORIZADO' : 'AUTORIZADO')
  })

  test.each([
    { total: '50.00', base: '43.48', iva: '6.52', state: 'AUTORIZADO' },
    { total: '50.01', base: '43.49', iva: '6.52', state: 'NO AUTORIZADO' },
  ])('consumidor final at USD $total: $state', async ({ total, base, iva, state }) => {
    const reply = await bench.issue('factura', {
      ...buyer('07', '9999999999999'),
      'infoFactura.totalSinImpuestos': base,
      'infoFactura.totalConImpuestos.totalImpuesto.0.baseImponible': base,
      'infoFactura.totalConImpuestos.totalImpuesto.0.valor': iva,
      'infoFactura.importeTotal': total,
      'infoFactura.pagos.pago.0.total': total,
      'detalles.detalle.0.cantidad': '1',
      'detalles.detalle.0.precioUnitario': base,
      'detalles.detalle.0.precioTotalSinImpuesto': base,
      'detalles.detalle.0.impuestos.impuesto.0.baseImponible': base,
      'detalles.detalle.0.impuestos.impuesto.0.valor': iva,
    })
    expect(reply.state).toBe(state)
  })

  test.each<{ kind: Kind; info: string; who: string }>([
    { kind: 'notaCredito', info: 'infoNotaCredito', who: 'Comprador' },
    { kind: 'notaDebito', info: 'infoNotaDebito', who: 'Comprador' },
    { kind: 'liquidacionCompra', info: 'infoLiquidacionCompra', who: 'Proveedor' },
    { kind: 'comprobanteRetencion', info: 'infoCompRetencion', who: 'SujetoRetenido' },
  ])('is never a consumidor final in a $kind', async ({ kind, info, who }) => {
    const changes = { [`${info}.tipoIdentificacion${who}`]: '07', [`${info}.identificacion${who}`]: '9999999999999' }
    expect(await bench.issue(kind, changes)).toMatchObject({ state: 'NO AUTORIZADO', codes: ['69'] })
  })

  test('nobody knows is a warning (59)', async () => {
    const reply = await judged(sign(documentOf('factura')), { register: [ISSUER] })
    expect(reply).toMatchObject({ state: 'AUTORIZADO', codes: ['60', '59'] })
    expect(reply.text).toContain('<tipo>ADVERTENCIA</tipo>')
  })
})

describe('supporting documents', () => {
  test('a note on an authorised factura has no warning; on any other it has (68)', async () => {
    expect(await bench.issue('notaCredito')).toMatchObject({ state: 'AUTORIZADO', codes: ['60', '68'] })
    await bench.issue('factura', {}, '001-001-000000002')
    const on = (number: string) => ({ 'infoNotaDebito.numDocModificado': number })
    expect(await bench.issue('notaDebito', on('001-001-000000002'))).toMatchObject({ codes: ['60'] })
    expect(await bench.issue('notaDebito', on('001-001-000000003'), '001-001-000000002')).toMatchObject({
      codes: ['60', '68'],
    })
  })

  test.each<{ kind: Kind; path: string }>([
    { kind: 'notaCredito', path: 'infoNotaCredito.codDocModificado' },
    { kind: 'guiaRemision', path: 'destinatarios.destinatario.0.codDocSustento' },
    { kind: 'comprobanteRetencion', path: 'docsSustento.docSustento.0.codDocSustento' },
  ])('a code that no table has is an error in a $kind (64)', async ({ kind, path }) => {
    expect(await bench.issue(kind, { [path]: '99' })).toMatchObject({ state: 'NO AUTORIZADO', codes: ['64'] })
  })

  test('one withheld from is known by its authorisation', async () => {
    const { key } = await bench.issue('factura')
    const path = 'docsSustento.docSustento.0.numAutDocSustento'
    expect(await bench.issue('comprobanteRetencion', { [path]: key })).toMatchObject({ codes: ['60'] })
    const unknown = { [path]: `${key.slice(0, 48)}9` }
    expect(await bench.issue('comprobanteRetencion', unknown, '001-001-000000002')).toMatchObject({
      codes: ['60', '68'],
    })
    const printed = { [path]: '1234567890' }
    expect(await bench.issue('comprobanteRetencion', printed, '001-001-000000003')).toMatchObject({ codes: ['60'] })
  })
})

test('the first group that objects decides: an issuer in trouble hides everything after it', async () => {
  const wrong = documentOf('factura', {
    'infoFactura.importeTotal': '1.00',
    'infoFactura.identificacionComprador': '1',
  })
  const steps: readonly [string, string, SriSettings][] = [
    [
      wrong.replace(/(\d)<\/claveAcceso>/, '0</claveAcceso>'),
      '63',
      { issuerTroubles: [{ issuer: ISSUER, code: '63' }] },
    ],
    [wrong, '39', {}],
    [sign(wrong), '69', {}],
    [sign(documentOf('factura', { 'infoFactura.importeTotal': '1.00' })), '52', {}],
  ]
  for (const [xml, code, sri] of steps) expect(new Set((await judged(xml, sri)).codes)).toEqual(new Set([code]))
})
