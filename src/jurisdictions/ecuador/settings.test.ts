import { describe, expect, test } from 'vitest'
import {
  defaultPoint,
  establishmentOf,
  hasPoint,
  placesOf,
  settingsFaults,
  settingsOf,
  type IssuerSettings,
} from './settings.ts'

const SETTINGS: IssuerSettings = {
  establishments: [
    { code: '003', address: 'Av. 9 de Octubre 100, Guayaquil', points: ['501', '502'] },
    { code: '001', tradeName: 'La Mitad' },
  ],
}

const profile = (settings: Readonly<Record<string, unknown>>) => ({ taxId: '1790000001001', name: 'X', settings })

describe('the emission point of a document that does not say one', () => {
  test.each<[string, IssuerSettings, string | undefined, object]>([
    ['is 001-001 for an issuer without settings', {}, undefined, { estab: '001', ptoEmi: '001' }],
    ['is the first point of the first establishment', SETTINGS, undefined, { estab: '003', ptoEmi: '501' }],
    ['is the first of the establishment it does say', SETTINGS, '001', { estab: '001', ptoEmi: '001' }],
    ['is the first of an establishment nobody knows', SETTINGS, '009', { estab: '009', ptoEmi: '001' }],
  ])('%s', (_, settings, estab, point) => expect(defaultPoint(settings, estab)).toEqual(point))
})

describe('an emission point', () => {
  test.each([
    ['003', '502', true],
    ['003', '001', false],
    ['001', '001', true],
    ['002', '001', false],
  ])('%s-%s is the issuer’s: %s', (estab, ptoEmi, has) => expect(hasPoint(SETTINGS, { estab, ptoEmi })).toBe(has))

  test('may be any where none are listed', () => expect(hasPoint({}, { estab: '777', ptoEmi: '888' })).toBe(true))

  test('of an establishment nobody knows says nothing', () => expect(establishmentOf({}, '001')).toBeUndefined())
})

describe('the places of an issuer', () => {
  test('are all points of its establishments, each with what is known of it', () => {
    const issuer = { ...profile(SETTINGS), address: 'Quito', tradeName: 'El Ecuador' }
    const guayas = { address: 'Av. 9 de Octubre 100, Guayaquil', tradeName: 'El Ecuador' }
    expect(placesOf(issuer)).toEqual([
      { name: '003-501', ...guayas },
      { name: '003-502', ...guayas },
      { name: '001-001', address: 'Quito', tradeName: 'La Mitad' },
    ])
  })

  test('are the default one of an issuer that lists none', () => {
    expect(placesOf(profile({})).map(({ name }) => name)).toEqual(['001-001'])
  })
})

describe('settings', () => {
  test.each<[Readonly<Record<string, unknown>>, string]>([
    [{ rimpe: 'otro' }, 'settings.rimpe'],
    [{ agenteRetencion: '00000001' }, 'settings.agenteRetencion'],
    [{ contribuyenteEspecial: 'NAC-1' }, 'settings.contribuyenteEspecial'],
    [{ defaultPaymentMethod: '22' }, 'settings.defaultPaymentMethod'],
    [{ signatureDigest: 'md5' }, 'settings.signatureDigest'],
    [{ establishments: [{ code: '1' }] }, 'settings.establishments.0.code'],
    [{ establishments: [{ code: '001', address: 'Quito\nEcuador' }] }, 'settings.establishments.0.address'],
    [{ invented: true }, 'settings.invented'],
  ])('%j are told of and then read as none', (settings, path) => {
    expect(settingsFaults(profile(settings), 'SRI').map((fault) => fault.path)).toEqual([path])
    expect(settingsOf(profile(settings))).toEqual({})
  })

  test('that are right are read', () => {
    expect(settingsFaults(profile(SETTINGS), 'SRI')).toEqual([])
    expect(settingsOf(profile(SETTINGS))).toBe(SETTINGS)
  })
})
