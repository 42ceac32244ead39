import { Type, type Static } from 'typebox'
import { settingsReader } from '../issuer-settings.ts'

/** What an issuer decides for itself, under `settings` of its profile. Everything has a default. */
export const IssuerSettings = Type.Object(
  {
    incomeType: Type.Optional(
      Type.Enum(['01', '02', '03', '04', '05', '06'], {
        description: 'TipoIngresos of documents that do not give one. Default: 01, income from operations.',
      }),
    ),
    anonymousBuyer: Type.Optional(
      Type.Enum(['empty-element', 'left-out'], {
        description:
          'How a type 32 says that nothing is known of the buyer: an empty Comprador element, which the schema requires ' +
          '(default), or no element, as the technical description would have it.',
      }),
    ),
    deferredSending: Type.Optional(
      Type.Boolean({ description: 'DGII has authorised deferred sending (IndicadorEnvioDiferido). Default: false.' }),
    ),
    issuerSince: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        description:
          'Day from which DGII has this taxpayer as an electronic issuer; no production document may be older.',
      }),
    ),
    taxRates: Type.Optional(
      Type.Array(
        Type.Object(
          {
            code: Type.String({ pattern: '^0[0-3][0-9]$', description: 'Code of the additional tax, such as 006.' }),
            rate: Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: 'The rate: pesos or percent.' }),
            from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'First issue date it holds for.' }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 1000, description: 'Rates DGII changed since this release, such as the quarterly ISC ones.' },
      ),
    ),
  },
  { additionalProperties: false },
)
export type IssuerSettings = Static<typeof IssuerSettings>

export const { settingsOf, settingsFaults } = settingsReader(IssuerSettings, {})
