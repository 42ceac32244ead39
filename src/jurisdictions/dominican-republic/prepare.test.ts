// A draft is bent here the way a careless client would send it, which no type describes.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return */
import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'
import type { PrepareContext, PreparedDocument } from '../jurisdiction.ts'
import { EXAMPLE_CONTEXT, relatedInvoice } from './examples/context.ts'
import { example } from '../../../test/support/dominican-examples.ts'
import { issuerRules } from './issuer-rules.ts'
import { prepare, relatedNumbers } from './prepare.ts'
import { documentXml } from './xml.ts'

type Loose = any

function prepared(draft: Draft, context: Partial<PrepareContext> = {}): PreparedDocument {
  const { document, faults } = prepare(draft, { ...EXAMPLE_CONTEXT, ...context })
  if (!document) throw new Error(JSON.stringify(faults))
  return document
}

function xmlOf(draft: Draft, context: Partial<PrepareContext> = {}): string {
  return documentXml(
    prepared(draft, context),
    { number: `E${draft.type}0000000007`, expiresOn: '2028-12-31' as CalendarDate },
    EXAMPLE_CONTEXT.now,
  )
}

function faultsOf(draft: Draft, context: Partial<PrepareContext> = {}) {
  return prepare(draft, { ...EXAMPLE_CONTEXT, ...context }).faults.map(({ code, path }) => `${code} ${path}`)
}

const invoice = (change: (draft: Loose) => void = () => undefined): Draft => {
  const draft = example('31-tax-credit-invoice')
  change(draft)
  return draft
}

describe('what is to be left out', () => {
  const omitting = (...paths: string[]) =>
    invoice((d) => {
      d.do = { omit: paths }
    })

  test('leaves out what the profile knows, and what the block itself gives stays', () => {
    expect(xmlOf(invoice())).toContain('<Municipio>')
    const xml = xmlOf(omitting('Encabezado.Emisor.Municipio', 'Encabezado.Emisor.Provincia'))
    expect(xml).not.toMatch(/<(Municipio|Provincia)>/)
    const given = invoice((d) => {
      d.do = { omit: ['Encabezado.Emisor.Municipio'], Encabezado: { Emisor: { Municipio: '020100' } } }
    })
    expect(xmlOf(given)).toContain('<Municipio>020100</Municipio>')
  })

  test('is a fault when the type has no such element, because a slip would pass unseen', () => {
    expect(faultsOf(omitting('Encabezado.Emisor.Municipios'))).toEqual(['omit-unknown do.omit[0]'])
    expect(faultsOf(omitting('__proto__.x'))).toEqual(['omit-unknown do.omit[0]'])
  })

  test('cannot leave out what the type requires', () => {
    expect(faultsOf(omitting('Encabezado.Emisor.RazonSocialEmisor'))[0]).toMatch(/^field-missing /)
  })
})

describe('the block', () => {
  test('wins literally over the neutral fields', () => {
    const xml = xmlOf(
      invoice((d) => {
        d.lines[0].do = { CantidadItem: '12', PrecioUnitarioItem: '285.5000' }
        d.do = { Encabezado: { Comprador: { RazonSocialComprador: 'Otra & Cía' } } }
      }),
    )
    expect(xml).toContain('<CantidadItem>12</CantidadItem>')
    expect(xml).toContain('<PrecioUnitarioItem>285.5000</PrecioUnitarioItem>')
    expect(xml).toContain('<RazonSocialComprador>Otra &amp; Cía</RazonSocialComprador>')
    expect(xml).toContain('<RNCComprador>131880681</RNCComprador>')
  })

  test('null, empty and blank say nothing, and leave no empty element or group', () => {
    const xml = xmlOf(
      invoice((d) => {
        d.do = {
          Encabezado: { Emisor: { Sucursal: '', ZonaVenta: '  ', RutaVenta: null }, Transporte: { Placa: null } },
          Subtotales: { Subtotal: [null] },
        }
      }),
    )
    expect(xml).not.toMatch(/Sucursal|ZonaVenta|RutaVenta|Transporte|Subtotal/)
    expect(xml).not.toMatch(/<(\w+)><\/\1>/)
  })

  test('a rate in the block is the rate that neutral amounts become pesos at', () => {
    const draft = invoice((d) => {
      d.currency = 'USD'
      d.exchangeRate = '50'
      d.do = { Encabezado: { OtraMoneda: { TipoCambio: '60.0000' } } }
      d.lines = [{ ...d.lines[2], quantity: '1', unitPrice: '10' }]
      delete d.discounts
    })
    expect(prepared(draft).totals).toMatchObject({ MontoTotal: '600.00', MontoTotalOtraMoneda: '10.00' })
    delete draft.exchangeRate
    expect(prepared(draft).total).toBe('600.00')
  })

  test('a day of one digit, which the schema takes, is the day the document is of', () => {
    const draft = invoice((d) => (d.do = { Encabezado: { Emisor: { FechaEmision: '1-3-2026' } } }))
    expect(prepared(draft).issueDate).toBe('2026-03-01')
  })

  test('a zero stays: 0, "0.00" and the zero rate', () => {
    const xml = xmlOf(
      invoice((d) => {
        d.do = { Encabezado: { Totales: { SaldoAnterior: 0, MontoAvancePago: '0.00' } } }
      }),
    )
    expect(xml).toContain('<SaldoAnterior>0</SaldoAnterior><MontoAvancePago>0.00</MontoAvancePago>')
    expect(xmlOf(example('46-export'))).toContain('<ITBIS3>0</ITBIS3><TotalITBIS>0.00</TotalITBIS>')
  })

  test.each([
    ['an unknown name', { Inventado: '1' }, 'field-unknown do.Inventado'],
    [
      'a name of another type',
      { Encabezado: { IdDoc: { IndicadorNotaCredito: '0' } } },
      'field-not-applicable do.Encabezado.IdDoc.IndicadorNotaCredito',
    ],
    ['nothing but empty groups', { DetallesItems: {}, Subtotales: {} }, ''],
    ['lines', { DetallesItems: { Item: [{ NombreItem: 'x' }] } }, 'block-reserved do.DetallesItems'],
    ['the signing time', { FechaHoraFirma: '15-11-2026 10:30:00' }, 'block-reserved do.FechaHoraFirma'],
    ['an unaskable total', { computed: ['MontoTotal'] }, 'computed-unknown do.computed'],
    [
      'a long number',
      { Encabezado: { Totales: { SaldoAnterior: 0.1 + 0.2 } } },
      'number-inexact do.Encabezado.Totales.SaldoAnterior',
    ],
    [
      'true',
      { Encabezado: { IdDoc: { IndicadorMontoGravado: true } } },
      'block-value do.Encabezado.IdDoc.IndicadorMontoGravado',
    ],
    ['a text', 'hola', 'block-value do'],
  ])('with %s', (_, block, fault) => {
    expect(faultsOf(invoice((d) => (d.do = block)))).toEqual(fault === '' ? [] : [fault])
  })
})

describe('faults', () => {
  test.each<[string, (d: Loose) => void, string]>([
    ['a missing buyer in a 31', (d) => delete d.buyer, 'field-missing buyer'],
    ['a missing name', (d) => delete d.buyer.name, 'field-missing buyer.name'],
    ['an RNC of the wrong length', (d) => (d.buyer.taxId = '1234'), 'field-pattern buyer.taxId'],
    ['no tax on a line', (d) => delete d.lines[2].taxes, 'field-missing lines[2].taxes'],
    [
      'an ITBIS rate that does not exist',
      (d) => (d.lines[0].taxes[0].rate = '13'),
      'itbis-rate lines[0].taxes[0].rate',
    ],
    ['a tax that does not exist', (d) => d.lines[0].taxes.push({ code: 'IVA' }), 'tax-unknown lines[0].taxes[1].code'],
    [
      'a withholding of something else',
      (d) =>
        (d.lines[0].withholdings = [
          { code: 'AFP', amount: '1' },
          { code: 'ISR', amount: '1' },
        ]),
      'withholding-unknown lines[0].withholdings[0].code',
    ],
    ['a name too long', (d) => (d.lines[0].name = 'x'.repeat(81)), 'field-too-long lines[0].name'],
    ['too many decimals', (d) => (d.lines[0].unitPrice = '1.23456'), 'field-decimals lines[0].unitPrice'],
    ['an unknown unit', (d) => (d.lines[0].unit = 'ZZZ'), 'field-not-in-list lines[0].unit'],
    ['an inexact number', (d) => (d.lines[0].unitPrice = 0.1 + 0.2), 'number-inexact lines[0].unitPrice'],
    ['a day that does not exist', (d) => (d.payment.dueDate = '2026-11-31'), 'field-date payment.dueDate'],
    ['a control character', (d) => (d.lines[0].name = 'a\u0000b'), 'field-illegal-character lines[0].name'],
    [
      'an unknown payment method',
      (d) => (d.payment.methods = [{ method: '9', amount: '1' }]),
      'field-not-in-list payment.methods[0].method',
    ],
  ])('%s is told in the client’s own names', (_, change, fault) => expect(faultsOf(invoice(change))).toContain(fault))

  test('an unknown type is the only fault', () =>
    expect(faultsOf({ ...invoice(), type: '99' })).toEqual(['type-unknown type']))

  test('details that a type has no place for are left out with a warning', () => {
    const draft = example('47-payment-abroad')
    draft.buyer = { ...draft.buyer, email: 'a@b.example' }
    expect(faultsOf(draft)).toEqual(['not-carried buyer.email'])
    expect(xmlOf(draft)).not.toContain('a@b')
  })
})

describe('neutral texts', () => {
  test('lose the blanks around them, and what xmldom takes for line ends becomes one', () => {
    const xml = xmlOf(
      invoice((d) => {
        d.buyer.name = '\u00a0 Comercial del Caribe \r\n'
        d.buyer.email = ' ana@caribe.example '
        d.lines[0].name = 'a\r\nb\u0085c\u2028d\u2029e\rf'
        d.lines[1].do = { NombreItem: ' x\u2028y ' }
        d.discounts[0].description = ' Pronto\rpago '
      }),
    )
    expect(xml).toContain('<RazonSocialComprador>Comercial del Caribe</RazonSocialComprador>')
    expect(xml).toContain('<CorreoComprador>ana@caribe.example</CorreoComprador>')
    expect(xml).toContain('<NombreItem>a\nb\nc\nd\ne\nf</NombreItem>')
    expect(xml).toContain('<NombreItem> x\ny </NombreItem>')
    expect(xml).toContain('<DescripcionDescuentooRecargo>Pronto\npago</DescripcionDescuentooRecargo>')
  })

  test('are counted in characters, and composed or decomposed accents stay as they came', () => {
    const xml = xmlOf(
      invoice((d) => {
        d.lines[0].name = '😀'.repeat(80)
        d.lines[1].name = 'Jose\u0301'
      }),
    )
    expect(xml).toContain('😀'.repeat(80))
    expect(xml).toContain('Jose\u0301')
    expect(faultsOf(invoice((d) => (d.lines[0].name = '😀'.repeat(81))))).toEqual(['field-too-long lines[0].name'])
  })

  test('an e-mail address or telephone that the schema cannot hold stops no sale', () => {
    const draft = invoice((d) =>
      Object.assign(d.buyer, { email: 'ana_perez@caribe.example', phone: '+34 600 000 000' }),
    )
    expect(faultsOf(draft)).toEqual(['not-carried buyer.email', 'not-carried buyer.phone'])
    expect(xmlOf(draft)).not.toMatch(/ana_perez|34 600/)
    const issuer = { ...EXAMPLE_CONTEXT.issuer, email: 'facturas_e@quisqueya.example' }
    expect(faultsOf(invoice(), { issuer })).toEqual(['not-carried issuer.email'])
    expect(issuerRules.check(issuer)).toMatchObject([{ path: 'email', severity: 'warning' }])
  })
})

describe('a wrong figure', () => {
  test('of a line is told at the line, not at every total that follows from it', () => {
    const huge = invoice((d) => {
      d.lines[1].quantity = '9999999999999999'
      d.lines[1].unitPrice = '9999999999999999.9999'
    })
    expect(faultsOf(huge)).toEqual(['field-digits lines[1].do.MontoItem'])
    expect(faultsOf(invoice((d) => (d.lines[0].discounts = [{ percent: '150' }])))).toEqual([
      'discount-exceeds lines[0].discounts',
    ])
  })
})

describe('what follows from the rest', () => {
  test('IndicadorMontoGravado goes wherever a line is taxed, and nowhere else (DGII code 176)', () => {
    expect(xmlOf(invoice())).toContain('<IndicadorMontoGravado>0<')
    expect(xmlOf(invoice((d) => (d.pricesIncludeTax = true)))).toContain('<IndicadorMontoGravado>1<')
    const exempt = invoice((d) => {
      d.lines = [d.lines[2]]
      delete d.discounts
    })
    expect(xmlOf(exempt)).not.toContain('IndicadorMontoGravado')
  })

  test('an exempt line of a 41 states that no ITBIS is withheld', () => {
    const draft = example('41-purchase')
    draft.lines = [
      { name: 'Plátanos', quantity: '100', unitPrice: '12', taxes: [{ code: 'ITBIS', treatment: 'exempt' }] },
    ]
    expect(xmlOf(draft)).toContain('<MontoITBISRetenido>0.00</MontoITBISRetenido></Retencion>')
    expect(prepared(draft).totals.TotalITBISRetenido).toBe('0.00')
  })

  test('who withholds income tax alone withholds 0.00 of ITBIS (DGII code 260)', () => {
    const draft = invoice((d) => (d.lines[0].withholdings = [{ code: 'ISR', amount: '5' }]))
    expect(xmlOf(draft)).toContain('<MontoITBISRetenido>0.00</MontoITBISRetenido><MontoISRRetenido>5.00<')
  })

  test('TotalPaginas only for two pages or more', () => {
    const pages = (n: number) => ({
      Paginacion: {
        Pagina: Array.from({ length: n }, (_, i) => ({
          PaginaNo: String(i + 1),
          NoLineaDesde: String(i + 1),
          NoLineaHasta: i === n - 1 ? '3' : String(i + 1),
        })),
      },
    })
    expect(xmlOf(invoice((d) => (d.do = pages(1))))).not.toContain('TotalPaginas')
    expect(xmlOf(invoice((d) => (d.do = pages(2))))).toContain('<TotalPaginas>2<')
  })

  test('units come by code, abbreviation or name', () => {
    for (const unit of ['31', 'PAQ', 'paquete', ' Paquete ']) {
      expect(xmlOf(invoice((d) => (d.lines[0].unit = unit)))).toContain('<UnidadMedida>31<')
    }
  })

  test('income type: the document’s, else the issuer’s, else operations', () => {
    const issuer = { ...EXAMPLE_CONTEXT.issuer, settings: { incomeType: '04' } }
    expect(xmlOf(invoice())).toContain('<TipoIngresos>01<')
    expect(xmlOf(invoice(), { issuer })).toContain('<TipoIngresos>04<')
    expect(
      xmlOf(
        invoice((d) => (d.do = { Encabezado: { IdDoc: { TipoIngresos: '02' } } })),
        { issuer },
      ),
    ).toContain('<TipoIngresos>02<')
  })

  test('a specific tax rate: the line’s, else the issuer’s in force on the day, else the catalog’s', () => {
    const beer = example('31-beer')
    const issuer = {
      ...EXAMPLE_CONTEXT.issuer,
      settings: {
        taxRates: [
          { code: '006', rate: '640.11', from: '2026-10-01' },
          { code: '006', rate: '650.00', from: '2027-01-01' },
        ],
      },
    }
    expect(xmlOf(beer, { issuer })).toContain('<TasaImpuestoAdicional>633.85<')
    delete beer.lines[0]!.taxes![1]!.rate
    expect(xmlOf(beer, { issuer })).toContain('<TasaImpuestoAdicional>640.11<')
    expect(xmlOf(beer)).toContain('<TasaImpuestoAdicional>632.58<')
  })
})

describe('a note', () => {
  const note = (change: (draft: Loose) => void = () => undefined): Draft => {
    const draft = example('34-credit-note')
    change(draft)
    return draft
  }

  test('takes date, buyer and income type from an original that Emite has', () => {
    const original = relatedInvoice({
      facts: { TipoIngresos: '03', RazonSocialComprador: 'Comercial del Caribe, SRL' },
    })
    const draft = note((d) => {
      delete d.buyer
      delete d.reference.date
    })
    const xml = xmlOf(draft, { related: [original] })
    expect(xml).toContain('<FechaNCFModificado>01-11-2026<')
    expect(xml).toContain(
      '<Comprador><RNCComprador>131880681</RNCComprador><RazonSocialComprador>Comercial del Caribe, SRL<',
    )
    expect(xml).toContain('<TipoIngresos>03<')
  })

  test('has no income type when its original has none', () => {
    expect(xmlOf(note((d) => (d.reference.number = 'E410000000001')))).not.toContain('TipoIngresos')
  })

  test.each([
    ['2026-10-16', '0'],
    ['2026-10-15', '1'],
  ])('over an original of %s has IndicadorNotaCredito %s', (date, indicator) => {
    expect(xmlOf(note((d) => (d.reference.date = date)))).toContain(`<IndicadorNotaCredito>${indicator}<`)
  })

  test.each([
    ['signed', { series: '31', sequence: 1n }],
    ['sent', { series: '31', sequence: 1n }],
    ['approved', undefined],
    ['conditional', undefined],
  ] as const)('over an original that is %s follows %o', (state, follows) => {
    expect(prepared(note(), { related: [relatedInvoice({ state })] }).follows).toEqual(follows)
  })

  test('without the date of its original is missing that date and nothing else', () => {
    expect(faultsOf(note((d) => delete d.reference.date))).toEqual(['field-missing reference.date'])
  })

  test.each(['B0400000001', 'A010010010100000001', 'P010010010100000001'])(
    'may be over the paper number %s',
    (number) =>
      expect(xmlOf(note((d) => (d.reference.number = number.toLowerCase())))).toContain(`<NCFModificado>${number}<`),
  )

  test('may credit exactly what is left', () => {
    const related = [relatedInvoice({ total: '673.78', noteTotals: {} })]
    expect(prepared(note(), { related }).total).toBe('673.78')
  })

  test('over a small type 32 goes as a full document', () => {
    const small = relatedInvoice({ number: 'E320000000001', type: '32', total: '1180.00' })
    expect(
      prepared(
        note((d) => (d.reference.number = 'E320000000001')),
        { related: [small] },
      ).facts.channel,
    ).toBe('e-CF')
  })

  test('names its original to be looked up, from either place; a paper one is not ours', () => {
    expect(relatedNumbers(note((d) => (d.reference.number = ' e310000000001 ')))).toEqual([
      { series: '31', sequence: 1n },
    ])
    expect(
      relatedNumbers({ ...note(), do: { InformacionReferencia: { NCFModificado: 'E320000000009' } } } as Draft),
    ).toEqual([{ series: '32', sequence: 9n }])
    expect(relatedNumbers(note((d) => (d.reference.number = 'B0100000001')))).toEqual([])
  })
})

test('a prepared document tells what its later notes and the authority’s protocol need', () => {
  expect(prepared(invoice())).toMatchObject({
    type: '31',
    series: '31',
    number: undefined,
    issueDate: '2026-11-15',
    currency: 'DOP',
    total: '5594.45',
    buyerTaxId: '131880681',
    facts: { channel: 'e-CF', TipoeCF: '31', TipoIngresos: '01', MontoTotal: '5594.45', RNCComprador: '131880681' },
  })
})

test('a correction keeps the number it had', () => {
  expect(prepared(invoice(), { correcting: { number: 'E310000000009', stamp: { signedAt: '' } } }).number).toBe(
    'E310000000009',
  )
})
