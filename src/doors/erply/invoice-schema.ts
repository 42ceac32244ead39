import { Type, type Static, type TSchema } from 'typebox'
import { dayField, mailAddressField, neededText as text } from '../body-fields.ts'

// A default is what stands in for a value that is none, so that the rest of a body can be looked at all the same.
const strict = { additionalProperties: false } as const
/** A decimal as a string: a JSON number would have been rounded by whoever wrote it. */
const amount = Type.String({ pattern: '^\\d{1,18}(\\.\\d{1,8})?$', default: '0' })
/** In place of the rate of a line that bears no ITBIS. */
export const EXEMPT = 'exempt'
/** In percent. */
const rate = Type.String({ pattern: `^(\\d{1,18}(\\.\\d{1,8})?|${EXEMPT})$`, default: '0' })
const taxId = Type.String({ pattern: '^(\\d{9}|\\d{11})$', default: '000000000' })
const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema)

const Company = Type.Object({ rnc: taxId, name: text(150) }, strict)

const Customer = Type.Object(
  {
    rnc: optional(taxId),
    foreign_id: optional(text(20)),
    name: text(150),
    email: mailAddressField(),
    phone: optional(text(40)),
    address: optional(text(100)),
    country: optional(text(60)),
  },
  strict,
)

const Withholding = Type.Object({ code: Type.Enum(['ITBIS', 'ISR']), amount }, strict)

const Line = Type.Object(
  {
    line_number: Type.Integer({ minimum: 1, maximum: 10_000 }),
    description: text(1000),
    quantity: amount,
    unit_price: amount,
    subtotal: amount,
    tax_rate: optional(rate),
    unit: optional(text(50)),
    kind: optional(Type.Enum(['good', 'service'])),
    withholdings: optional(Type.Array(Withholding, { maxItems: 2 })),
  },
  strict,
)

const Payment = Type.Object(
  {
    terms: optional(Type.Enum(['cash', 'credit', 'free'])),
    due_date: dayField(),
    methods: optional(Type.Array(Type.Object({ method: text(10), amount }, strict), { maxItems: 50 })),
  },
  strict,
)

const Reference = Type.Object(
  { encf: text(19), issue_date: dayField(), code: optional(text(10)), reason: optional(text(90)) },
  strict,
)

/** The body of an invoice: what is documented, and what some types of e-CF cannot do without. */
export const Invoice = Type.Object(
  {
    type: text(1000),
    encf: Type.String({ pattern: '^E\\d{12}$', default: 'E000000000000' }),
    client_request_id: Type.String({ minLength: 8, maxLength: 64 }),
    company: Company,
    customer: optional(Customer),
    lines: Type.Array(Line, { minItems: 1, maxItems: 10_000 }),
    totals: Type.Object({ subtotal: amount, tax: amount, grand_total: amount }, strict),
    issue_date: dayField(),
    payment: optional(Payment),
    reference: optional(Reference),
  },
  strict,
)

export type Invoice = Static<typeof Invoice>
export type InvoiceLine = Static<typeof Line>
