import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { example } from '../../../../test/support/ecuadorian-examples.ts'
import { needs, shared } from '../../../../test/support/needs.ts'
import type { Draft } from '../../../domain/draft.ts'
import { readXml } from '../../../xml/reader.ts'
import type { Content } from '../../format/format.ts'
import { readContent } from '../../format/read.ts'
import type { PrepareContext } from '../../jurisdiction.ts'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { formatOf } from '../formats/formats.ts'
import { prepare } from '../prepare.ts'
import { contentXml, documentXml } from '../xml.ts'

type Loose = Record<string, unknown>

const NUMBERED = { number: '001-001-000000007', expiresOn: undefined }
const BUYER = { taxId: '1792146739001', name: 'Ferretería El Constructor' }
const SUPPORT = {
  codSustento: '01',
  numDocSustento: '001-010-000012345',
  fechaEmisionDocSustento: '10/11/2026',
  impuestosDocSustento: { impuestoDocSustento: [{ codigoPorcentaje: '4', baseImponible: '200.00' }] },
  retenciones: { retencion: [{ codigoRetencion: '312' }] },
}

/** A retención of one supporting document, by the block. */
function receipt(support: Loose = {}, info: Loose = {}, change: Loose = {}): Draft {
  const docsSustento = { docSustento: [{ ...SUPPORT, ...support }] }
  return { type: '07', buyer: BUYER, ...change, ec: { infoCompRetencion: info, docsSustento } } as unknown as Draft
}

/** The same with these withholdings. */
const withheld = (...retencion: Loose[]) => receipt({ retenciones: { retencion } })

const told = (draft: Draft, context: Partial<PrepareContext> = {}) =>
  prepare(draft, { ...EXAMPLE_CONTEXT, ...context }).faults.map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  )

function xmlOf(draft: Draft, context: Partial<PrepareContext> = {}): string {
  const { document, faults } = prepare(draft, { ...EXAMPLE_CONTEXT, ...context })
  if (!document) throw new Error(JSON.stringify(faults))
  return documentXml(document, NUMBERED, EXAMPLE_CONTEXT.now)
}

const AT = 'ec.docsSustento.docSustento[0]'
const FIRST = `${AT}.retenciones.retencion[0]`

describe('a retención', () => {
  test('rests on a type of document that exists', () => {
    expect(told(receipt({ codDocSustento: '99' }))).toEqual([`error support-type ${AT}.codDocSustento`])
  })

  test('is made from a document, its base and a code', () => {
    expect(told(receipt())).toEqual([])
    const xml = xmlOf(receipt())
    expect(xml).toContain('<parteRel>NO</parteRel>')
    expect(xml).toContain('<periodoFiscal>11/2026</periodoFiscal>')
    expect(xml).toContain('<codDocSustento>01</codDocSustento><numDocSustento>001010000012345</numDocSustento>')
    expect(xml).toContain(
      '<pagoLocExt>01</pagoLocExt><totalSinImpuestos>200.00</totalSinImpuestos><importeTotal>230.00</importeTotal>',
    )
    expect(xml).toContain(
      '<baseImponible>200.00</baseImponible><tarifa>15</tarifa><valorImpuesto>30.00</valorImpuesto>',
    )
    expect(xml).toContain(
      '<codigo>1</codigo><codigoRetencion>312</codigoRetencion><baseImponible>200.00</baseImponible><porcentajeRetener>2</porcentajeRetener><valorRetenido>4.00</valorRetenido>',
    )
    expect(xml).toContain('<pago><formaPago>01</formaPago><total>230.00</total></pago>')
  })

  // Several libraries have 1 = 10 %, 2 = 20 %, 3 = 30 %.
  test.each([
    ['9', '3.00'],
    ['10', '6.00'],
    ['1', '9.00'],
    ['11', '15.00'],
    ['2', '21.00'],
    ['3', '30.00'],
    ['7', '0.00'],
    ['8', '0.00'],
  ])('of IVA by code %s withholds %s of 30.00', (codigoRetencion, amount) => {
    const xml = xmlOf(withheld({ codigoRetencion }))
    expect(xml).toContain(
      `<codigo>2</codigo><codigoRetencion>${codigoRetencion}</codigoRetencion><baseImponible>30.00</baseImponible>`,
    )
    expect(xml).toContain(`<valorRetenido>${amount}</valorRetenido>`)
  })

  test.each([
    ['2026-02-28', '1.75', '3.50'],
    ['2026-03-01', '2', '4.00'],
  ])('of goods on %s withholds %s percent', (issueDate, percent, amount) => {
    const draft = { ...receipt({ fechaEmisionDocSustento: '20/02/2026' }), issueDate }
    expect(xmlOf(draft)).toContain(`<porcentajeRetener>${percent}</porcentajeRetener><valorRetenido>${amount}<`)
  })

  test('of ISD is 5 percent of what is sent', () => {
    expect(xmlOf(withheld({ codigoRetencion: '4580', baseImponible: '400.00' }))).toContain(
      '<codigo>6</codigo><codigoRetencion>4580</codigoRetencion><baseImponible>400.00</baseImponible><porcentajeRetener>5</porcentajeRetener><valorRetenido>20.00<',
    )
  })

  test('adds up what it withholds, by tax and in all', () => {
    const { document } = prepare(example('07-withholding-several-documents'), EXAMPLE_CONTEXT)
    expect(document?.totals).toEqual({
      'retenciones.1.valorRetenido': '6.60',
      'retenciones.2.valorRetenido': '17.40',
      totalRetenido: '24.00',
    })
    expect(document?.total).toBe('24.00')
    expect(document?.buyerTaxId).toBe('1792146739001')
  })

  test('is of the rate of the day its document was issued', () => {
    const support = {
      fechaEmisionDocSustento: '20/03/2024',
      impuestosDocSustento: { impuestoDocSustento: [{ codigoPorcentaje: '2', baseImponible: '100.00' }] },
    }
    expect(xmlOf(receipt(support))).toContain('<tarifa>12</tarifa><valorImpuesto>12.00</valorImpuesto>')
  })

  test('leaves the ICE of a document out of its total without taxes', () => {
    const taxes = [
      {
        codImpuestoDocSustento: '3',
        codigoPorcentaje: '3093',
        baseImponible: '100.00',
        tarifa: '10',
        valorImpuesto: '10.00',
      },
      { codigoPorcentaje: '4', baseImponible: '110.00' },
    ]
    const xml = xmlOf(receipt({ impuestosDocSustento: { impuestoDocSustento: taxes } }))
    expect(xml).toContain('<totalSinImpuestos>100.00</totalSinImpuestos><importeTotal>126.50</importeTotal>')
  })

  test('sums the documents of a reimbursement', () => {
    const tax = (base: string, amount: string) => ({
      detalleImpuesto: [
        { codigo: '2', codigoPorcentaje: '4', tarifa: '15', baseImponibleReembolso: base, impuestoReembolso: amount },
      ],
    })
    const reimbursed = (secuencialDocReembolso: string, detalleImpuestos: object) => ({
      tipoIdentificacionProveedorReembolso: '04',
      identificacionProveedorReembolso: '1760013210001',
      tipoProveedorReembolso: '02',
      codDocReembolso: '01',
      estabDocReembolso: '001',
      ptoEmiDocReembolso: '001',
      secuencialDocReembolso,
      fechaEmisionDocReembolso: '05/11/2026',
      numeroAutorizacionDocReemb: '1234567890',
      detalleImpuestos,
    })
    const documents = [reimbursed('000000001', tax('100.00', '15.00')), reimbursed('000000002', tax('60.00', '9.00'))]
    const support = { codDocSustento: '41', reembolsos: { reembolsoDetalle: documents } }
    expect(xmlOf(receipt(support))).toContain(
      '<totalComprobantesReembolso>184.00</totalComprobantesReembolso><totalBaseImponibleReembolso>160.00</totalBaseImponibleReembolso><totalImpuestoReembolso>24.00</totalImpuestoReembolso>',
    )
    expect(told(receipt({ codDocSustento: '41' }))).toContain(`error support-reimbursement ${AT}.reembolsos`)
    expect(told(receipt({ ...support, totalImpuestoReembolso: '25.00' }))).toContain(
      `error total-mismatch ${AT}.totalImpuestoReembolso`,
    )
  })
})

describe('a retención by neutral fields', () => {
  test('comes to the same as by the block', () => {
    const neutral = {
      type: '07',
      buyer: BUYER,
      reference: { number: '001-010-000012345', date: '2026-11-10', code: '01' },
      lines: [
        {
          name: 'Clavos',
          quantity: '100',
          unitPrice: '2',
          taxes: [{ code: 'IVA', rate: '15' }],
          withholdings: [{ code: '312', amount: '4.00' }],
        },
      ],
    } as Draft
    expect(xmlOf(neutral)).toBe(xmlOf(receipt()))
  })

  test('adds up lines of one rate and withholdings of one code', () => {
    const line = (unitPrice: string, rate: string, iva: string) => ({
      name: 'x',
      quantity: '1',
      unitPrice,
      discounts: [{ percent: '10' }],
      taxes: [{ code: 'IVA', rate }],
      withholdings: [
        { code: '312', amount: String(Number(unitPrice) * 0.9 * 0.02) },
        { code: '1', amount: iva },
      ],
    })
    const draft = {
      ...example('07-withholding'),
      lines: [line('100', '15', '4.05'), line('50', '15', '2.03'), line('20', '0', '0')],
    }
    const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
    expect(faults).toEqual([])
    expect(document?.totals).toEqual({
      'retenciones.1.valorRetenido': '3.06',
      'retenciones.2.valorRetenido': '6.08',
      totalRetenido: '9.14',
    })
    const xml = documentXml(document!, NUMBERED, EXAMPLE_CONTEXT.now)
    expect(xml).toContain('<codigoPorcentaje>4</codigoPorcentaje><baseImponible>135.00</baseImponible>')
    expect(xml).toContain('<codigoPorcentaje>0</codigoPorcentaje><baseImponible>18.00</baseImponible>')
  })

  test.each<[string, Loose, string]>([
    ['it lacks the IVA of a line', { taxes: [] }, 'error support-iva lines[0].taxes'],
    [
      'it has an IVA that was not in force',
      { taxes: [{ code: 'IVA', rate: '12' }] },
      'error iva-rate lines[0].taxes[0].rate',
    ],
    ['it has another tax', { taxes: [{ code: '3093' }] }, 'error support-iva lines[0].taxes'],
    ['it lacks a price', { unitPrice: undefined }, 'error support-price lines[0].unitPrice'],
    ['it has fields of a line', { ec: { codigoPrincipal: '1' } }, 'error block-reserved lines[0].ec'],
    [
      'it states an amount that is not the percentage',
      { withholdings: [{ code: '303', amount: '99' }] },
      'error total-mismatch lines[0].withholdings[0].amount',
    ],
  ])('is told when %s', (_, line, fault) => {
    const draft = example('07-withholding')
    const lines = [{ ...draft.lines[0]!, ...line }]
    expect(told({ ...draft, lines })).toContain(fault)
  })

  test.each([
    ['what the purchase is deducted as', { number: '001-010-000012345', date: '2026-11-10' }, 'reference.code'],
    ['the day of the document', { number: '001-010-000012345', code: '01' }, 'reference.date'],
  ])('is told that it lacks %s', (_, reference, path) => {
    expect(told({ ...example('07-withholding'), reference })).toEqual([`error field-missing ${path}`])
  })
})

describe('a retención is told', () => {
  test.each<[string, Draft, string]>([
    [
      'that a percentage is not known since March 2026',
      withheld({ codigoRetencion: '307' }),
      `error withholding-rate-unknown ${FIRST}.porcentajeRetener`,
    ],
    [
      'that a code of renta is not known',
      withheld({ codigoRetencion: '999', porcentajeRetener: '1' }),
      `warning withholding-code-unknown ${FIRST}.codigoRetencion`,
    ],
    [
      'that a code of renta is not known, nor its percentage',
      withheld({ codigoRetencion: '999', valorRetenido: '4.00' }),
      `error withholding-code ${FIRST}.codigoRetencion`,
    ],
    [
      'that letters are no code',
      withheld({ codigo: '1', codigoRetencion: 'RENTA', porcentajeRetener: '2' }),
      `error withholding-code ${FIRST}.codigoRetencion`,
    ],
    [
      'that an amount makes its percentage one of another day',
      withheld({ codigoRetencion: '312', valorRetenido: '3.50' }),
      `warning withholding-rate-differs ${FIRST}.porcentajeRetener`,
    ],
    [
      'that a code of IVA does not exist',
      withheld({ codigoRetencion: '4', porcentajeRetener: '30' }),
      `error withholding-code ${FIRST}.codigoRetencion`,
    ],
    [
      'that a percentage of IVA is another',
      withheld({ codigoRetencion: '1', porcentajeRetener: '10' }),
      `error withholding-rate ${FIRST}.porcentajeRetener`,
    ],
    [
      'that a percentage of renta may be another',
      withheld({ codigoRetencion: '312', porcentajeRetener: '1.75' }),
      `warning withholding-rate-differs ${FIRST}.porcentajeRetener`,
    ],
    [
      'that an amount is not the percentage',
      withheld({ codigoRetencion: '312', valorRetenido: '4.02' }),
      `error total-mismatch ${FIRST}.valorRetenido`,
    ],
    [
      'that IVA is not withheld of the base',
      withheld({ codigoRetencion: '1', baseImponible: '200.00' }),
      `warning withholding-base ${FIRST}.baseImponible`,
    ],
    [
      'that a base is missing',
      withheld({ codigoRetencion: '312' }, { codigoRetencion: '310' }),
      `error field-missing ${FIRST}.baseImponible`,
    ],
    ['that its day is to come', receipt({}, {}, { issueDate: '2026-11-17' }), 'error issue-date-future issueDate'],
    ['that its day is past', receipt({}, {}, { issueDate: '2026-11-15' }), 'warning issue-date-past issueDate'],
    [
      'that its document is later',
      receipt({ fechaEmisionDocSustento: '17/11/2026' }),
      `error support-date ${AT}.fechaEmisionDocSustento`,
    ],
    [
      'that its period is another month',
      receipt({}, { periodoFiscal: '10/2026' }),
      'warning fiscal-period ec.infoCompRetencion.periodoFiscal',
    ],
    [
      'that a final consumer is nobody',
      receipt({}, {}, { buyer: { taxId: '9999999999999' } }),
      'error subject-final-consumer buyer.taxId',
    ],
    [
      'to look at the number of its subject',
      receipt({}, {}, { buyer: { ...BUYER, taxId: '1710034066' } }),
      'warning subject-identification buyer.taxId',
    ],
    [
      'to say what a foreign subject is',
      receipt({}, { tipoIdentificacionSujetoRetenido: '08' }),
      'error subject-kind ec.infoCompRetencion.tipoSujetoRetenido',
    ],
    [
      'not to say it of another',
      receipt({}, { tipoSujetoRetenido: '01' }),
      'error subject-kind ec.infoCompRetencion.tipoSujetoRetenido',
    ],
    ['what a payment abroad has', receipt({ pagoLocExt: '02' }), `error foreign-payment ${AT}.paisEfecPago`],
    ['what only a payment abroad has', receipt({ tipoRegi: '01' }), `error foreign-payment ${AT}.tipoRegi`],
    ['what a dividend has', receipt({ codSustento: '10' }), `error support-dividends ${FIRST}.dividendos`],
    [
      'which withholding of a dividend is of it: that of renta',
      receipt({
        codSustento: '10',
        retenciones: { retencion: [{ codigoRetencion: '4580', baseImponible: '9' }, { codigoRetencion: '325' }] },
      }),
      `error support-dividends ${AT}.retenciones.retencion[1].dividendos`,
    ],
    [
      'that payments are not what the document comes to',
      receipt({ pagos: { pago: [{ formaPago: '01', total: '5.00' }] } }),
      `warning support-payments-sum ${AT}.pagos`,
    ],
    [
      'that a means of payment does not exist',
      receipt({}, {}, { payment: { methods: [{ method: '02', amount: '230' }] } }),
      'error payment-method-unknown payment.methods[0].method',
    ],
    [
      'that its subject has two identifications',
      receipt({}, {}, { buyer: { ...BUYER, foreignId: 'AB123' } }),
      'error buyer-two-identities buyer.foreignId',
    ],
    [
      'what bananas have',
      withheld({ codigoRetencion: '338', porcentajeRetener: '0', baseImponible: '10', valorRetenido: '1.25' }),
      `error support-bananas ${FIRST}.compraCajBanano`,
    ],
    [
      'what only bananas have',
      withheld({ codigoRetencion: '312', compraCajBanano: { numCajBan: '1', precCajBan: '1' } }),
      `error support-bananas ${FIRST}.compraCajBanano`,
    ],
    ['that a number has 15 digits', receipt({ numDocSustento: '1-1-1' }), `error field-pattern ${AT}.numDocSustento`],
    [
      'that there is nobody',
      receipt({}, {}, { buyer: undefined }),
      'error field-missing ec.infoCompRetencion.razonSocialSujetoRetenido',
    ],
    ['that there is no document', { type: '07', buyer: BUYER } as unknown as Draft, 'error field-missing lines'],
  ])('%s', (_, draft, fault) => expect(told(draft)).toContain(fault))

  test('nothing of dividends where ISD is withheld beside them', () => {
    const dividendos = { fechaPagoDiv: '15/11/2026', imRentaSoc: '50.00', ejerFisUtDiv: '2025' }
    const retencion = [
      { codigoRetencion: '325', porcentajeRetener: '10', dividendos },
      { codigoRetencion: '4580', baseImponible: '9.00' },
    ]
    expect(told(receipt({ codSustento: '10', retenciones: { retencion } }))).toEqual([
      `warning withholding-code-unknown ${FIRST}.codigoRetencion`,
    ])
  })

  test.each(['338', '340', '341', '342', '342A', '342B'])('nothing of a withholding of bananas, %s', (code) => {
    const compraCajBanano = { numCajBan: '100', precCajBan: '2.00' }
    const retencion = { codigoRetencion: code, porcentajeRetener: '1', valorRetenido: '2.35', compraCajBanano }
    expect(told(withheld(retencion))).toEqual([])
  })

  test('of an amount that is a cent off, which is sent as it stands', () => {
    const draft = withheld({ codigoRetencion: '312', valorRetenido: '4.01' })
    expect(told(draft)).toEqual([`warning total-within-tolerance ${FIRST}.valorRetenido`])
    expect(xmlOf(draft)).toContain('<valorRetenido>4.01<')
  })

  test('what a withholding of oneself rests on', () => {
    const own = {
      retenciones: { retencion: [{ codigoRetencion: '3481', porcentajeRetener: '1.5', baseImponible: '200.00' }] },
    }
    expect(told(receipt(own))).toEqual(
      expect.arrayContaining([
        'error own-withholding number',
        'error own-withholding buyer.taxId',
        `error own-withholding ${AT}.codDocSustento`,
        `error own-withholding ${AT}.codSustento`,
      ]),
    )
    const right = { ...own, codDocSustento: '42', codSustento: '12', numDocSustento: '001-001-000000009' }
    const change = { number: '001-001-000000009', buyer: { taxId: '1790000001001', name: 'Comercial Andina S.A.' } }
    expect(told(receipt(right, {}, change))).toEqual([])
  })
})

test('a corrected retención keeps the day and the clave it had, and is told that SRI may refuse the day', () => {
  const { document } = prepare(receipt(), EXAMPLE_CONTEXT)
  const accessKey = /<claveAcceso>(\d+)/.exec(documentXml(document!, NUMBERED, EXAMPLE_CONTEXT.now))?.[1]
  const correcting = { number: NUMBERED.number, stamp: { accessKey: accessKey!, signedAt: '' } }
  const next = { today: '2026-11-18', correcting } as Partial<PrepareContext>
  expect(told(receipt(), next)).toEqual(['warning issue-date-past ec.infoCompRetencion.fechaEmision'])
  expect(xmlOf(receipt(), next)).toContain(`<claveAcceso>${accessKey}<`)
})

test.skipIf(!needs('shared'))('the sample of SRI comes out of its own facts as it went in', () => {
  const format = formatOf('07')!
  const file = readFileSync(shared('sri/samples/official-xsd-zip/ComprobanteRetencion_V2.0.0.xml'))
  const { content } = readContent(format, readXml(file))
  const { infoTributaria, infoCompRetencion, docsSustento, maquinaFiscal, infoAdicional } = content as Record<
    string,
    Content
  >
  const { razonSocial, nombreComercial, dirMatriz } = infoTributaria as Record<string, string>
  // Every element is there, filled with placeholders that mean nothing: what must come through is each one, in its place.
  const draft = {
    type: '07',
    ec: { infoCompRetencion, docsSustento, maquinaFiscal, infoAdicional },
  } as unknown as Draft
  const issuer = {
    taxId: '1790000001001',
    name: razonSocial!,
    tradeName: nombreComercial!,
    address: dirMatriz!,
    settings: {},
  }
  const { faults } = prepare(draft, { ...EXAMPLE_CONTEXT, issuer })
  const strange = faults.filter(
    ({ code }) => code === 'field-unknown' || code === 'field-not-list' || code === 'field-not-group',
  )
  expect(strange).toEqual([])
  expect(contentXml('07', content)).toContain('<precCajBan>50.00</precCajBan>')
})
