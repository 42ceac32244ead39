// A draft is bent here the way a careless client would send it, which no type describes.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */
import { describe, expect, test } from 'vitest'
import type { PrepareContext } from '../../jurisdiction.ts'
import { EXAMPLE_CONTEXT, relatedInvoice } from '../examples/context.ts'
import { example } from '../../../../test/support/dominican-examples.ts'
import { prepare } from '../prepare.ts'
import { RULES } from './rules.ts'

/** One way to break one rule, seen from outside: which example, what is changed, and where the fault must point. */
interface Broken {
  readonly code: string
  readonly path: string
  readonly from: string
  readonly why: string
  readonly change: (draft: Loose) => void
  readonly context?: Partial<PrepareContext>
  readonly settings?: Record<string, unknown>
  /** Warnings leave a document. */
  readonly warning?: true
}

/** A draft as a careless client sees it. */
type Loose = any

const INVOICE = '31-tax-credit-invoice'
const NOTE = '34-credit-note'
const known = (change = {}) => ({ related: [relatedInvoice(change)] })

const BROKEN: readonly Broken[] = [
  // Header
  b(
    'type-conflict',
    'do.Encabezado.IdDoc.TipoeCF',
    INVOICE,
    'the block names another type',
    (d) => (d.do = idDoc({ TipoeCF: '32' })),
  ),
  b('number-malformed', 'number', INVOICE, 'a number of the wrong form', (d) => (d.number = 'E3100000001')),
  b('number-malformed', 'number', INVOICE, 'sequence zero', (d) => (d.number = 'E310000000000')),
  b('number-type', 'number', INVOICE, 'a number of another type', (d) => (d.number = 'E320000000001')),
  b('number-conflict', 'do.Encabezado.IdDoc.eNCF', INVOICE, 'two numbers', (d) => {
    d.number = 'E310000000001'
    d.do = idDoc({ eNCF: 'E310000000002' })
  }),
  b('number-malformed', 'do.Encabezado.IdDoc.eNCF', INVOICE, 'a small letter, literally', (d) => {
    d.do = idDoc({ eNCF: 'e310000000001' })
  }),
  b('sequence-expired', 'do.Encabezado.IdDoc.FechaVencimientoSecuencia', INVOICE, 'a range that has ended', (d) => {
    d.do = idDoc({ FechaVencimientoSecuencia: '14-11-2026' })
  }),
  b('issuer-conflict', 'issuer.taxId', INVOICE, 'another issuer', (d) => (d.issuer = '131880681')),
  b(
    'tax-indicator-unneeded',
    'do.Encabezado.IdDoc.IndicadorMontoGravado',
    INVOICE,
    'no taxed line',
    (d) => {
      d.lines = [d.lines[2]]
      delete d.discounts
      d.do = idDoc({ IndicadorMontoGravado: '0' })
    },
    { warning: true },
  ),
  b(
    'deferred-not-authorised',
    'do.Encabezado.IdDoc.IndicadorEnvioDiferido',
    INVOICE,
    'no authorisation',
    (d) => (d.do = idDoc({ IndicadorEnvioDiferido: '1' })),
  ),
  b('issue-date-future', 'issueDate', INVOICE, 'tomorrow', (d) => (d.issueDate = '2026-11-16')),
  b(
    'issue-date-before-start',
    'issueDate',
    INVOICE,
    'before the taxpayer issued electronically',
    (d) => (d.issueDate = '2025-01-01'),
    {
      context: { environment: 'production', authorityEnvironment: 'ecf' },
      settings: { issuerSince: '2025-06-01' },
    },
  ),

  // Payment
  b('free-in-31', 'payment.terms', INVOICE, 'a free tax credit invoice', (d) => (d.payment = { terms: 'free' })),
  b('due-date-without-credit', 'payment.dueDate', INVOICE, 'cash with a due date', (d) => (d.payment.terms = 'cash')),
  b('due-date-missing', 'payment.dueDate', INVOICE, 'credit without a due date', (d) => delete d.payment.dueDate, {
    warning: true,
  }),
  b(
    'due-date-before-issue',
    'payment.dueDate',
    INVOICE,
    'due before it is issued',
    (d) => (d.payment.dueDate = '2026-11-14'),
  ),
  b('gift-payment-outside-32', 'payment.methods[1].method', INVOICE, 'a gift certificate pays a 31', (d) => {
    d.payment.methods = [
      { method: '1', amount: '1' },
      { method: '5', amount: '2' },
    ]
  }),
  b(
    'payment-incomplete',
    'do.Encabezado.IdDoc.TablaFormasPago.FormaDePago[0]',
    '32-consumer-invoice-small',
    'no amount',
    (d) => {
      delete d.payment
      d.do = idDoc({ TablaFormasPago: { FormaDePago: [{ FormaPago: '1' }] } })
    },
  ),
  b('period-dates', 'do.Encabezado.IdDoc.FechaHasta', INVOICE, 'the period ends before it begins', (d) => {
    d.do = idDoc({ FechaDesde: '02-10-2026', FechaHasta: '01-10-2026' })
  }),

  // Parties
  b('buyer-check-digit', 'buyer.taxId', INVOICE, 'a check digit that fails', (d) => (d.buyer.taxId = '131880682'), {
    warning: true,
  }),
  b('issuer-check-digit', 'issuer.taxId', INVOICE, 'a check digit that fails', () => undefined, {
    context: { issuer: { ...EXAMPLE_CONTEXT.issuer, taxId: '101010633' } },
    warning: true,
  }),
  b(
    'buyer-two-identities',
    'buyer.foreignId',
    '32-consumer-invoice-large',
    'both identities',
    (d) => (d.buyer.taxId = '131880681'),
  ),
  b(
    'buyer-needed',
    'buyer.taxId',
    '32-consumer-invoice-large',
    'an anonymous large sale',
    (d) => delete d.buyer.foreignId,
  ),
  b('buyer-needed', 'buyer.name', '32-consumer-invoice-large', 'a nameless large sale', (d) => delete d.buyer.name),
  b(
    'buyer-needed',
    'buyer.name',
    NOTE,
    'a note over a large sale',
    (d) => {
      d.reference = { number: 'E320000000001', code: '3' }
      delete d.buyer.name
    },
    { context: known({ number: 'E320000000001', type: '32', total: '300000.00', facts: { TipoIngresos: '01' } }) },
  ),
  b('buyer-needed', 'buyer.taxId', NOTE, 'a credit of a large sale that Emite does not know', (d) => {
    d.reference.number = 'E320000000001'
    d.lines[0].unitPrice = '300000'
    delete d.buyer
  }),
  b(
    'buyer-unidentified',
    'buyer.taxId',
    '44-special-regime',
    'a special regime without identity',
    (d) => delete d.buyer.taxId,
  ),
  b('buyer-unidentified', 'buyer.taxId', '46-export', 'an export to nobody', (d) => delete d.buyer.foreignId),

  // Lines
  b('line-number', 'lines[1].do.NumeroLinea', INVOICE, 'a gap', (d) => (d.lines[1].do = { NumeroLinea: '3' })),
  b(
    'lines-only-exempt',
    'lines[1].taxes',
    '43-minor-expenses',
    'a taxed line in a 43',
    (d) => (d.lines[1].taxes = [{ code: 'ITBIS', rate: '18' }]),
  ),
  b(
    'lines-only-exempt',
    'lines[0].do.IndicadorFacturacion',
    '47-payment-abroad',
    'a taxed line in a 47',
    (d) => (d.lines[0].do = { IndicadorFacturacion: '1' }),
  ),
  b(
    'lines-only-zero-rate',
    'lines[0].taxes',
    '46-export',
    'an exempt line in a 46',
    (d) => (d.lines[0].taxes = [{ code: 'ITBIS', treatment: 'exempt' }]),
  ),
  b('services-only', 'lines[0].kind', '47-payment-abroad', 'a good paid abroad', (d) => (d.lines[0].kind = 'good')),
  b(
    'discount-table',
    'lines[1].do.DescuentoMonto',
    INVOICE,
    'a discount without its breakdown',
    (d) => (d.lines[1].do = { DescuentoMonto: '5.00' }),
  ),
  b(
    'charge-table',
    'lines[1].do.RecargoMonto',
    INVOICE,
    'a charge without its breakdown',
    (d) => (d.lines[1].do = { RecargoMonto: '5.00' }),
  ),
  b('discount-exceeds', 'lines[0].discounts', INVOICE, 'more than the line', (d) => {
    d.lines[0].discounts = [{ amount: '999999' }]
  }),
  b('discount-exceeds', 'lines[1].do.TablaSubDescuento', INVOICE, 'more than the line, by the block', (d) => {
    const SubDescuento = [{ TipoSubDescuento: '$', MontoSubDescuento: '999999.00' }]
    d.lines[1].do = { DescuentoMonto: '999999.00', TablaSubDescuento: { SubDescuento } }
  }),
  b(
    'discount-part',
    'lines[0].discounts[0].amount',
    INVOICE,
    'neither percentage nor amount',
    (d) => (d.lines[0].discounts = [{}]),
  ),
  b('discount-part', 'lines[1].do.TablaSubDescuento.SubDescuento[0]', INVOICE, 'type % without a percentage', (d) => {
    d.lines[1].do = { TablaSubDescuento: { SubDescuento: [{ TipoSubDescuento: '%', MontoSubDescuento: '1.00' }] } }
  }),
  b(
    'charge-part',
    'lines[1].charges[0].amount',
    INVOICE,
    'neither percentage nor amount',
    (d) => (d.lines[1].charges = [{}]),
  ),
  b(
    'gift-certificate-billed',
    'lines[0].taxes',
    '32-consumer-invoice-small',
    'a gift certificate sold as taxed',
    (d) => (d.lines[0].name = 'Tarjeta de regalo'),
    { warning: true },
  ),

  // Selective consumption tax
  b('isc-pair', 'lines[0].taxes', '31-beer', 'specific without ad valorem', (d) => d.lines[0].taxes.pop()),
  b(
    'isc-subquantity',
    'lines[0].do.TablaSubcantidad',
    '31-beer',
    'no sub-quantity',
    (d) => delete d.lines[0].do.TablaSubcantidad,
  ),
  b('isc-subquantity', 'lines[0].do.TablaSubcantidad', '31-beer', 'cigarettes without it', (d) => {
    d.lines[0].taxes = [{ code: 'ITBIS' }, { code: '019' }, { code: '036' }]
    delete d.lines[0].do.TablaSubcantidad
  }),
  b(
    'isc-ad-valorem-amount',
    'lines[0].do.PrecioUnitarioReferencia',
    '31-beer',
    'a price below the specific tax',
    (d) => (d.lines[0].do.PrecioUnitarioReferencia = '1.00'),
  ),
  b('isc-line-fields', 'lines[0].do.GradosAlcohol', '31-beer', 'no degrees', (d) => delete d.lines[0].do.GradosAlcohol),
  b(
    'isc-specific-amount',
    'do.Encabezado.Totales.ImpuestosAdicionales',
    '31-beer',
    'nothing to compute it from',
    (d) => delete d.lines[0].do.GradosAlcohol,
  ),

  // Additional taxes
  b(
    'isc-rate-of-other-quarter',
    'lines[0].taxes',
    '31-beer',
    'only the catalog knows a rate, and that of another quarter',
    (d) => delete d.lines[0].taxes[1].rate,
    { warning: true },
  ),
  b(
    'additional-tax-rate',
    'lines[0].taxes',
    INVOICE,
    'a gratuity of 99 percent',
    (d) => {
      for (const line of d.lines) line.taxes.push({ code: '001', rate: '99' })
    },
    { warning: true },
  ),
  b(
    'additional-tax-rate',
    'do.Encabezado.Totales.ImpuestosAdicionales.ImpuestoAdicional[0].TasaImpuestoAdicional',
    '31-beer',
    'an ad valorem tax of 20 percent in the block',
    (d) => {
      const entry = { TipoImpuesto: '023', TasaImpuestoAdicional: '20.00' }
      d.do = totals({ ImpuestosAdicionales: { ImpuestoAdicional: [entry] } })
    },
    { warning: true },
  ),
  b(
    'additional-tax-outside',
    'lines[2].taxes',
    INVOICE,
    'a gratuity on what is not billed',
    (d) => {
      delete d.discounts
      d.lines[2].taxes = [{ code: 'ITBIS', treatment: 'outside' }, { code: '001' }]
    },
    { warning: true },
  ),
  b('tax-treatment', 'lines[0].taxes[0].treatment', INVOICE, 'exempt at 18 percent', (d) => {
    d.lines[0].taxes = [{ code: 'ITBIS', treatment: 'exempt', rate: '18' }]
  }),
  b('tax-treatment', 'lines[0].taxes[0].treatment', INVOICE, 'outside at 18 percent', (d) => {
    d.lines[0].taxes = [{ code: 'ITBIS', treatment: 'outside', rate: 18 }]
  }),
  b('tax-treatment', 'lines[0].taxes[1].treatment', INVOICE, 'an exempt gratuity', (d) => {
    d.lines[0].taxes.push({ code: '001', treatment: 'exempt' })
  }),
  b('tax-twice', 'lines[0].taxes[2].code', INVOICE, 'two gratuities', (d) => {
    d.lines[0].taxes.push({ code: '001' }, { code: '001' })
  }),
  b('tax-rates-differ', 'lines[1].taxes[1].rate', INVOICE, 'a gratuity at two rates', (d) => {
    d.lines[0].taxes.push({ code: '001', rate: '10' })
    d.lines[1].taxes.push({ code: '001', rate: '5' })
  }),
  b('tax-rates-differ', 'lines[0].taxes[1].rate', '31-beer', 'another rate than that of the block', (d) => {
    const entry = { TipoImpuesto: '006', TasaImpuestoAdicional: '640.11' }
    d.do = totals({ ImpuestosAdicionales: { ImpuestoAdicional: [entry] } })
  }),
  b('tax-rate-unstated', 'lines[1].taxes[1]', '31-beer', 'beer without a rate beside beer with one of its own', (d) => {
    const [{ taxes, ...line }] = d.lines
    d.lines.push({ ...line, taxes: taxes.map(({ code, rate }: Loose) => (code === '006' ? { code } : { code, rate })) })
  }),

  // Withholding
  b(
    'withholding-exceeds-itbis',
    'lines[0].withholdings',
    '41-purchase',
    'more ITBIS than the line bears',
    (d) => (d.lines[0].withholdings[0].amount = '9999.00'),
    { warning: true },
  ),
  b(
    'withholding-exceeds-itbis',
    'do.Encabezado.Totales.TotalITBISRetenido',
    '41-purchase',
    'more ITBIS than is left of a discount on the document',
    (d) => (d.discounts = [{ percent: '50' }]),
    { warning: true },
  ),
  b(
    'withholding-exceeds-itbis',
    'do.Encabezado.Totales.TotalITBISRetenido',
    '41-purchase',
    'more ITBIS than a charge on the document brings it to',
    (d) => {
      d.charges = [{ amount: '100' }]
      d.lines[0].withholdings[0].amount = '9999.00'
    },
    { warning: true },
  ),
  b(
    'perception-not-in-force',
    'lines[0].do.Retencion.IndicadorAgenteRetencionoPercepcion',
    '41-purchase',
    'perception',
    (d) => {
      d.lines[0].do = { Retencion: { IndicadorAgenteRetencionoPercepcion: '2' } }
    },
  ),
  b('withholding-itbis', 'lines[0].withholdings', '41-purchase', 'no ITBIS withheld', (d) =>
    d.lines[0].withholdings.shift(),
  ),
  b('withholding-isr', 'lines[0].withholdings', '41-purchase', 'no income tax withheld on a service', (d) =>
    d.lines[0].withholdings.pop(),
  ),
  b('withholding-empty', 'lines[0].do.Retencion', INVOICE, 'a withholding of nothing', (d) => {
    d.lines[0].do = { Retencion: { IndicadorAgenteRetencionoPercepcion: '1' } }
  }),
  b(
    'withholding-total',
    'do.Encabezado.Totales.TotalISRRetencion',
    '47-payment-abroad',
    'an amount that is none',
    (d) => {
      d.lines[0].withholdings[0].amount = '1e3'
    },
  ),

  b('withholding-twice', 'lines[0].withholdings[1].code', '47-payment-abroad', 'two of one tax', (d) =>
    d.lines[0].withholdings.push({ code: 'isr', amount: '1.00' }),
  ),

  // Discounts and charges on the document
  b('adjustment-number', 'do.DescuentosORecargos.DescuentoORecargo[0].NumeroLinea', INVOICE, 'numbered from 2', (d) => {
    d.do = adjustment({ NumeroLinea: '2' })
  }),
  b('adjustment-percent-only', 'discounts[0]', INVOICE, 'lines of different additional taxes', (d) =>
    d.lines[1].taxes.push({ code: '001' }),
  ),
  b(
    'norma-1007-prices',
    'do.DescuentosORecargos.DescuentoORecargo[0].IndicadorNorma1007',
    INVOICE,
    'net prices',
    (d) => {
      d.do = adjustment({ IndicadorNorma1007: '1' })
    },
  ),
  b(
    'adjustment-value',
    'do.DescuentosORecargos.DescuentoORecargo[0].ValorDescuentooRecargo',
    INVOICE,
    'a percentage with $',
    (d) => {
      d.do = adjustment({ ValorDescuentooRecargo: '5.00' })
    },
  ),
  b(
    'adjustment-amount',
    'discounts[0]',
    INVOICE,
    'neither percentage nor amount',
    (d) => (d.discounts = [{ appliesTo: '18' }]),
  ),
  b('adjustment-indicator', 'discounts[0]', INVOICE, 'no such line', (d) => (d.discounts[0].appliesTo = '0')),
  b('adjustment-indicator', 'discounts[0]', INVOICE, 'no billed line at all', (d) => {
    d.lines = [{ ...d.lines[0], taxes: [{ code: 'ITBIS', treatment: 'outside' }] }]
    d.discounts = [{ amount: '1' }]
  }),
  b('discount-ambiguous', 'discounts[0]', INVOICE, 'a percentage beside an amount', (d) => {
    d.discounts = [{ percent: '1', amount: '99' }]
  }),
  b('discount-ambiguous', 'lines[0].charges[0]', INVOICE, 'both on a line', (d) => {
    d.lines[0].charges = [{ percent: '1', amount: '99' }]
  }),
  b(
    'not-carried',
    'lines[0].discounts[0].appliesTo',
    INVOICE,
    'what only a discount of the document says',
    (d) => (d.lines[0].discounts = [{ amount: '1', appliesTo: '18' }]),
    { warning: true },
  ),
  b('not-carried', 'discounts', INVOICE, 'beside the official ones of the document', (d) => (d.do = adjustment({})), {
    warning: true,
  }),
  b(
    'not-carried',
    'lines[0].charges',
    INVOICE,
    'beside the official ones of the line',
    (d) => {
      d.lines[0].charges = [{ amount: '1' }]
      d.lines[0].do = { TablaSubRecargo: { SubRecargo: [{ TipoSubRecargo: '$', MontoSubRecargo: '2.00' }] } }
    },
    { warning: true },
  ),
  b('adjustment-exceeds', 'discounts', INVOICE, 'more than the lines', (d) => (d.discounts[0].amount = '9999999.00')),
  b(
    'adjustment-applies-to',
    'discounts[0].appliesTo',
    INVOICE,
    'no treatment',
    (d) => (d.discounts[0].appliesTo = 'beer'),
  ),

  // Other currency
  b('currency-both', 'exchangeRate', '46-export', 'no exchange rate', (d) => delete d.exchangeRate),
  b('exchange-rate-zero', 'exchangeRate', '46-export', 'a rate of nothing', (d) => (d.exchangeRate = '0')),
  b('exchange-rate-unneeded', 'exchangeRate', INVOICE, 'a rate in pesos', (d) => (d.exchangeRate = '60'), {
    warning: true,
  }),
  b('currency-lines', 'lines[0].do.OtraMonedaDetalle', INVOICE, 'a line in no declared currency', (d) => {
    d.lines[0].do = { OtraMonedaDetalle: { PrecioOtraMoneda: '5.00' } }
  }),
  b(
    'currency-drift',
    'lines[0].unitPrice',
    '46-export',
    'a million at a price that pesos cannot hold',
    (d) => {
      d.exchangeRate = '58.77'
      d.lines = [{ ...d.lines[0], quantity: '1000000', unitPrice: '0.0123', discounts: undefined, charges: undefined }]
    },
    { warning: true },
  ),

  // Pages and subtotals
  b('pages-count', 'do.Encabezado.IdDoc.TotalPaginas', INVOICE, 'three pages, two detailed', (d) => {
    d.do = { ...idDoc({ TotalPaginas: '3' }), ...pages(['1', '2'], ['3', '3']) }
  }),
  b(
    'pages-lines',
    'do.Paginacion.Pagina[1].NoLineaDesde',
    INVOICE,
    'a gap between pages',
    (d) => (d.do = pages(['1', '1'], ['3', '3'])),
  ),
  b(
    'pages-sums',
    'do.Encabezado.Totales.MontoExento',
    INVOICE,
    'pages that do not add up',
    (d) => {
      delete d.discounts
      d.do = {
        Paginacion: { Pagina: [{ PaginaNo: '1', NoLineaDesde: '1', NoLineaHasta: '3', SubtotalExentoPagina: '1.00' }] },
      }
    },
    { warning: true },
  ),
  b(
    'subtotal-sums',
    'do.Subtotales.Subtotal[0].SubTotalMontoGravadoTotal',
    INVOICE,
    'parts that do not add up',
    (d) => {
      d.do = {
        Subtotales: {
          Subtotal: [{ NumeroSubTotal: '1', SubTotalMontoGravadoTotal: '10.00', SubTotalMontoGravadoI1: '9.00' }],
        },
      }
    },
    { warning: true },
  ),

  // References
  b('reference-number', 'reference.number', NOTE, 'no fiscal number', (d) => (d.reference.number = 'F0012345678')),
  b(
    'reference-incomplete',
    'reference.code',
    INVOICE,
    'no code',
    (d) => (d.reference = { number: 'B0200000001', date: '2026-10-01' }),
  ),
  b(
    'reference-code',
    'reference.code',
    INVOICE,
    'an invoice that annuls',
    (d) => (d.reference = { number: 'E310000000002', date: '2026-10-01', code: '1' }),
  ),
  b(
    'reference-code',
    'reference.code',
    NOTE,
    'a note that refers to a consumer invoice',
    (d) => (d.reference.code = '5'),
  ),
  b(
    'reference-consumer-invoice',
    'reference.number',
    INVOICE,
    'code 5 over a 31',
    (d) => (d.reference = { number: 'E310000000002', date: '2026-10-01', code: '5' }),
  ),
  b('reference-number', 'do.InformacionReferencia.NCFModificado', NOTE, 'a small letter, literally', (d) => {
    d.do = { InformacionReferencia: { NCFModificado: 'e310000000001' } }
  }),
  b(
    'text-correction-amount',
    'reference.code',
    NOTE,
    'a correction of text that moves money',
    (d) => (d.reference.code = '2'),
    { warning: true },
  ),
  b('reference-paper-only', 'reference.number', NOTE, 'code 4 over an e-NCF', (d) => (d.reference.code = '4')),
  b(
    'reference-paper-type',
    'reference.number',
    INVOICE,
    'code 4 over another type',
    (d) => (d.reference = { number: 'B0200000001', date: '2026-10-01', code: '4' }),
  ),
  b('reference-self', 'reference.number', NOTE, 'itself', (d) => {
    d.number = 'E340000000001'
    d.reference.number = 'E340000000001'
  }),
  b('reference-date-order', 'reference.date', NOTE, 'a later original', (d) => (d.reference.date = '2026-11-16')),
  b(
    'debit-note-annuls',
    'reference.code',
    '33-debit-note',
    'a debit note that annuls',
    (d) => (d.reference.code = '1'),
    { warning: true },
  ),
  b(
    'reference-own-taxpayer',
    'reference.otherTaxId',
    NOTE,
    'the other taxpayer is oneself',
    (d) => (d.reference.otherTaxId = '101-01063-2'),
  ),

  // Originals
  b('original-not-accepted', 'reference.number', NOTE, 'a rejected original', () => undefined, {
    context: known({ state: 'rejected' }),
  }),
  b('original-not-accepted', 'reference.number', NOTE, 'a voided original', () => undefined, {
    context: known({ state: 'voided' }),
  }),
  b('original-buyer', 'buyer.taxId', NOTE, 'another buyer', (d) => (d.buyer.taxId = '101010632'), { context: known() }),
  b('original-balance', 'do.Encabezado.Totales.MontoTotal', NOTE, 'more than is left', () => undefined, {
    context: known({ total: '1000.00', noteTotals: { '33': '100.00', '34': '500.00' } }),
  }),
  b(
    'original-balance',
    'do.Encabezado.Totales.MontoTotal',
    NOTE,
    'more than is left, when corrected',
    () => undefined,
    {
      context: { ...known({ total: '1.00' }), correcting: { number: 'E340000000001', stamp: { signedAt: '' } } },
    },
  ),
  b('original-date', 'reference.date', NOTE, 'another date', (d) => (d.reference.date = '2026-11-02'), {
    context: known(),
  }),
  b(
    'original-income-type',
    'do.Encabezado.IdDoc.TipoIngresos',
    NOTE,
    'another income type',
    (d) => (d.do = idDoc({ TipoIngresos: '02' })),
    { context: known() },
  ),
  b(
    'credit-note-indicator',
    'do.Encabezado.IdDoc.IndicadorNotaCredito',
    NOTE,
    'late by mistake',
    (d) => (d.do = idDoc({ IndicadorNotaCredito: '1' })),
  ),
  b(
    'credit-note-late',
    'do.Encabezado.IdDoc.IndicadorNotaCredito',
    NOTE,
    'after 31 days',
    (d) => (d.reference.date = '2026-10-15'),
    { warning: true },
  ),

  // Figures
  b(
    'total-mismatch',
    'do.Encabezado.Totales.MontoTotal',
    INVOICE,
    'beyond three pesos on three lines',
    (d) => (d.do = totals({ MontoTotal: '5597.46' })),
  ),
  b(
    'total-mismatch',
    'lines[0].do.MontoItem',
    INVOICE,
    'beyond one peso on a line',
    (d) => (d.lines[0].do = { MontoItem: '3255.71' }),
  ),
  b(
    'total-within-tolerance',
    'do.Encabezado.Totales.MontoTotal',
    INVOICE,
    'three pesos on three lines',
    (d) => (d.do = totals({ MontoTotal: '5597.45' })),
    { warning: true },
  ),
]

describe('every rule', () => {
  test.each(BROKEN)('$code: $why', ({ code, path, from, change, context, settings, warning }) => {
    const draft = example(from)
    change(draft)
    const base = { ...EXAMPLE_CONTEXT, ...context }
    const { faults, document } = prepare(draft, { ...base, issuer: { ...base.issuer, settings: settings ?? {} } })
    const found = faults.filter((fault) => fault.code === code)
    expect(
      found.map((fault) => fault.path.startsWith(path)),
      JSON.stringify(faults, null, 1),
    ).toContain(true)
    expect(document !== undefined).toBe(warning === true)
    for (const { message, severity } of found) {
      expect(severity).toBe(warning ? 'warning' : 'error')
      expect(message.es).not.toBe(message.en)
    }
  })

  test('is broken by a case above and cites its source', () => {
    const tried = new Set(BROKEN.map(({ code }) => code))
    expect(RULES.filter(({ code }) => !tried.has(code))).toEqual([])
    expect(RULES.filter(({ source }) => !/DGII|Decreto|Ley/.test(source))).toEqual([])
    expect(new Set(RULES.map(({ code }) => code)).size).toBe(RULES.length)
  })

  test('is content with the official limits themselves', () => {
    const onTheDay = example(INVOICE)
    onTheDay.payment = { terms: 'credit', dueDate: '2026-11-15' }
    expect(prepare(onTheDay, EXAMPLE_CONTEXT).faults).toEqual([])

    const thirtyDays = example(NOTE)
    thirtyDays.reference = { number: 'E310000000001', date: '2026-10-16', code: '3' }
    expect(prepare(thirtyDays, EXAMPLE_CONTEXT).faults).toEqual([])
  })
})

test('all faults come at once', () => {
  const draft = example(INVOICE) as Loose
  draft.buyer.taxId = '12'
  draft.lines[0].quantity = '-1'
  draft.lines[1].name = 'x'.repeat(81)
  draft.payment = { terms: 'free' }
  const { faults } = prepare(draft, EXAMPLE_CONTEXT)
  expect(new Set(faults.map(({ path }) => path))).toEqual(
    new Set(['buyer.taxId', 'lines[0].quantity', 'lines[1].name', 'payment.terms']),
  )
})

describe('an additional tax', () => {
  const codes = (change: (draft: Loose) => void, settings: Record<string, unknown> = {}) => {
    const draft = example('31-beer') as Loose
    change(draft)
    return prepare(draft, { ...EXAMPLE_CONTEXT, issuer: { ...EXAMPLE_CONTEXT.issuer, settings } }).faults.map(
      ({ code }) => code,
    )
  }
  const unstated = (draft: Loose) => delete draft.lines[0].taxes[1].rate

  test('of the quarter that the catalog knows, or of a rate that the issuer has, is not asked about', () => {
    const rates = [{ code: '006', rate: '640.11', from: '2026-10-01' }]
    expect(codes(unstated, { taxRates: rates })).toEqual([])
    const inQuarter = (day: string) => (draft: Loose) => {
      unstated(draft)
      draft.issueDate = day
    }
    expect(codes(inQuarter('2025-10-01'))).toEqual([])
    expect(codes(inQuarter('2025-12-31'))).toEqual([])
    expect(codes(inQuarter('2026-01-01'))).toEqual(['isc-rate-of-other-quarter'])
    expect(codes(inQuarter('2025-09-30'))).toEqual(['isc-rate-of-other-quarter'])
  })

  test('of a rate that the issuer has of an earlier quarter is asked about, where it changes every quarter', () => {
    const since = (code: string, rate: string, from: string) => ({ taxRates: [{ code, rate, from }] })
    expect(codes(unstated, since('006', '640.11', '2026-09-30'))).toEqual(['isc-rate-of-other-quarter'])
    expect(codes(unstated, since('006', '640.11', '2025-10-01'))).toEqual(['isc-rate-of-other-quarter'])
    expect(codes(() => undefined, since('006', '633.85', '2026-01-01'))).toEqual([])
    const adValorem = (draft: Loose) => delete draft.lines[0].taxes[2].rate
    expect(codes(adValorem, since('023', '10', '2020-01-01'))).toEqual([])
  })

  test('may be without a rate beside a line that states the one in force, however written', () => {
    const both = (rate: string) => (draft: Loose) => {
      draft.lines.push(structuredClone(draft.lines[0]))
      draft.lines[0].taxes[1].rate = rate
      delete draft.lines[1].taxes[1].rate
    }
    const settings = { taxRates: [{ code: '006', rate: '640.10', from: '2026-10-01' }] }
    expect(codes(both('640.1'), settings)).toEqual([])
    expect(codes(both('640.2'), settings)).toEqual(['tax-rate-unstated'])
  })

  test('may have one rate in two writings', () => {
    const twice = (draft: Loose) => {
      draft.lines.push(structuredClone(draft.lines[0]))
      draft.lines[1].taxes[1].rate = 633.85
      draft.lines[1].taxes[2].rate = '10.00'
      draft.lines[0].taxes[2].rate = '10'
    }
    expect(codes(twice)).toEqual([])
  })
})

test('exempt at a rate of zero is no contradiction', () => {
  const draft = example(INVOICE) as Loose
  draft.lines[2].taxes = [{ code: 'ITBIS', treatment: 'exempt', rate: '0.00' }]
  expect(prepare(draft, EXAMPLE_CONTEXT).faults).toEqual([])
})

test('where lines can be taxed in one way only, an empty list of taxes names none', () => {
  const draft = example('43-minor-expenses') as Loose
  for (const line of draft.lines) line.taxes = []
  expect(prepare(draft, EXAMPLE_CONTEXT).faults).toEqual([])
})

test('past issue dates are fine: the certification set is from 2018 to 2020', () => {
  const draft = example(INVOICE)
  draft.issueDate = '2018-12-01'
  expect(prepare(draft, EXAMPLE_CONTEXT).faults).toEqual([])
})

function b(
  code: string,
  path: string,
  from: string,
  why: string,
  change: (draft: Loose) => void,
  rest: Pick<Broken, 'context' | 'settings' | 'warning'> = {},
): Broken {
  return { code, path, from, why, change, ...rest }
}

function idDoc(fields: object) {
  return { Encabezado: { IdDoc: fields } }
}

function totals(fields: object) {
  return { Encabezado: { Totales: fields } }
}

function adjustment(fields: object) {
  const entry = {
    NumeroLinea: '1',
    TipoAjuste: 'D',
    TipoValor: '$',
    MontoDescuentooRecargo: '1.00',
    IndicadorFacturacionDescuentooRecargo: '1',
    ...fields,
  }
  return { DescuentosORecargos: { DescuentoORecargo: [entry] } }
}

function pages(...ranges: readonly (readonly [string, string])[]) {
  const entries = ranges.map(([NoLineaDesde, NoLineaHasta], i) => ({
    PaginaNo: String(i + 1),
    NoLineaDesde,
    NoLineaHasta,
  }))
  return { Paginacion: { Pagina: entries } }
}
