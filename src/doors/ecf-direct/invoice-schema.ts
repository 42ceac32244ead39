import { type Static, Type } from 'typebox'
import { Amount } from '../../domain/draft.ts'

const text = Type.String({ minLength: 1, maxLength: 1000 })
const optional = Type.Optional(text)
const strict = { additionalProperties: false } as const

const Item = Type.Object(
  {
    name: text,
    qty: Amount,
    price: Amount,
    /** `qty` times `price` less `discount`. */
    amount: Amount,
    tax_rate: Type.Optional(Type.Union([...Amount.anyOf, Type.Literal('exempt')])),
    unit: optional,
    discount: Type.Optional(Amount),
    kind: Type.Optional(Type.Enum(['good', 'service'])),
    description: optional,
    itbis_withheld: Type.Optional(Amount),
    isr_withheld: Type.Optional(Amount),
  },
  strict,
)

/**
 * What is sent to be signed. Documented are `encf`, `rnc_comprador`, `fecha_vencimiento_secuencia`, `total` and `items` with
 * `name`, `qty`, `price`, `amount`; the rest is for the types of e-CF that need more.
 */
export const Invoice = Type.Object(
  {
    encf: text,
    rnc_comprador: optional,
    fecha_vencimiento_secuencia: optional,
    total: Type.Optional(Amount),
    items: Type.Array(Item, { minItems: 1, maxItems: 10_000 }),
    issue_date: optional,
    buyer_name: optional,
    buyer_address: optional,
    buyer_email: optional,
    buyer_foreign_id: optional,
    payment_terms: Type.Optional(Type.Enum(['cash', 'credit', 'free'])),
    payment_due_date: optional,
    payment_methods: Type.Optional(Type.Array(Type.Object({ method: text, amount: Amount }, strict), { maxItems: 50 })),
    reference_encf: optional,
    reference_date: optional,
    reference_code: optional,
    reference_reason: optional,
  },
  strict,
)
export type Invoice = Static<typeof Invoice>
export type Item = Static<typeof Item>
