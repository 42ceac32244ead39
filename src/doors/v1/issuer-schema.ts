import { Type } from 'typebox'

const text = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }))

const facts = {
  taxId: Type.String({
    minLength: 1,
    maxLength: 20,
    description: 'RNC, cédula or RUC. Dashes and blanks are dropped.',
  }),
  name: Type.String({ minLength: 1, maxLength: 300, description: 'Legal name.' }),
  tradeName: text(300, 'Name the public knows.'),
  address: text(300, 'Street address.'),
  municipality: text(20, "The country's official code."),
  province: text(20, "The country's official code."),
  phones: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 10 })),
  email: text(300, 'E-mail address.'),
  website: text(300, 'Web site.'),
  activity: text(300, 'Economic activity.'),
}

/** What is sent to add or replace an issuer. */
export const IssuerBody = Type.Object(
  {
    jurisdiction: Type.String({ minLength: 1, maxLength: 10, description: 'Code of the country.', examples: ['do'] }),
    authorityEnvironment: text(
      40,
      "Which of the authority's services; the first one for the key's environment when left out.",
    ),
    ...facts,
    settings: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: "The country's own settings; the country checks them.",
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [
      {
        jurisdiction: 'do',
        taxId: '131880681',
        name: 'Mi Empresa SRL',
        address: 'Av. Winston Churchill 1',
        municipality: '010100',
      },
    ],
  },
)

/** An issuer as clients see it. */
export const IssuerSchema = Type.Object(
  {
    id: Type.String({ description: 'UUID.' }),
    environment: Type.Enum(['sandbox', 'production']),
    jurisdiction: Type.String(),
    authorityEnvironment: Type.String({ description: "Which of the authority's services its documents go to." }),
    ...facts,
    settings: Type.Record(Type.String(), Type.Unknown()),
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  { $id: 'Issuer', description: 'A taxpayer that issues.' },
)
