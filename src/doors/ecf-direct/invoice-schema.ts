import { type Static, Type } from 'typebox'
import { Amount } from '../../domain/draft.ts'

// A default stands in for what cannot be read, so that the rest of a body is looked at all the same.
const text = Type.String({ minLength: 1, maxLength: 1000, default: '-' })
const optional = Type.Optional(text)
const Figure = Type.Union(Amount.anyOf, { default: '1' })
const strict = { additionalProperties: false } as const

const Item = Type.Object(
  {
    name: text,
    qty: Figure,
    price: Figure,
    /** `qty` times `price` less `discount`. */
    amount: Figure,
    tax_rate: Type.Optional(Type.Union([...Amount.anyOf, Type.Literal('exempt')], { default: 'exempt' })),
    unit: optional,
    discount: Type.Optional(Figure),
    kind: Type.Optional(Type.Enum(['good', 'service'])),
    description: optional,
    itbis_withheld: Type.Optional(Figure),
    isr_withheld: Type.Optional(Figure),
  },
  strict,
)

/**
 * What is sent to be signed. Documented are `encf`, `rnc_comprador`, `fecha_vencimiento_secuencia`, `total` and `items` with
 * `name`, `qty`, `price`, `amount`; the rest is for the types of e-CF that need more.
 */
export const Invoice = Type.Object(
  {
    encf: Type.String({ minLength: 1, maxLength: 1000, default: 'E310000000001' }),
    rnc_comprador: Type.Optional(Type.String({ maxLength: 1000 })),
    fecha_vencimiento_secuencia: optional,
    total: Type.Optional(Figure),
    items: Type.Array(Item, { minItems: 1, maxItems: 10_000 }),
    issue_date: optional,
    buyer_name: optional,
    buyer_address: optional,
    buyer_email: optional,
    buyer_foreign_id: optional,
    payment_terms: Type.Optional(Type.Enum(['cash', 'credit', 'free'])),
    payment_due_date: optional,
    payment_methods: Type.Optional(Type.Array(Type.Object({ method: text, amount: Figure }, strict), { maxItems: 50 })),
    reference_encf: optional,
    reference_date: optional,
    reference_code: optional,
    reference_reason: optional,
  },
  strict,
)
export type Invoice = Static<typeof Invoice>
export type Item = Static<typeof Item>
