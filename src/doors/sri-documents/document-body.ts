import { type Static, Type } from 'typebox'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { calendarDateFrom } from './contract-date.ts'

// A default is what stands in for a value that is none, so that the rest of a body can be looked at all the same.
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S', default: '-' })
const code = (digits: string, standIn: string) => Type.String({ pattern: `^\\d{${digits}}$`, default: standIn })
/** Zero or more, in a string. The engine tells where a field takes fewer digits. */
const Figure = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,8})?$', default: '0' })

/** A line of nothing sells nothing. */
const Quantity = Type.String({ pattern: '^(?=.*[1-9])\\d{1,14}(\\.\\d{1,8})?$', default: '1' })

/** The pages that the contract was published on hide addresses behind this, also in its examples; they must run as printed. */
const HIDDEN_ADDRESS = '[email protected]'

const DocumentTax = Type.Object({
  /** 2 IVA, 3 ICE, 5 IRBPNR. */
  code: code('1', '2'),
  rateCode: code('1,4', '0'),
  rate: Figure,
  taxableBase: Figure,
  taxAmount: Figure,
})

const DocumentItem = Type.Object({
  mainCode: text(25),
  auxiliaryCode: Type.Optional(text(25)),
  description: text(300),
  quantity: Quantity,
  unitPrice: Figure,
  discount: Type.Optional(Figure),
  taxes: Type.Array(DocumentTax, { minItems: 1, maxItems: 10 }),
})

const DocumentPayment = Type.Object({
  method: code('2', '01'),
  total: Figure,
  term: Type.Optional(Type.Number({ minimum: 0, maximum: 999_999 })),
  termUnit: Type.Optional(text(10)),
})

/** A line takes about 400 bytes of SRI's 320 KB. */
const MOST_ITEMS = 1_000

/** The body of `POST /v1/documents`. Fields that the contract does not know are not looked at. */
export const DocumentBody = Type.Object({
  documentType: Type.Enum(['01']),
  issueDate: Type.Optional(
    Type.Refine(Type.String({ default: '01/01/2026' }), (date) => calendarDateFrom(date) !== undefined),
  ),
  buyer: Type.Object({
    idType: code('2', '06'),
    id: text(20),
    name: text(300),
    email: Type.Refine(Type.String({ maxLength: 254, default: HIDDEN_ADDRESS }), isReachable),
    address: Type.Optional(text(300)),
  }),
  guiaRemision: Type.Optional(Type.String({ pattern: '^\\d{3}-\\d{3}-\\d{9}$', default: '001-001-000000001' })),
  items: Type.Array(DocumentItem, { minItems: 1, maxItems: MOST_ITEMS }),
  payments: Type.Array(DocumentPayment, { minItems: 1, maxItems: 50 }),
  additionalInfo: Type.Optional(Type.Array(Type.Object({ name: text(300), value: text(300) }), { maxItems: 15 })),
})

export type DocumentBody = Static<typeof DocumentBody>
export type DocumentItem = Static<typeof DocumentItem>
export type DocumentTax = Static<typeof DocumentTax>

function isReachable(text: string): boolean {
  return text === HIDDEN_ADDRESS || mailAddressOf(text) !== undefined
}
