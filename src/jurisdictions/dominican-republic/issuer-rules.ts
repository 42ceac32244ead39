import { Type } from 'typebox'
import type { Fault } from '../../domain/fault.ts'
import { checkContent } from '../format/check.ts'
import type { Content, Format } from '../format/format.ts'
import type { IssuerProfile, IssuerRules } from '../jurisdiction.ts'
import { ISSUER_FIELDS, phoneText } from './content/neutral-fields.ts'
import { E_CF_FORMATS } from './formats/formats.ts'
import { taxIdOf } from './identity.ts'
import { IssuerSettings, settingsFaults } from './settings.ts'

const SOURCE = 'DGII, Formato e-CF v1.0 (oct-2025), Emisor'

/** What an issuer must have before it can issue: all that `Emisor` asks for in the format table, and settings that make sense. */
export const issuerRules: IssuerRules = {
  settings: Type.Unsafe<Readonly<Record<string, unknown>>>(IssuerSettings),
  check(profile) {
    const faults = checkContent(EMISOR, emisorOf(profile), fieldOf, PENDING).map(tolerated)
    if (taxIdOf(profile.taxId)?.checks === false) {
      const fault = faultAt(
        'issuer-check-digit',
        'taxId',
        'El dígito verificador no coincide: revise el número.',
        'The check digit does not match: look again at the number.',
      )
      faults.push({ ...fault, severity: 'warning' })
    }
    return [...faults, ...settingsFaults(profile, SOURCE)]
  },
}

/** What documents leave out when it has the wrong form keeps nobody from issuing. */
function tolerated(fault: Fault): Fault {
  const field = ISSUER_FIELDS.find(({ neutral }) => neutral === `issuer.${fault.path}`)
  return field?.onlyAs ? { ...fault, severity: 'warning' } : fault
}

/** The day is the document's, not the issuer's. */
const PENDING: ReadonlySet<string> = new Set(['FechaEmision'])

const ABOVE = 'Encabezado.Emisor.'

/** `Emisor` is the same in every type but for sales details, which no profile has. */
const EMISOR: Format = emisorFormat()

function emisorFormat(): Format {
  const format = E_CF_FORMATS[0]
  const root = format?.root.children
    ?.find(({ name }) => name === 'Encabezado')
    ?.children?.find(({ name }) => name === 'Emisor')
  if (!format || !root) throw new Error('the format table has no Encabezado/Emisor')
  return { ...format, root }
}

function emisorOf(profile: IssuerProfile): Content {
  const content: Record<string, Content[string]> = {}
  for (const { official, read } of ISSUER_FIELDS) {
    const text = read?.(profile)
    if (text !== undefined && text.trim() !== '') content[official.slice(ABOVE.length)] = text
  }
  if (profile.phones?.length) content.TablaTelefonoEmisor = { TelefonoEmisor: profile.phones.map(phoneText) }
  return content
}

/** `TablaTelefonoEmisor.TelefonoEmisor[1]` as `phones[1]`. */
function fieldOf(path: string): string {
  const index = /\[\d+\]/.exec(path)?.[0] ?? ''
  const official = ABOVE + path.replace(/\[\d+\]/, '[]')
  const field = ISSUER_FIELDS.find((each) => each.official === official)
  return field ? field.neutral.replace('issuer.', '').replace('[]', index) : path
}

function faultAt(code: string, path: string, es: string, en: string): Fault {
  return { code, path, message: { es, en }, severity: 'error', source: SOURCE }
}
