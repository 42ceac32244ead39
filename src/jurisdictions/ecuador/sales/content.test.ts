import { describe, expect, test } from 'vitest'
import { example } from '../../../../test/support/ecuadorian-examples.ts'
import {
  at,
  BUYER,
  contentOf,
  faultsOf,
  invoice,
  issuedBy,
  LINE,
  note,
} from '../../../../test/support/ecuadorian-sales.ts'
import type { Draft } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { prepare } from '../prepare.ts'

describe('the buyer', () => {
  test.each([
    { buyer: { taxId: '1710034065', name: 'Ana' }, type: '05', number: '1710034065' },
    { buyer: { taxId: '171003406-5', name: 'Ana' }, type: '05', number: '1710034065' },
    { buyer: { taxId: '1710034065001', name: 'Ana' }, type: '04', number: '1710034065001' },
    { buyer: { taxId: 'AB123456', name: 'Ana' }, type: '06', number: 'AB123456' },
    { buyer: { foreignId: 'X-99', name: 'Ana' }, type: '06', number: 'X-99' },
    { buyer: { foreignId: 'X-99', country: '110', name: 'Acme Inc.' }, type: '08', number: 'X-99' },
    { buyer: undefined, type: '07', number: '9999999999999' },
    { buyer: { email: 'ana@correo.ec' }, type: '07', number: '9999999999999' },
    { buyer: { taxId: '9999999999999' }, type: '07', number: '9999999999999' },
  ])('$buyer is of type $type', ({ buyer, type, number }) => {
    const info = at(invoice({ buyer }), 'infoFactura')
    expect(givenAt(info, 'tipoIdentificacionComprador')).toBe(type)
    expect(givenAt(info, 'identificacionComprador')).toBe(number)
    expect(givenAt(info, 'razonSocialComprador')).toBe(buyer?.name ?? 'CONSUMIDOR FINAL')
  })

  test('of whom only the name is known is the final consumer, with a warning', () => {
    expect(faultsOf(invoice({ buyer: { name: 'Ana' } }))).toEqual(['warning not-carried buyer.name'])
  })

  test('may be given by the block, which tells the type as well', () => {
    const ec = { infoFactura: { identificacionComprador: '1710034065001', razonSocialComprador: 'Ana' } }
    expect(at(invoice({ buyer: undefined, ec }), 'infoFactura.tipoIdentificacionComprador')).toBe('04')
  })

  test('can be reached by what infoAdicional says', () => {
    const buyer = { ...BUYER, email: 'ana@correo.ec', phone: '0991234567', address: 'Quito' }
    expect(at(invoice({ buyer }), 'infoAdicional.campoAdicional')).toEqual([
      { '@nombre': 'Email', '#text': 'ana@correo.ec' },
      { '@nombre': 'Teléfono', '#text': '0991234567' },
    ])
    expect(at(invoice({ buyer }), 'infoFactura.direccionComprador')).toBe('Quito')
    expect(at(note('04', { buyer }), 'infoAdicional.campoAdicional[2]')).toEqual({
      '@nombre': 'Dirección',
      '#text': 'Quito',
    })
  })
})

describe('the issuer', () => {
  test('says what the law wants of a gran contribuyente, but not in a liquidación', () => {
    const context = issuedBy({ granContribuyente: 'NAC-GCFOIOC21-00000575-E' })
    const legend = [{ '@nombre': 'Gran Contribuyente', '#text': 'NAC-GCFOIOC21-00000575-E' }]
    expect(at(invoice(), 'infoAdicional.campoAdicional', context)).toEqual(legend)
    expect(at(invoice({ type: '03' }), 'infoAdicional', context)).toBeUndefined()
  })

  test('who is a negocio popular need not name taxes, and says so in the document', () => {
    const draft = invoice({ lines: [{ ...LINE, taxes: undefined }] })
    const content = contentOf(draft, issuedBy({ rimpe: 'negocio-popular' }))
    expect(givenAt(content, 'infoTributaria.contribuyenteRimpe')).toBe('CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE')
    expect(givenAt(content, 'infoFactura.importeTotal')).toBe('20.00')
    expect(givenAt(content, 'detalles.detalle[0].impuestos.impuesto[0].codigoPorcentaje')).toBe('0')
    expect(faultsOf(draft)).toEqual(['error line-taxes-missing lines[0].taxes'])
  })
})

describe('what is said besides', () => {
  test('stands on one line, in the document and in its lines', () => {
    const detallesAdicionales = { detAdicional: [{ '@nombre': 'Lote', '@valor': 'A\n1' }] }
    const lines = [
      { ...LINE, description: 'Tueste\tmedio' },
      { ...LINE, ec: { detallesAdicionales } },
    ]
    const content = contentOf(
      invoice({ lines, ec: { infoAdicional: { campoAdicional: [{ '@nombre': 'Nota', '#text': 'uno\r\ndos' }] } } }),
    )
    expect(givenAt(content, 'infoAdicional.campoAdicional[0].#text')).toBe('uno dos')
    const details = [0, 1].map((i) => givenAt(content, `detalles.detalle[${i}].detallesAdicionales.detAdicional[0]`))
    expect(details).toEqual([
      { '@nombre': 'Detalle', '@valor': 'Tueste medio' },
      { '@nombre': 'Lote', '@valor': 'A 1' },
    ])
  })

  describe('as a list', () => {
    const field = (name: string, text = 'x') => ({ '@nombre': name, '#text': text })
    const saying = (campoAdicional: object[]) =>
      invoice({ buyer: { ...BUYER, email: 'ana@correo.ec' }, ec: { infoAdicional: { campoAdicional } } })
    const large = issuedBy({ granContribuyente: 'NAC-1' })
    const LEGEND = field('Gran Contribuyente', 'NAC-1')
    const EMAIL = field('Email', 'ana@correo.ec')
    const fieldsOf = (draft: Draft, context = large) => at(draft, 'infoAdicional.campoAdicional', context)

    test('keeps its order, before what the law wants and how to reach the buyer', () => {
      const given = [field('Zona'), field('2026'), field('Zona', 'y')]
      expect(fieldsOf(saying(given))).toEqual([...given, LEGEND, EMAIL])
    })

    test('that says the same already hears it but once', () => {
      const given = [field('Leyenda', 'Gran contribuyente, resolución NAC-1'), LEGEND, field('email', 'otra@correo.ec')]
      expect(fieldsOf(saying(given))).toEqual(given)
    })

    test('of a name that the law has taken cannot say another thing in its place', () => {
      expect(fieldsOf(saying([field('Gran Contribuyente', 'no')]))).toEqual([
        field('Gran Contribuyente', 'no'),
        LEGEND,
        EMAIL,
      ])
    })

    test('with room for the legend only does without the rest, and with none is refused', () => {
      const given = Array.from({ length: 14 }, (_, i) => field(`N${i}`))
      expect(fieldsOf(saying(given))).toEqual([...given, LEGEND])
      const { faults } = prepare(saying([...given, field('N14')]), large)
      expect(faults.map(({ code, path }) => `${code} ${path}`)).toContain(
        'field-repeats ec.infoAdicional.campoAdicional',
      )
    })
  })

  test('by names keeps to fifteen fields, and to one spelling of a name', () => {
    const buyer = { ...BUYER, email: 'ana@correo.ec', phone: '0991234567' }
    const names = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`Campo ${i}`, 'x']))
    const full = at(invoice({ buyer, ec: { infoAdicional: names } }), 'infoAdicional.campoAdicional')
    expect(full).toHaveLength(15)
    const own = at(
      invoice({ buyer, ec: { infoAdicional: { email: 'otra@correo.ec' } } }),
      'infoAdicional.campoAdicional',
    )
    expect(own).toEqual([
      { '@nombre': 'Teléfono', '#text': '0991234567' },
      { '@nombre': 'email', '#text': 'otra@correo.ec' },
    ])
  })

  test('fits fifteen fields, and three of a line', () => {
    const detAdicional = Array.from({ length: 4 }, () => ({ '@nombre': 'a', '@valor': 'b' }))
    const infoAdicional = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`Campo ${i}`, 'x']))
    const lines = [{ ...LINE, ec: { detallesAdicionales: { detAdicional } } }]
    expect(faultsOf(invoice({ lines, ec: { infoAdicional } }))).toEqual([
      'error field-repeats lines[0].ec.detallesAdicionales.detAdicional',
      'error field-repeats ec.infoAdicional.campoAdicional',
    ])
  })
})

test('what follows from a wrong quantity is not told', () => {
  expect(faultsOf(invoice({ lines: [{ ...LINE, quantity: '-1' }] }))).toEqual([
    'error field-out-of-range lines[0].quantity',
  ])
})

test('an example is untouched by being prepared', () => {
  const draft = example('01-invoice')
  prepare(draft, EXAMPLE_CONTEXT)
  expect(draft).toEqual(example('01-invoice'))
})

test.each([
  { buyer: { ...BUYER, contact: 'Luis' }, path: 'buyer.contact' },
  { type: '03', reference: { number: '001-001-000000001' }, path: 'reference' },
  { lines: [{ ...LINE, withholdings: [{ code: 'ISR', amount: '1' }] }], path: 'lines[0].withholdings' },
])('$path is left out with a warning', ({ path, ...change }) => {
  expect(faultsOf(invoice(change))).toEqual([`warning not-carried ${path}`])
})

test('a factura names the guía that its goods travelled with', () => {
  const reference = { number: '001-002-000000077' }
  expect(at(invoice({ reference }), 'infoFactura.guiaRemision')).toBe('001-002-000000077')
})
