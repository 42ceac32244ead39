import { Type, type Static } from 'typebox'

const text = (description: string) => Type.String({ minLength: 1, description })
const strict = { additionalProperties: false } as const
const environment = Type.Enum(['testecf', 'certecf', 'ecf'])

/** A range of numbers DGII has authorised. What is left out holds for all. */
const AuthorisedRange = Type.Object(
  {
    environment: Type.Optional(environment),
    issuer: Type.Optional(text('RNC of the issuer.')),
    type: text('Type of e-CF, such as 31.'),
    first: Type.Integer({ minimum: 1 }),
    last: Type.Integer({ minimum: 1, maximum: 9_999_999_999 }),
    expiresOn: Type.Optional(Type.String({ pattern: '^\\d{2}-\\d{2}-\\d{4}$', description: 'dd-MM-yyyy.' })),
  },
  strict,
)

const DirectoryEntry = Type.Object(
  {
    rnc: text('RNC.'),
    nombre: text('Legal name.'),
    urlRecepcion: text('Base address for e-CF.'),
    urlAceptacion: text('Base address for commercial approvals.'),
    urlOpcional: Type.Optional(text('Another base address.')),
  },
  strict,
)

/** How strict the simulated DGII is and what it knows. Every field may be left out: the defaults suit a first try. */
export const DgiiSettings = Type.Object(
  {
    decisionDelayMs: Type.Optional(
      Type.Number({ minimum: 0, description: 'From reception to verdict of an e-CF; 200 unless given.' }),
    ),
    tokenLifetimeMs: Type.Optional(Type.Number({ minimum: 1, description: 'One hour unless given.' })),
    clockSkewMs: Type.Optional(
      Type.Number({ minimum: 0, description: 'How far FechaHoraFirma may lie in the future; 5 minutes unless given.' }),
    ),
    ranges: Type.Optional(
      Type.Array(AuthorisedRange, {
        description:
          'Ranges of an issuer and type; where none is given for both, 1 to 10,000,000 (type 32: 50,000,000) holds.',
      }),
    ),
    delegations: Type.Optional(
      Type.Array(Type.Object({ issuer: text('RNC of the issuer.'), holder: text('SN of the certificate.') }, strict), {
        description: 'Who may sign for whom. Anybody for anybody unless given.',
      }),
    ),
    issuers: Type.Optional(Type.Array(text('RNC.'), { description: 'The authorised e-issuers. All unless given.' })),
    register: Type.Optional(
      Type.Array(text('RNC.'), { description: 'The RNC that exist, for buyers (code 1385). All unless given.' }),
    ),
    trustedCertificates: Type.Optional(
      Type.Array(text('PEM.'), {
        description: 'Authorities one of which must have issued the signing certificate. Anybody unless given.',
      }),
    ),
    summaryQueryIn: Type.Optional(
      Type.Array(environment, {
        description: 'Where consulta RFCE answers. Only in ecf, as documented, unless given.',
      }),
    ),
    certificationIssuers: Type.Optional(
      Type.Array(text('RNC.'), {
        description:
          'Issuers whose e-CF exist in certecf without having come here: the approval step of certification.',
      }),
    ),
    directory: Type.Optional(Type.Array(DirectoryEntry)),
    maintenanceWindows: Type.Optional(
      Type.Array(
        Type.Object(
          { environment, horaInicio: text('HH:mm.'), horaFin: text('HH:mm.'), dias: Type.Array(text('A day.')) },
          strict,
        ),
      ),
    ),
    partner: Type.Optional(
      Type.Object(
        { rnc: text('RNC of the emisor–receptor partner.'), nombre: text('Its legal name.') },
        { ...strict, description: 'The other taxpayer that DGII plays in testecf.' },
      ),
    ),
  },
  strict,
)
export type DgiiSettings = Static<typeof DgiiSettings>

/** The settings with nothing left open. Lists that stay undefined mean everybody. */
export type DgiiRules = DgiiSettings & Required<Pick<DgiiSettings, Defaulted>>

type Defaulted =
  | 'decisionDelayMs'
  | 'tokenLifetimeMs'
  | 'clockSkewMs'
  | 'ranges'
  | 'summaryQueryIn'
  | 'certificationIssuers'
  | 'directory'
  | 'maintenanceWindows'
  | 'partner'

/**
 * Completes settings with the defaults.
 *
 * @source DGII, Descripción técnica v1.6 (2023): about 200 ms to validate; tokens live one hour
 */
export function dgiiRules(settings: DgiiSettings): DgiiRules {
  return {
    decisionDelayMs: 200,
    tokenLifetimeMs: 3_600_000,
    clockSkewMs: 300_000,
    ranges: [],
    summaryQueryIn: ['ecf'],
    // The RNC that DGII itself uses for the other side in its certification sets.
    certificationIssuers: ['131880681'],
    directory: [],
    maintenanceWindows: [],
    partner: { rnc: '131880681', nombre: 'DOCUMENTOS ELECTRONICOS DE 03' },
    ...settings,
  }
}
