import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../test/support/needs.ts'
import { explain } from './explain.ts'
import { KNOWN_CODES } from './messages/lookup.ts'

const message = (code: string, text = '') => ({ code, text, severity: 'error' as const })

interface Seen {
  readonly errores: readonly { readonly codigo: string; readonly secuenciaUtilizada?: boolean }[]
}

function seen(): Seen {
  return JSON.parse(readFileSync(shared('dgii/catalogs/dgii-errors.json'), 'utf8')) as Seen
}

describe('explain', () => {
  test.skipIf(!needs('shared'))(
    'knows every code that was ever seen, code 0 apart, which says nothing by itself',
    () => {
      const codes = seen().errores.map(({ codigo }) => codigo)
      expect([...KNOWN_CODES].sort()).toEqual(codes.filter((code) => code !== '0').sort())
    },
  )

  test.skipIf(!needs('shared'))('says of the number what is known of it', () => {
    for (const { codigo, secuenciaUtilizada } of seen().errores) {
      const [explanation] = explain([message(codigo)])
      expect([codigo, explanation?.numberSurvives]).toEqual([
        codigo,
        secuenciaUtilizada === undefined ? undefined : !secuenciaUtilizada,
      ])
    }
  })

  test('explains in both languages, completely, without repeating itself', () => {
    for (const { meaning, cause, remedy } of explain(KNOWN_CODES.map((code) => message(code)))) {
      const texts = [meaning, cause, remedy].flatMap(({ es, en }) => [es, en])
      expect(new Set(texts).size).toBe(6)
      for (const text of texts) expect(text).toMatch(/^[A-ZÁÉÍÓÚ].{15,}\.$/)
    }
  })

  test.each([
    { code: '634', path: 'reference.date' },
    { code: '614', path: 'reference.number' },
    { code: '1385', path: 'buyer.taxId' },
    { code: '176', path: 'pricesIncludeTax' },
    { code: '11170', path: 'do.Encabezado.Totales.TotalISRRetencion' },
    { code: '81', path: 'issuer' },
  ])('points to the field to change: $code → $path', ({ code, path }) =>
    expect(explain([message(code)])[0]?.path).toBe(path),
  )

  test('knows a code whichever zeros came with it', () => {
    expect(explain([message('4')])[0]?.numberSurvives).toBe(true)
    expect(explain([message('0614')])[0]?.path).toBe('reference.number')
    expect(explain([message('2', 'Rechazado')])[0]?.meaning.es).toBe('Rechazado')
    expect(explain([message('02')])[0]?.meaning.en).toMatch(/approvals/)
  })

  test.each([
    { text: 'Firma del certificado invalida', en: /does not take the signature/ },
    { text: 'La firma del documento NO es válida.', en: /does not take the signature/ },
    { text: 'Archivo no válido', en: /does not recognise the file/ },
    { text: 'Estructura del XML inválida: The element Sucursal is empty', en: /official schema/ },
    { text: 'El RNC del certificado no está delegado para el RNC emisor', en: /not delegated/ },
    { text: 'Factura no encontrada para esta aprobación', en: /does not have the e-CF/ },
    { text: 'La aprobación comercial no es requerida para este tipo', en: /takes no commercial approval/ },
  ])('knows "$text" without a code, whatever its accents', ({ text, en }) => {
    expect(explain([message('0', text)])[0]?.meaning.en).toMatch(en)
    expect(explain([message('0', text.toUpperCase().normalize('NFD').replace(/\p{M}/gu, ''))])[0]?.meaning.en).toMatch(
      en,
    )
  })

  test('shows what nobody has explained yet as DGII wrote it', () => {
    expect(explain([message('98765', 'Algo nuevo'), message('98765')])).toMatchObject([
      { code: '98765', text: 'Algo nuevo', meaning: { es: 'Algo nuevo', en: 'Algo nuevo' }, path: '' },
      { code: '98765', text: '', meaning: { es: '98765', en: '98765' } },
    ])
  })

  test('keeps the order and the wording of the messages', () => {
    const messages = [message('615', 'B'), message('614', 'A')]
    expect(explain(messages).map(({ code, text }) => [code, text])).toEqual([
      ['615', 'B'],
      ['614', 'A'],
    ])
  })
})
