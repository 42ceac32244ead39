import { type Static, type TSchema, Type } from 'typebox'
import { calendarDateOf } from '../../domain/calendar.ts'
import { mailAddressOf, separatedAddresses } from '../../domain/mail-address.ts'

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const place = Type.String({ pattern: '^\\d{3}$' })
const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema)

const atLeastZero = Type.Number({ minimum: 0 })
const aboveZero = Type.Number({ exclusiveMinimum: 0 })

const InvoiceTax = Type.Object({
  /** 2 IVA, 3 ICE, 5 IRBPNR. */
  taxCode: Type.Enum(['2', '3', '5']),
  rateCode: Type.String({ pattern: '^\\d{1,4}$' }),
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
  method: Type.String({ pattern: '^\\d{2}$' }),
  amount: atLeastZero,
  termDays: optional(Type.Integer({ minimum: 0, maximum: 999_999 })),
  termUnit: optional(text(10)),
})

/** The body of `POST /v1/documents/invoices`. Fields that the contract does not know are not looked at. */
export const InvoiceBody = Type.Object({
  buyerIdType: Type.Enum(['04', '05', '06', '07', '08']),
  buyerId: text(20),
  buyerName: text(300),
  buyerAddress: optional(text(300)),
  buyerEmail: optional(Type.Refine(text(300), isReachable)),
  issueDate: Type.Refine(Type.String(), (date) => calendarDateOf(date) !== undefined),
  establishmentCode: optional(place),
  emissionPointCode: optional(place),
  items: Type.Array(InvoiceItem, { minItems: 1, maxItems: 10_000 }),
  payments: optional(Type.Array(InvoicePayment, { maxItems: 50 })),
  /** Before taxes, after discounts. */
  subtotal: optional(atLeastZero),
  totalDiscount: optional(atLeastZero),
  totalAmount: optional(atLeastZero),
})

export type InvoiceBody = Static<typeof InvoiceBody>
export type InvoiceItem = Static<typeof InvoiceItem>
export type InvoiceTax = Static<typeof InvoiceTax>

function isReachable(text: string): boolean {
  const addresses = separatedAddresses(text)
  return addresses.length > 0 && addresses.every((address) => mailAddressOf(address) !== undefined)
}
