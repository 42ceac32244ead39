import type { Caller } from '../domain/caller.ts'
import type { Bilingual, Fault } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { AppearanceChange, Appearances, IssuerAppearance, LogoFacts } from '../ports/appearances.ts'
import { type Logo, type Paper, PAPERS } from '../ports/printer.ts'
import { issuerOf } from './issuers.ts'
import { pictureOf } from './logo/logo.ts'

export interface AppearanceParts {
  readonly accounts: Accounts
  readonly appearances: Appearances
}

/** What is told of a look. Whatever is left out goes back to plain; the logo stays. */
export interface AppearanceRequest {
  readonly paper?: string | undefined
  readonly colour?: string | undefined
  readonly footer?: string | undefined
}

export type AppearanceOutcome =
  | { readonly kind: 'saved'; readonly appearance: IssuerAppearance }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/** How the papers of an issuer of the caller's look. @throws Refusal not-found */
export async function appearanceOf(
  parts: AppearanceParts,
  caller: Caller,
  issuerId: string,
): Promise<IssuerAppearance> {
  const { id } = await issuerOf(parts, caller, issuerId)
  return parts.appearances.appearance(caller.tenantId, id)
}

/** Replaces all of it but the logo, or answers everything that is wrong with it. @throws Refusal not-found */
export async function changeAppearance(
  parts: AppearanceParts,
  caller: Caller,
  issuerId: string,
  request: AppearanceRequest,
): Promise<AppearanceOutcome> {
  const { id } = await issuerOf(parts, caller, issuerId)
  const faults = appearanceFaults(request)
  if (faults.length > 0) return { kind: 'faults', faults }
  const { tenantId, actor } = caller
  return { kind: 'saved', appearance: await parts.appearances.changeAppearance(tenantId, id, changeOf(request), actor) }
}

/**
 * Takes a PNG or JPEG as the issuer's logo, cleaned of everything but the picture, or answers why it cannot be printed.
 *
 * @throws Refusal not-found; Outage when too many logos are being looked at
 */
export async function changeLogo(
  parts: AppearanceParts,
  caller: Caller,
  issuerId: string,
  file: Uint8Array,
): Promise<AppearanceOutcome> {
  const { id } = await issuerOf(parts, caller, issuerId)
  const picture = await pictureOf(file)
  if (picture.kind === 'refused') return { kind: 'faults', faults: [picture.fault] }
  const { tenantId, actor } = caller
  return { kind: 'saved', appearance: await parts.appearances.putLogo(tenantId, id, picture.logo, actor) }
}

/** The logo as it is printed. @throws Refusal not-found when there is no such issuer, or it has none */
export async function logoOf(parts: AppearanceParts, caller: Caller, issuerId: string): Promise<Logo & LogoFacts> {
  const { id } = await issuerOf(parts, caller, issuerId)
  const logo = await parts.appearances.logo(caller.tenantId, id)
  if (!logo) throw noLogo()
  return logo
}

/** @throws Refusal not-found when there is no such issuer, or it has none */
export async function removeLogo(parts: AppearanceParts, caller: Caller, issuerId: string): Promise<void> {
  const { id } = await issuerOf(parts, caller, issuerId)
  if (!(await parts.appearances.removeLogo(caller.tenantId, id, caller.actor))) throw noLogo()
}

export const MOST_FOOTER_CHARACTERS = 500

// Control characters, halves of characters, and what turns the direction of the text after it.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** Everything that is wrong with a look. */
export function appearanceFaults(request: AppearanceRequest): readonly Fault[] {
  const { paper, colour, footer } = changeOf(request)
  const faults: Fault[] = []
  const fault = (code: string, path: string, message: Bilingual) => faults.push({ code, path, message, severity: 'error' }) // prettier-ignore
  if (!PAPERS.includes(paper)) {
    const papers = PAPERS.join(', ')
    fault('paper-unknown', 'paper', { es: `Debe ser uno de: ${papers}.`, en: `Must be one of: ${papers}.` })
  }
  if (colour !== undefined && !/^#[0-9a-f]{6}$/.test(colour)) {
    fault('colour-invalid', 'colour', {
      es: 'Debe ser # y seis dígitos hexadecimales (rojo, verde, azul), como #0a5c36.',
      en: 'Must be # and six hexadecimal digits (red, green, blue), such as #0a5c36.',
    })
  }
  const length = Array.from(footer ?? '').length
  if (length > MOST_FOOTER_CHARACTERS) {
    fault('footer-too-long', 'footer', {
      es: `Tiene ${length} caracteres; el máximo es ${MOST_FOOTER_CHARACTERS}.`,
      en: `It has ${length} characters; the most is ${MOST_FOOTER_CHARACTERS}.`,
    })
  }
  if (footer !== undefined && UNPRINTABLE.test(footer)) {
    fault('footer-characters', 'footer', {
      es: 'Tiene saltos de línea u otros caracteres de control: debe ser un solo texto.',
      en: 'It has line breaks or other control characters: it must be one text.',
    })
  }
  return faults
}

function changeOf({ paper, colour, footer }: AppearanceRequest): AppearanceChange {
  return { paper: (paper ?? 'letter') as Paper, colour: colour?.toLowerCase(), footer: footer?.trim() || undefined }
}

function noLogo(): Refusal {
  return new Refusal('not-found', { es: 'El emisor no tiene logo.', en: 'The issuer has no logo.' })
}
