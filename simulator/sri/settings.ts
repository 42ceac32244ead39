import { Type, type Static } from 'typebox'

const text = (description: string) => Type.String({ minLength: 1, description })
const strict = { additionalProperties: false } as const
const environment = Type.Enum(['celcer', 'cel'])

/** What is wrong with an issuer, or with one establishment of it. */
const IssuerTrouble = Type.Object(
  {
    environment: Type.Optional(environment),
    issuer: text('RUC.'),
    establishment: Type.Optional(text('Code of the establishment, such as 001; all of them unless given.')),
    type: Type.Optional(text('Type of document, such as 01; all of them unless given.')),
    code: Type.Enum(['2', '10', '27', '28', '34', '37', '46', '56', '57', '63'], {
      description: "SRI's code for it; 28 is told at reception, the others at authorisation.",
    }),
  },
  strict,
)

/** How strict the simulated SRI is and what it knows. Every field may be left out: the defaults suit a first try. */
export const SriSettings = Type.Object(
  {
    decisionDelayMs: Type.Optional(
      Type.Number({ minimum: 0, description: 'From reception to authorisation; 1500 unless given.' }),
    ),
    undecided: Type.Optional(
      Type.Enum(['nothing', 'in-progress'], {
        description: 'What authorisation says meanwhile: no autorizacion (unless given), or EN PROCESO.',
      }),
    ),
    lateDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'How many days after its date a document may arrive (65); 1 unless given.',
      }),
    ),
    clockSkewMs: Type.Optional(
      Type.Number({ minimum: 0, description: 'How far SigningTime may lie in the future; 1 minute unless given.' }),
    ),
    tolerance: Type.Optional(
      Type.String({ pattern: '^\\d+(\\.\\d+)?$', description: 'Of every amount (52), in USD; 0.01 unless given.' }),
    ),
    sha256In: Type.Optional(
      Type.Array(environment, { description: 'Where SHA-256 signatures are taken; celcer only unless given.' }),
    ),
    issuerTroubles: Type.Optional(Type.Array(IssuerTrouble, { description: 'None unless given.' })),
    register: Type.Optional(
      Type.Array(text('RUC, cédula or passport.'), {
        description: 'The taxpayers that exist (46 for issuers, 59 for receivers). All unless given.',
      }),
    ),
    discontinued: Type.Optional(
      Type.Array(text('Root element and version, such as "factura 1.0.0".'), {
        description: 'Versions no longer taken (36). None unless given.',
      }),
    ),
    trustedCertificates: Type.Optional(
      Type.Array(text('PEM.'), {
        description: 'Authorities one of which must have issued the signing certificate. Anybody unless given.',
      }),
    ),
    revokedCertificates: Type.Optional(
      Type.Array(text('Serial number in hex, as Node prints it.'), { description: 'None unless given.' }),
    ),
    vatRefunds: Type.Optional(
      Type.Array(
        Type.Object(
          { issuer: text('RUC.'), secuencial: text('Nine digits.'), amount: text('USD, two decimals.') },
          strict,
        ),
        { description: 'What DIG has authorised (92). Any refund up to the tax unless given.' },
      ),
    ),
  },
  strict,
)
export type SriSettings = Static<typeof SriSettings>

/** The settings with nothing left open. Lists that stay undefined mean everybody. */
export type SriRules = SriSettings & Required<Pick<SriSettings, Defaulted>>

type Defaulted =
  | 'decisionDelayMs'
  | 'undecided'
  | 'lateDays'
  | 'clockSkewMs'
  | 'tolerance'
  | 'sha256In'
  | 'issuerTroubles'
  | 'discontinued'
  | 'revokedCertificates'

/**
 * Completes settings with the defaults.
 *
 * Since 2026 a document is to be sent at the moment it is issued. What SRI does with one that comes after midnight nobody has
 * written down; one day is the time in which it promises to answer.
 *
 * @source SRI, NAC-DGERCGC25-00000014 and -00000017 (2025); Ficha técnica offline v2.32 (oct-2025), 5.12
 */
export function sriRules(settings: SriSettings): SriRules {
  return {
    decisionDelayMs: 1_500,
    undecided: 'nothing',
    lateDays: 1,
    clockSkewMs: 60_000,
    tolerance: '0.01',
    sha256In: ['celcer'],
    issuerTroubles: [],
    discontinued: [],
    revokedCertificates: [],
    ...settings,
  }
}
