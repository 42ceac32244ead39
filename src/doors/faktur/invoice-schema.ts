import { type Static, type TSchema, Type } from 'typebox'
import { calendarDateOf } from '../../domain/calendar.ts'
import { mailAddressOf, separatedAddresses } from '../../domain/mail-address.ts'

// A default is what stands in for a value that is none, so that the rest of a body can be looked at all the same.
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S', default: '-' })
const place = Type.String({ pattern: '^(?!000)\\d{3}$', default: '001' })
const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema)

const atLeastZero = Type.Number({ minimum: 0, default: 0 })
const aboveZero = Type.Number({ exclusiveMinimum: 0, default: 1 })

const InvoiceTax = Type.Object({
  /** 2 IVA, 3 ICE, 5 IRBPNR. */
  taxCode: Type.Enum(['2', '3', '5']),
  rateCode: Type.String({ default: '4' }),
  rate: optional(atLeastZero),
  taxableBase: optional(atLeastZero),
  taxAmount: optional(atLeastZero),
})

const InvoiceItem = Type.Object({
  mainCode: optional(text(25)),
  auxiliaryCode: optional(text(25)),
  description: text(300),
  quantity: aboveZero,
  unitPrice: atLeastZero,
  discount: optional(atLeastZero),
  taxes: Type.Array(InvoiceTax, { minItems: 1, maxItems: 10 }),
})

const InvoicePayment = Type.Object({
  method: Type.String({ pattern: '^\\d{2}$', default: '01' }),
  amount: atLeastZero,
  termDays: optional(Type.Integer({ minimum: 0, maximum: 999_999, default: 0 })),
  termUnit: optional(Type.String({ maxLength: 10 })),
})

/** A line takes about 400 bytes of SRI's 320 KB. */
const MOST_ITEMS = 1_000

/** The body of `POST /v1/documents/invoices`. What the contract has a code of its own for is not asked here. */
export const InvoiceBody = Type.Object({
  buyerIdType: Type.Enum(['04', '05', '06', '07', '08'], { default: '06' }),
  buyerId: Type.String({ default: '-' }),
  buyerName: text(300),
  buyerAddress: optional(text(300)),
  buyerEmail: optional(Type.Refine(Type.String({ maxLength: 300, default: 'a@example.com' }), isReachable)),
  issueDate: Type.Refine(Type.String({ default: '2026-01-01' }), (date) => calendarDateOf(date) !== undefined),
  establishmentCode: optional(place),
  emissionPointCode: optional(place),
  items: Type.Array(InvoiceItem, { minItems: 1, maxItems: MOST_ITEMS }),
  payments: optional(Type.Array(InvoicePayment, { maxItems: 50 })),
  /** Before taxes, after discounts. */
  subtotal: optional(atLeastZero),
  totalDiscount: optional(atLeastZero),
  totalAmount: optional(atLeastZero),
})

export type InvoiceBody = Static<typeof InvoiceBody>
export type InvoiceItem = Static<typeof InvoiceItem>

function isReachable(text: string): boolean {
  const addresses = separatedAddresses(text)
  return addresses.length > 0 && addresses.every((address) => mailAddressOf(address) !== undefined)
}
