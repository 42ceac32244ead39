import { describe, expect, test } from 'vitest'
import { example } from '../../../../test/support/ecuadorian-examples.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Draft } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import type { PrepareContext } from '../../jurisdiction.ts'
import { EXAMPLE_CONTEXT, relatedInvoice } from '../examples/context.ts'
import { prepare, relatedNumbers } from '../prepare.ts'
import { preparedContentOf } from '../xml.ts'

const BUYER = { taxId: '1710034065', name: 'Ana Paz' }
const IVA = [{ code: 'IVA', rate: '15' }]
const LINE = { name: 'Café molido', quantity: '2', unitPrice: '10.00', taxes: IVA }

function invoice(change: object = {}): Draft {
  return { type: '01', buyer: BUYER, lines: [LINE], ...change }
}

function note(type: '04' | '05', change: object = {}): Draft {
  const reference = { number: '001-001-000000123', date: '2026-11-03', reason: 'Devolución' }
  return { type, buyer: BUYER, reference, lines: [LINE], ...change }
}

/** The content of a draft that breaks no rule. */
function contentOf(draft: Draft, context: PrepareContext = EXAMPLE_CONTEXT): unknown {
  const { faults, document } = prepare(draft, context)
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
  return preparedContentOf(document!).content
}

function at(draft: Draft, path: string, context?: PrepareContext): unknown {
  return givenAt(contentOf(draft, context), path)
}

function issuedBy(settings: object): PrepareContext {
  return { ...EXAMPLE_CONTEXT, issuer: { ...EXAMPLE_CONTEXT.issuer, settings: settings as Record<string, unknown> } }
}

/** Codes and places of what a draft breaks. */
function faultsOf(draft: Draft, context: PrepareContext = EXAMPLE_CONTEXT): readonly string[] {
  return prepare(draft, context).faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`)
}

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

describe('taxes', () => {
  test.each([
    { tax: { code: 'IVA' }, codigoPorcentaje: '4', total: '23.00' },
    { tax: { code: 'iva', rate: '15.00' }, codigoPorcentaje: '4', total: '23.00' },
    { tax: { code: '2', rate: '8' }, codigoPorcentaje: '8', total: '21.60' },
    { tax: { code: 'IVA', rate: '0' }, codigoPorcentaje: '0', total: '20.00' },
    { tax: { code: 'IVA', treatment: 'exempt' }, codigoPorcentaje: '7', total: '20.00' },
    { tax: { code: 'IVA', treatment: 'outside' }, codigoPorcentaje: '6', total: '20.00' },
  ])('$tax is code $codigoPorcentaje', ({ tax, codigoPorcentaje, total }) => {
    const content = contentOf(invoice({ lines: [{ ...LINE, taxes: [tax] }] }))
    expect(givenAt(content, 'infoFactura.totalConImpuestos.totalImpuesto[0].codigoPorcentaje')).toBe(codigoPorcentaje)
    expect(givenAt(content, 'infoFactura.importeTotal')).toBe(total)
  })

  test.each([
    { taxes: [{ code: 'IVA', rate: '12' }], fault: 'error iva-rate lines[0].taxes[0].rate' },
    { taxes: [{ code: 'ICE' }, ...IVA], fault: 'error tax-unknown lines[0].taxes[0].code' },
    { taxes: [{ code: 'ITBIS' }], fault: 'error tax-unknown lines[0].taxes[0].code' },
    { taxes: [...IVA, ...IVA], fault: 'error tax-twice lines[0].taxes[1].code' },
    { taxes: [{ code: '3610' }], fault: 'error line-iva lines[0].taxes' },
    { taxes: [{ code: '3041' }, ...IVA], fault: 'error ice-not-computable lines[0].taxes[0]' },
    { taxes: [{ code: 'IVA', rate: '5' }], fault: 'error construction-material-code lines[0].codes' },
  ])('$taxes: $fault', ({ taxes, fault }) => {
    expect(faultsOf(invoice({ lines: [{ ...LINE, taxes }] }))).toContain(fault)
  })

  test('a note bears the rate of the day of what it modifies', () => {
    const lines = [{ ...LINE, taxes: [{ code: 'IVA', rate: '12' }] }]
    const reference = { number: '001-001-000000123', date: '2024-03-01', reason: 'Devolución' }
    expect(at(note('04', { lines, reference }), 'infoNotaCredito.valorModificacion')).toBe('22.40')
    expect(faultsOf(note('04', { lines }))).toEqual(['error iva-rate lines[0].taxes[0].rate'])
  })
})

describe('amounts', () => {
  test('in another currency become dollars at the rate of the draft', () => {
    expect(at(invoice({ currency: 'EUR', exchangeRate: '1.10' }), 'infoFactura.importeTotal')).toBe('25.30')
    expect(faultsOf(invoice({ currency: 'EUR' }))).toEqual(['error exchange-rate-missing currency'])
  })

  test('of discounts of the document are shared out over the lines they touch', () => {
    const lines = [LINE, { ...LINE, unitPrice: '5.00' }, { ...LINE, taxes: [{ code: 'IVA', rate: '0' }] }]
    const content = contentOf(invoice({ lines, discounts: [{ amount: '1.00', appliesTo: '15' }, { percent: '10' }] }))
    const discounts = [0, 1, 2].map((i) => givenAt(content, `detalles.detalle[${i}].descuento`))
    expect(discounts).toEqual(['2.60', '1.30', '2.00'])
    expect(givenAt(content, 'infoFactura.totalDescuento')).toBe('5.90')
  })

  test.each([
    { discounts: [{ amount: '20.01' }], fault: 'error discount-exceeds discounts[0]' },
    { discounts: [{ amount: '1.00', appliesTo: '0' }], fault: 'error discount-touches-nothing discounts[0]' },
    { charges: [{ amount: '1.00' }], fault: 'error charge-unknown charges' },
    { lines: [{ ...LINE, charges: [{ amount: '1.00' }] }], fault: 'error charge-unknown lines[0].charges' },
    { lines: [{ ...LINE, discounts: [{ amount: '20.01' }] }], fault: 'error line-negative lines[0].discounts' },
  ])('are refused: $fault', ({ fault, ...change }) => expect(faultsOf(invoice(change))).toEqual([fault]))

  test('that a block states are kept within a cent, and contradicted beyond it', () => {
    const stating = (importeTotal: string) => invoice({ ec: { infoFactura: { importeTotal } } })
    expect(faultsOf(stating('23.00'))).toEqual([])
    expect(faultsOf(stating('23.01'))).toEqual(['warning total-within-tolerance ec.infoFactura.importeTotal'])
    expect(at(stating('23.01'), 'infoFactura.pagos.pago[0].total')).toBe('23.01')
    expect(faultsOf(stating('23.02'))).toContain('error total-mismatch ec.infoFactura.importeTotal')
  })

  test('make up the total of everything that is added and taken off', () => {
    const ec = {
      infoFactura: {
        propina: '2.00',
        totalConImpuestos: { totalImpuesto: [{ codigo: '2', codigoPorcentaje: '4', valorDevolucionIva: '1.50' }] },
      },
      otrosRubrosTerceros: { rubro: [{ concepto: 'Bomberos', total: '0.75' }] },
    }
    expect(at(invoice({ ec }), 'infoFactura.importeTotal')).toBe('24.25')
  })
})

describe('payments', () => {
  test('are the whole total by the default method unless the draft says otherwise', () => {
    expect(at(invoice(), 'infoFactura.pagos.pago')).toEqual([{ formaPago: '01', total: '23.00' }])
    expect(at(invoice(), 'infoFactura.pagos.pago[0].formaPago', issuedBy({ defaultPaymentMethod: '20' }))).toBe('20')
  })

  test('due later say in how many days', () => {
    const payment = { dueDate: '2026-12-16', methods: [{ method: '20', amount: '23.00' }] }
    expect(at(invoice({ payment }), 'infoFactura.pagos.pago')).toEqual([
      { formaPago: '20', total: '23.00', plazo: '30', unidadTiempo: 'dias' },
    ])
  })

  test('due later say so in a nota de débito as well', () => {
    const payment = { dueDate: '2026-12-16', methods: [{ method: '20', amount: '23.00' }] }
    expect(at(note('05', { payment }), 'infoNotaDebito.pagos[0].pago[0].plazo')).toBe('30')
  })

  test('stand in a list in a nota de débito, and nowhere in a nota de crédito', () => {
    expect(at(note('05'), 'infoNotaDebito.pagos')).toEqual([{ pago: [{ formaPago: '01', total: '23.00' }] }])
    expect(at(note('04'), 'infoNotaCredito.pagos')).toBeUndefined()
  })

  test.each([
    { payment: { methods: [{ method: '01', amount: '20' }] }, fault: 'error payments-sum payment.methods' },
    {
      payment: { methods: [{ method: '02', amount: '23' }] },
      fault: 'error payment-method-unknown payment.methods[0].method',
    },
    { payment: { dueDate: '2026-11-15' }, fault: 'error due-date-before-issue payment.dueDate' },
    { ec: { infoFactura: { propina: '2.01' } }, fault: 'warning tip-exceeds ec.infoFactura.propina' },
  ])('$fault', ({ fault, ...change }) => expect(faultsOf(invoice(change))).toEqual([fault]))
})

test.each([
  { pagos: { pago: [{ formaPago: '20', total: '23.00' }] } },
  { pagos: { pago: { formaPago: '20', total: '23.00' } } },
  { pagos: [{ formaPago: '20', total: '23.00' }] },
])('a block may give its payments as $pagos', ({ pagos }) => {
  expect(at(invoice({ ec: { infoFactura: { pagos } } }), 'infoFactura.pagos.pago')).toEqual([
    { formaPago: '20', total: '23.00' },
  ])
})

describe('a nota de débito', () => {
  test('has reasons in place of lines, and the taxes of the whole', () => {
    const lines = [{ ...LINE, name: 'Interés por mora', quantity: '1', unitPrice: '4.555' }]
    const content = contentOf(note('05', { lines }))
    expect(givenAt(content, 'motivos.motivo')).toEqual([{ razon: 'Interés por mora', valor: '4.56' }])
    expect(givenAt(content, 'infoNotaDebito.impuestos.impuesto')).toEqual([
      { codigo: '2', codigoPorcentaje: '4', tarifa: '15.00', baseImponible: '4.56', valor: '0.68' },
    ])
    expect(givenAt(content, 'infoNotaDebito.valorTotal')).toBe('5.24')
    expect(givenAt(content, 'detalles')).toBeUndefined()
  })

  test('takes official fields of its reasons from the lines', () => {
    const lines = [{ ...LINE, ec: { razon: 'Ajuste' } }]
    expect(at(note('05', { lines }), 'motivos.motivo[0].razon')).toBe('Ajuste')
    expect(faultsOf(note('05', { lines: [{ ...LINE, ec: { cantidad: '1' } }] }))).toContain(
      'error field-unknown lines[0].ec.cantidad',
    )
  })
})

describe('a note and its original', () => {
  const facts = { tipoIdentificacion: '05', identificacion: '1710034065', razonSocial: 'Ana Paz' }
  const over = (change: Parameters<typeof relatedInvoice>[0] = {}): PrepareContext => ({
    ...EXAMPLE_CONTEXT,
    related: [relatedInvoice({ buyerTaxId: '1710034065', facts, ...change })],
  })
  const bare = note('04', { buyer: undefined, reference: { number: '001-001-000000123', reason: 'Devolución' } })

  test('it asks for the document it modifies', () => {
    expect(relatedNumbers(bare)).toEqual([{ series: '01-001-001', sequence: 123n }])
    expect(relatedNumbers(invoice())).toEqual([])
  })

  test('takes buyer and date from it', () => {
    const content = contentOf(bare, over())
    expect(givenAt(content, 'infoNotaCredito.identificacionComprador')).toBe('1710034065')
    expect(givenAt(content, 'infoNotaCredito.razonSocialComprador')).toBe('Ana Paz')
    expect(givenAt(content, 'infoNotaCredito.fechaEmisionDocSustento')).toBe('03/11/2026')
  })

  test('waits for it while SRI has not authorised it', () => {
    const place = { series: '01-001-001', sequence: 123n }
    expect(prepare(bare, over({ state: 'sent' })).document).toMatchObject({ refersTo: place, follows: place })
    expect(prepare(bare, over()).document).toMatchObject({ refersTo: place, follows: undefined })
  })

  test.each([
    { change: { state: 'rejected' }, fault: 'error original-not-authorised reference.number' },
    {
      change: { facts: { ...facts, tipoIdentificacion: '07' } },
      fault: 'error original-final-consumer reference.number',
    },
    { change: { facts: { ...facts, identificacion: '1710034073' } }, fault: 'error original-buyer buyer.taxId' },
    { change: { issueDate: '2026-11-02' as CalendarDate }, fault: 'error original-date reference.date' },
    { change: { noteTotals: { '04': '92.01' } }, fault: 'error original-balance ec.infoNotaCredito.valorModificacion' },
  ] as const)('$fault', ({ change, fault }) => expect(faultsOf(note('04'), over(change))).toContain(fault))

  test('may credit what a nota de débito added', () => {
    const noteTotals = { '04': '92.01', '05': '0.01' }
    expect(faultsOf(note('04'), over({ noteTotals }))).toEqual([])
  })
})

describe('rules', () => {
  const reimbursement = {
    tipoIdentificacionProveedorReembolso: '04',
    identificacionProveedorReembolso: '1710034065001',
    tipoProveedorReembolso: '01',
    codDocReembolso: '01',
    estabDocReembolso: '001',
    ptoEmiDocReembolso: '001',
    secuencialDocReembolso: '000000009',
    fechaEmisionDocReembolso: '03/11/2026',
    numeroautorizacionDocReemb: '1234567890',
    detalleImpuestos: { detalleImpuesto: [{ codigo: '2', codigoPorcentaje: '4', baseImponibleReembolso: '20.00' }] },
  }

  test('what is reimbursed is added up, and named by its code', () => {
    const info = at(invoice({ ec: { reembolsos: { reembolsoDetalle: [reimbursement] } } }), 'infoFactura')
    expect(info).toMatchObject({
      codDocReembolso: '41',
      totalComprobantesReembolso: '23.00',
      totalBaseImponibleReembolso: '20.00',
      totalImpuestoReembolso: '3.00',
    })
  })

  test.each([
    {
      ec: { infoFactura: { codDocReembolso: '41' } },
      fault: 'error reimbursement-documents-missing ec.infoFactura.codDocReembolso',
    },
    {
      ec: {
        infoFactura: { codDocReembolso: '01' },
        reembolsos: { reembolsoDetalle: [{ ...reimbursement, identificacionProveedorReembolso: '99' }] },
      },
      fault: 'error reimbursement-supplier ec.reembolsos.reembolsoDetalle[0].identificacionProveedorReembolso',
    },
    {
      ec: { infoFactura: { comercioExterior: 'EXPORTADOR' } },
      fault: 'error export-incomplete ec.infoFactura.puertoEmbarque',
    },
    { ec: { infoFactura: { paisOrigen: '593' } }, fault: 'error export-unmarked ec.infoFactura.comercioExterior' },
    { ec: { tipoNegociable: { correo: 'a@b.ec' } }, fault: 'error negotiable-incomplete buyer.address' },
    { ec: { infoFactura: { placa: 'no' } }, fault: 'warning plate-form ec.infoFactura.placa' },
    { ec: { detalles: { detalle: [{ cantidad: '1' }] } }, fault: 'error block-reserved ec.detalles' },
    { issueDate: '2026-11-17', fault: 'error issue-date-future issueDate' },
    { issueDate: '2026-11-15', fault: 'warning issue-date-past issueDate' },
    { issueDate: '2026-02-31', fault: 'error field-date issueDate' },
    { buyer: { taxId: '9910034065', name: 'Ana' }, fault: 'error buyer-identification buyer.taxId' },
    { buyer: { taxId: '1710034066', name: 'Ana' }, fault: 'warning buyer-check-digit buyer.taxId' },
    { buyer: undefined, lines: [{ ...LINE, quantity: '5' }], fault: 'error buyer-needed buyer.taxId' },
    { type: '03', buyer: { taxId: '9999999999999' }, fault: 'error final-consumer-not-applicable buyer.taxId' },
    { number: '001-1', fault: 'error number-form number' },
    { number: '009-001-000000001', fault: 'error emission-point-unknown number' },
    {
      number: '001-001-000000001',
      ec: { infoTributaria: { estab: '002' } },
      fault: 'error number-place ec.infoTributaria.estab',
    },
    { type: '99', fault: 'error type-unknown type' },
    {
      ec: {
        infoFactura: {
          totalConImpuestos: { totalImpuesto: [{ codigo: '2', codigoPorcentaje: '4', valorDevolucionIva: '3.01' }] },
        },
      },
      fault: 'error refund-exceeds ec.infoFactura.totalConImpuestos.totalImpuesto[0].valorDevolucionIva',
    },
    {
      ec: {
        infoFactura: {
          totalConImpuestos: {
            totalImpuesto: [{ codigo: '2', codigoPorcentaje: '5', baseImponible: '1.00', valor: '0.05' }],
          },
        },
      },
      fault: 'error sum-of-no-line ec.infoFactura.totalConImpuestos.totalImpuesto[0]',
    },
    {
      lines: [{ ...LINE, name: 'SÚPER', codes: [{ type: 'interno', value: '0103' }] }],
      fault: 'error fuel-plate-missing ec.infoFactura.placa',
    },
    {
      lines: [{ ...LINE, ec: { codigoAuxiliar: 'H492003' } }],
      fault: 'warning transport-code lines[0].ec.codigoAuxiliar',
    },
    {
      lines: [{ ...LINE, ec: { precioSinSubsidio: '9.99' } }],
      fault: 'error subsidy-below-price lines[0].ec.precioSinSubsidio',
    },
    {
      lines: [{ ...LINE, taxes: [{ code: '3072', rate: '5' }, ...IVA] }],
      fault: 'warning ice-unknown lines[0].taxes[0].code',
    },
    { lines: [{ ...LINE, taxes: [{ code: '3680' }, ...IVA] }], fault: 'warning plastic-bag-code lines[0].codes' },
  ])('$fault', ({ fault, ...change }) => expect(faultsOf(invoice(change))).toContain(fault))

  test('a final consumer buys for exactly fifty dollars', () => {
    const lines = [{ ...LINE, quantity: '1', unitPrice: '50.00', taxes: [{ code: 'IVA', rate: '0' }] }]
    expect(faultsOf(invoice({ buyer: undefined, lines }))).toEqual([])
  })

  test('line ends and control characters in names become blanks', () => {
    const lines = [{ ...LINE, name: 'Café\r\n  molido\tfino\u0007' }]
    expect(at(invoice({ lines }), 'detalles.detalle[0].descripcion')).toBe('Café molido fino')
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
