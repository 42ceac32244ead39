import { Type, type Static, type TSchema } from 'typebox'

const strict = { additionalProperties: false } as const
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** A decimal as a string: a JSON number would have been rounded by whoever wrote it. */
const amount = Type.String({ pattern: '^\\d{1,18}(\\.\\d{1,8})?$' })
const taxId = Type.String({ pattern: '^(\\d{9}|\\d{11})$' })
const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema)

const Company = Type.Object({ rnc: taxId, name: text(150) }, strict)

const Customer = Type.Object(
  {
    rnc: optional(taxId),
    foreign_id: optional(text(20)),
    name: text(150),
    email: optional(text(80)),
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
    tax_rate: optional(amount),
    unit: optional(text(50)),
    kind: optional(Type.Enum(['good', 'service'])),
    withholdings: optional(Type.Array(Withholding, { maxItems: 2 })),
  },
  strict,
)

const Payment = Type.Object(
  {
    terms: optional(Type.Enum(['cash', 'credit', 'free'])),
    due_date: optional(date),
    methods: optional(Type.Array(Type.Object({ method: text(10), amount }, strict), { maxItems: 50 })),
  },
  strict,
)

const Reference = Type.Object(
  { encf: text(19), issue_date: optional(date), code: optional(text(10)), reason: optional(text(90)) },
  strict,
)

/** The body of an invoice: what is documented, and what some types of e-CF cannot do without. */
export const Invoice = Type.Object(
  {
    type: text(10),
    encf: Type.String({ pattern: '^E\\d{12}$' }),
    client_request_id: Type.String({ minLength: 8, maxLength: 64 }),
    company: Company,
    customer: optional(Customer),
    lines: Type.Array(Line, { minItems: 1, maxItems: 10_000 }),
    totals: Type.Object({ subtotal: amount, tax: amount, grand_total: amount }, strict),
    issue_date: optional(date),
    payment: optional(Payment),
    reference: optional(Reference),
  },
  strict,
)

export type Invoice = Static<typeof Invoice>
export type InvoiceLine = Static<typeof Line>
