import { Type } from 'typebox'
import type { Fault } from '../../domain/fault.ts'
import { neutralText } from '../content/plain-text.ts'
import { checkContent } from '../format/check.ts'
import type { Content, Format } from '../format/format.ts'
import type { IssuerProfile, IssuerRules } from '../jurisdiction.ts'
import { TAX_INFORMATION } from './formats/tax-information.ts'
import { identificationText, rucOf } from './identity.ts'
import { IssuerSettings, placesOf, settingsFaults, settingsOf } from './settings.ts'

const SOURCE = 'SRI, Ficha técnica offline v2.32 (oct-2025), infoTributaria'

/** What an issuer must have before it can issue: all that `infoTributaria` asks of it, and settings that make sense. */
export const issuerRules: IssuerRules = {
  settings: Type.Unsafe<Readonly<Record<string, unknown>>>(IssuerSettings),
  check(profile) {
    return [
      ...checkContent(ISSUER, issuerOf(profile), (path) => NEUTRAL_NAMES.get(path) ?? path),
      ...rucFaults(profile),
      ...settingsFaults(profile, SOURCE),
      ...repeatedEstablishments(profile),
    ]
  },
  places: placesOf,
}

const NEUTRAL_NAMES: ReadonlyMap<string, string> = new Map([
  ['ruc', 'taxId'],
  ['razonSocial', 'name'],
  ['nombreComercial', 'tradeName'],
  ['dirMatriz', 'address'],
])

/** What `infoTributaria` says of the issuer himself. */
const ISSUER: Format = {
  code: 'infoTributaria',
  version: '1',
  source: SOURCE,
  root: {
    ...TAX_INFORMATION,
    children: (TAX_INFORMATION.children ?? []).filter(({ name }) => NEUTRAL_NAMES.has(name)),
  },
}

function issuerOf({ taxId, name, tradeName, address }: IssuerProfile): Content {
  const given = [
    ['ruc', identificationText(taxId)],
    ['razonSocial', neutralText(name)],
    ['nombreComercial', neutralText(tradeName)],
    ['dirMatriz', neutralText(address)],
  ] as const
  return Object.fromEntries(given.filter(([, text]) => text !== undefined))
}

/** Structure is enforced; the check digit is not, because SRI has issued RUCs without one for years. */
function rucFaults({ taxId }: IssuerProfile): readonly Fault[] {
  const digits = identificationText(taxId)
  // Of any other text the format table has said enough.
  if (!/^\d{10}001$/.test(digits)) return []
  const ruc = rucOf(digits)
  if (!ruc) {
    return [
      faultAt(
        'issuer-ruc',
        'taxId',
        'error',
        'No tiene la estructura de un RUC: provincia de 01 a 24 o 30, y un tercer dígito de 0 a 6 o 9.',
        'It has not the structure of a RUC: a province from 01 to 24 or 30, and a third digit from 0 to 6 or 9.',
      ),
    ]
  }
  if (ruc.checks) return []
  return [
    faultAt(
      'issuer-check-digit',
      'taxId',
      'warning',
      'El dígito verificador no coincide. Los RUC recientes de sociedades no lo tienen: revise el número.',
      'The check digit does not match. Recent RUCs of companies have none: look again at the number.',
    ),
  ]
}

function repeatedEstablishments(profile: IssuerProfile): readonly Fault[] {
  const codes = (settingsOf(profile).establishments ?? []).map(({ code }) => code)
  return codes.flatMap((code, i) =>
    codes.indexOf(code) === i
      ? []
      : [
          faultAt(
            'issuer-establishment-repeats',
            `settings.establishments.${i}.code`,
            'error',
            `El establecimiento ${code} ya está en la lista.`,
            `Establishment ${code} is in the list already.`,
          ),
        ],
  )
}

function faultAt(code: string, path: string, severity: Fault['severity'], es: string, en: string): Fault {
  return { code, path, message: { es, en }, severity, source: SOURCE }
}
