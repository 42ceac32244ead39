import { Type, type Static } from 'typebox'
import { settingsReader } from '../issuer-settings.ts'
import type { IssuerProfile, IssuingPlace } from '../jurisdiction.ts'
import type { EmissionPoint } from './numbering.ts'

const code = (description: string) => Type.String({ pattern: '^(?!000)\\d{3}$', description })
const lineOf300 = (description: string) =>
  Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\r\\n]*\\S[^\\r\\n]*$', description })
const strict = { additionalProperties: false } as const

const Establishment = Type.Object(
  {
    code: code('Three digits, as the RUC has it, such as 001.'),
    address: Type.Optional(lineOf300("dirEstablecimiento. Default: the issuer's address.")),
    tradeName: Type.Optional(lineOf300("nombreComercial. Default: the issuer's trade name.")),
    points: Type.Optional(
      Type.Array(code('Emission point, such as 001.'), {
        minItems: 1,
        maxItems: 999,
        description: 'Its emission points, the default one first. Default: 001.',
      }),
    ),
  },
  strict,
)

/** What SRI knows of an issuer and every document repeats, and what the issuer decides, under `settings` of its profile. */
export const IssuerSettings = Type.Object(
  {
    establishments: Type.Optional(
      Type.Array(Establishment, {
        minItems: 1,
        maxItems: 999,
        description:
          'Where it issues, the default one first; a document may name only these. Default: 001, with emission point 001.',
      }),
    ),
    obligadoContabilidad: Type.Optional(
      Type.Boolean({ description: 'Whether it must keep accounts. Left out of documents when it is not said.' }),
    ),
    contribuyenteEspecial: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9]{3,13}$',
        description:
          'Number of the resolution that names it a contribuyente especial; retención takes five characters.',
      }),
    ),
    agenteRetencion: Type.Optional(
      Type.String({
        pattern: '^[1-9]\\d{0,7}$',
        description:
          'Number of the resolution that names it an agente de retención, without leading zeros: 1 for NAC-DNCRASC20-00000001.',
      }),
    ),
    rimpe: Type.Optional(
      Type.Enum(['emprendedor', 'negocio-popular'], { description: 'Its place in the RIMPE regime.' }),
    ),
    granContribuyente: Type.Optional(
      lineOf300('Number of the resolution that names it a gran contribuyente; goes into infoAdicional.'),
    ),
    defaultPaymentMethod: Type.Optional(
      Type.String({
        pattern: '^(0[1-9]|1\\d|2[01])$',
        description:
          'formaPago of documents that do not say how they are paid. Default: 01, without the financial system.',
      }),
    ),
    signatureDigest: Type.Optional(
      Type.Enum(['sha1', 'sha256'], {
        description:
          'Digest of the signature. Default: sha1, which the ficha prescribes; sha256 has been accepted in pruebas.',
      }),
    ),
  },
  strict,
)
export type IssuerSettings = Static<typeof IssuerSettings>
export type Establishment = Static<typeof Establishment>

export const { settingsOf, settingsFaults } = settingsReader(IssuerSettings, {})

/** Where a document is issued that does not say so: the first emission point of the establishment, or of the first one. */
export function defaultPoint(settings: IssuerSettings, estab?: string): EmissionPoint {
  const at = estab === undefined ? settings.establishments?.[0] : establishmentOf(settings, estab)
  return { estab: estab ?? at?.code ?? FIRST, ptoEmi: at?.points?.[0] ?? FIRST }
}

/** What is known of an establishment; undefined when nothing is. */
export function establishmentOf({ establishments }: IssuerSettings, estab: string): Establishment | undefined {
  return establishments?.find((each) => each.code === estab)
}

/** Whether the issuer has this emission point. An issuer that lists none may use any: SRI knows them, Emite does not. */
export function hasPoint(settings: IssuerSettings, { estab, ptoEmi }: EmissionPoint): boolean {
  if (!settings.establishments) return true
  const establishment = establishmentOf(settings, estab)
  return establishment !== undefined && (establishment.points ?? [FIRST]).includes(ptoEmi)
}

/** Every emission point of the issuer, the default one first. Of an issuer that lists none, the default one. */
export function placesOf(profile: IssuerProfile): readonly IssuingPlace[] {
  const establishments: readonly Establishment[] = settingsOf(profile).establishments ?? [{ code: FIRST }]
  return establishments.flatMap(({ code: establishment, points = [FIRST], ...own }) =>
    points.map((point) => ({
      name: `${establishment}-${point}`,
      address: own.address ?? profile.address,
      tradeName: own.tradeName ?? profile.tradeName,
    })),
  )
}

/** formaPago of a document that does not say how it is paid: without the financial system, unless the issuer decided otherwise. */
export function paymentMethodOf({ defaultPaymentMethod }: IssuerSettings): string {
  return defaultPaymentMethod ?? '01'
}

const FIRST = '001'
