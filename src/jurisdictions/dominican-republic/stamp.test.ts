import { describe, expect, test } from 'vitest'
import { securityCodeOf, stampUrl, type EcfStamp } from './stamp.ts'
import { AUTHORITY_ENVIRONMENTS } from './wire/environments.ts'

const [TESTECF, , ECF] = AUTHORITY_ENVIRONMENTS
const STAMP: EcfStamp = {
  channel: 'e-CF',
  rncEmisor: '131880681',
  rncComprador: '101010632',
  eNCF: 'E310000000001',
  fechaEmision: '21-11-2026',
  montoTotal: '1180.00',
  fechaFirma: '21-11-2026 08:00:00',
  codigoSeguridad: 'G8r/fK',
}

describe('securityCodeOf', () => {
  test.each([
    { why: 'with a slash', value: 'G8r/fKabc==', code: 'G8r/fK' },
    { why: 'with a plus', value: 'f+eCnRabc==', code: 'f+eCnR' },
    { why: 'across a line break', value: 'uFy\r\n/56abc', code: 'uFy/56' },
  ])('is the first six characters of the base64, as they are: $why', ({ value, code }) => {
    expect(securityCodeOf(value)).toBe(code)
  })

  test.each(['', 'abc', '<tag>abcdef'])('refuses what is no signature value: "%s"', (value) => {
    expect(() => securityCodeOf(value)).toThrow(RangeError)
  })
})

describe('stampUrl', () => {
  test('of an e-CF holds every part, percent-encoded, blanks as %20 and colons as they are', () => {
    expect(stampUrl(STAMP, ECF!)).toBe(
      'https://ecf.dgii.gov.do/ecf/consultatimbre?rncemisor=131880681&rnccomprador=101010632&encf=E310000000001' +
        '&fechaemision=21-11-2026&montototal=1180.00&fechafirma=21-11-2026%2008:00:00&codigoseguridad=G8r%2FfK',
    )
  })

  test('of a small consumer invoice goes to the fc host with what the summary holds', () => {
    const { rncEmisor, montoTotal } = STAMP
    const stamp = { channel: 'RFCE', rncEmisor, eNCF: 'E320000000001', montoTotal, codigoSeguridad: 'f+eCnR' } as const
    expect(stampUrl(stamp, TESTECF!)).toBe(
      'https://fc.dgii.gov.do/testecf/consultatimbrefc?rncemisor=131880681&encf=E320000000001&montototal=1180.00&codigoseguridad=f%2BeCnR',
    )
  })

  test('leaves the buyer out when the XML has none', () => {
    expect(stampUrl({ ...STAMP, rncComprador: undefined }, ECF!)).toMatch(/rncemisor=131880681&encf=/)
  })

  test('survives being read back: what DGII compares is what the XML says', () => {
    const url = new URL(stampUrl({ ...STAMP, codigoSeguridad: 'a+b/c=' }, ECF!))
    expect(Object.fromEntries(url.searchParams)).toEqual({
      rncemisor: STAMP.rncEmisor,
      rnccomprador: STAMP.rncComprador,
      encf: STAMP.eNCF,
      fechaemision: STAMP.fechaEmision,
      montototal: STAMP.montoTotal,
      fechafirma: STAMP.fechaFirma,
      codigoseguridad: 'a+b/c=',
    })
  })

  test('stands under whatever address the operator put in place of DGII', () => {
    const at = { name: 'testecf', hosts: { ecf: 'http://127.0.0.1:4000/dgii/' } }
    expect(stampUrl(STAMP, at)).toMatch(/^http:\/\/127\.0\.0\.1:4000\/dgii\/testecf\/consultatimbre\?/)
    expect(() => stampUrl({ ...STAMP, channel: 'RFCE' }, at)).toThrow(/no host "fc"/)
  })
})
