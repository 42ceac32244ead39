import { Type, type Static } from 'typebox'

/** An amount in a draft: a plain decimal string, or a JSON number that has at most 15 significant digits (so it is exact). */
export const Amount = Type.Union([Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,8})?$' }), Type.Number()], {
  description: 'A decimal: a string such as "1180.00", or a JSON number of at most 15 significant digits.',
})

const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description })
const date = (description: string) => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description })
const strict = { additionalProperties: false } as const

export const Adjustment = Type.Object(
  {
    percent: Type.Optional(Amount),
    amount: Type.Optional(Amount),
    description: Type.Optional(text(300, 'What it is for.')),
    /** Only on the document: which lines it touches, by the tax they bear. */
    appliesTo: Type.Optional(
      Type.String({ description: 'On the document only: the tax treatment of the lines it touches.' }),
    ),
  },
  { ...strict, description: 'A discount or a charge: a percentage or an amount.' },
)

export const Tax = Type.Object(
  {
    code: text(20, 'The tax: a name such as "ITBIS" or "IVA", or an official tax code.'),
    rate: Type.Optional(Amount),
    treatment: Type.Optional(
      Type.Enum(['taxed', 'exempt', 'outside'], {
        description: 'taxed (default), exempt, or outside the invoice total.',
      }),
    ),
  },
  { ...strict, description: 'A tax a line bears.' },
)

export const Withholding = Type.Object(
  {
    code: text(20, 'The tax withheld, such as "ITBIS" or "ISR", or the official code of the withholding.'),
    rate: Type.Optional(
      Type.Union(Amount.anyOf, {
        description:
          'Its percentage, where the official document states one (Ecuador). When left out it follows from the code, else from ' +
          'amount and base where these leave no doubt.',
      }),
    ),
    amount: Amount,
  },
  { ...strict, description: 'A withholding of a line.' },
)

export const Party = Type.Object(
  {
    taxId: Type.Optional(text(20, 'RNC, cédula or RUC.')),
    foreignId: Type.Optional(text(40, 'Identification of a foreigner without a local tax id.')),
    name: Type.Optional(text(300, 'Legal name.')),
    contact: Type.Optional(text(300, 'A person to talk to.')),
    email: Type.Optional(text(300, 'E-mail address.')),
    phone: Type.Optional(text(40, 'Telephone number.')),
    address: Type.Optional(text(300, 'Street address.')),
    municipality: Type.Optional(text(20, "The country's official code.")),
    province: Type.Optional(text(20, "The country's official code.")),
    country: Type.Optional(text(60, 'Country of residence, by its official name or code.')),
    code: Type.Optional(text(60, 'Your own code for this buyer.')),
  },
  strict,
)

export const ItemCode = Type.Object({ type: text(40, 'Kind of code.'), value: text(60, 'The code.') }, strict)

/** The neutral fields of a line. A country adds its block under its own code (`do`, `ec`). */
export const Line = Type.Object({
  name: text(1000, 'What is sold, as the buyer reads it.'),
  description: Type.Optional(text(1000, 'More about it.')),
  codes: Type.Optional(Type.Array(ItemCode, { maxItems: 10 })),
  kind: Type.Optional(Type.Enum(['good', 'service'])),
  quantity: Amount,
  unit: Type.Optional(text(50, "The country's official unit code.")),
  unitPrice: Amount,
  discounts: Type.Optional(Type.Array(Adjustment, { maxItems: 20 })),
  charges: Type.Optional(Type.Array(Adjustment, { maxItems: 20 })),
  taxes: Type.Optional(Type.Array(Tax, { maxItems: 10 })),
  withholdings: Type.Optional(Type.Array(Withholding, { maxItems: 10 })),
})

export const Payment = Type.Object(
  {
    terms: Type.Optional(Type.Enum(['cash', 'credit', 'free'], { description: 'Paid at once, later, or given away.' })),
    dueDate: Type.Optional(date('Last day to pay, for credit.')),
    methods: Type.Optional(
      Type.Array(
        Type.Object(
          { method: text(10, "The country's official code of the means of payment."), amount: Amount },
          strict,
        ),
        { maxItems: 50 },
      ),
    ),
  },
  strict,
)

export const Reference = Type.Object(
  {
    number: text(60, 'Fiscal number of the document it refers to.'),
    date: Type.Optional(date('Issue date of that document; taken from it when Emite has it.')),
    code: Type.Optional(text(10, "The country's official code for why.")),
    reason: Type.Optional(text(300, 'Why, in words.')),
    otherTaxId: Type.Optional(
      text(20, 'Tax id of its issuer when that was another taxpayer (merger, split, dissolution).'),
    ),
  },
  strict,
)

/**
 * What came in: one neutral shape for every country. A country's block, under its own code (`do`, `ec`), gives any field of
 * the official format by its official name; what it gives wins over what the neutral fields imply.
 */
export const Draft = Type.Object({
  type: text(10, "The country's document type, such as 31 or 01."),
  issuer: Type.Optional(text(20, 'Tax id of the issuer; may be left out when the key serves one issuer only.')),
  number: Type.Optional(text(60, 'Fiscal number. Without it the next of the authorised range is taken.')),
  externalId: Type.Optional(text(200, 'Your own id, unique for ever in your environment.')),
  issueDate: Type.Optional(
    date(
      "Today on the country's calendar when left out. In Ecuador a correction without it keeps the day it had, and with it the access " +
        'key, unless SRI refused that day as late (code 65): then it is of today.',
    ),
  ),
  currency: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}$',
      description:
        "Currency of every neutral amount; the country's own when left out. The authority's figures follow by exchangeRate.",
    }),
  ),
  exchangeRate: Type.Optional(
    Type.Union(Amount.anyOf, {
      description: 'Units of the country\'s own currency for one of `currency`, such as "60.25".',
    }),
  ),
  statedFigures: Type.Optional(
    Type.Enum(['kept', 'checked'], {
      description:
        "What becomes of computable figures that the country's block states. `kept` (default): they go into the document while the " +
        'authority lets their difference pass. `checked`: they are only compared, within a cent; computed ones go into it.',
    }),
  ),
  pricesIncludeTax: Type.Optional(
    Type.Boolean({ description: 'True: unit prices hold the value-added tax already. False when left out.' }),
  ),
  buyer: Type.Optional(Party),
  lines: Type.Array(Line, { minItems: 1, maxItems: 10_000 }),
  discounts: Type.Optional(Type.Array(Adjustment, { maxItems: 20 })),
  charges: Type.Optional(Type.Array(Adjustment, { maxItems: 20 })),
  payment: Type.Optional(Payment),
  reference: Type.Optional(Reference),
})

export type Adjustment = Static<typeof Adjustment>
export type Tax = Static<typeof Tax>
export type Party = Static<typeof Party>
export type Line = Static<typeof Line>
export type Draft = Static<typeof Draft>

/** The block a country adds to a draft or a line, as it came; the country itself checks it against its formats. */
export function blockOf(holder: Draft | Line, countryCode: string): unknown {
  return (holder as unknown as Readonly<Record<string, unknown>>)[countryCode]
}
