import type { Caller } from '../domain/caller.ts'
import { type Fault, isAcceptable } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { IssuerProfile, Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Accounts, Issuer } from '../ports/accounts.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import { chosenService } from './authority-service.ts'

export interface IssuerParts {
  readonly accounts: Accounts
  readonly jurisdictions: readonly Jurisdiction[]
  readonly clock: Clock
  readonly chance: Chance
}

/** What is told of an issuer; shapes were checked at the door. */
export interface IssuerRequest {
  /** Code of the country. */
  readonly jurisdiction: string
  /** One of the country's services for the caller's environment; its first one when left out. */
  readonly authorityEnvironment?: string
  readonly profile: IssuerProfile
}

export type IssuerOutcome =
  { readonly kind: 'saved'; readonly issuer: Issuer } | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/**
 * Makes an issuer in the caller's tenant and environment, or answers everything that is wrong with it.
 *
 * @throws Refusal state-conflict when the taxpayer is there already
 */
export async function createIssuer(parts: IssuerParts, caller: Caller, request: IssuerRequest): Promise<IssuerOutcome> {
  const checked = check(parts, caller, request)
  if (checked.kind === 'faults') return checked

  const at = parts.clock.now().toISOString()
  const issuer: Issuer = {
    id: parts.chance.id(),
    tenantId: caller.tenantId,
    environment: caller.environment,
    jurisdiction: request.jurisdiction,
    authorityEnvironment: checked.authorityEnvironment,
    profile: checked.profile,
    createdAt: at,
    updatedAt: at,
  }
  return { kind: 'saved', issuer: await parts.accounts.createIssuer(issuer, caller.actor) }
}

/**
 * Replaces what is known of an issuer. Country and tax id stay: they stand in documents that are signed already.
 *
 * @throws Refusal not-found, state-conflict
 */
export async function updateIssuer(
  parts: IssuerParts,
  caller: Caller,
  id: string,
  request: IssuerRequest,
): Promise<IssuerOutcome> {
  const known = await issuerOf(parts, caller, id)
  if (request.jurisdiction !== known.jurisdiction) throw fixed('jurisdiction')
  const checked = check(parts, caller, request)
  if (checked.kind === 'faults') return checked
  if (checked.profile.taxId !== known.profile.taxId) throw fixed('taxId')

  const { authorityEnvironment, profile } = checked
  const updatedAt = parts.clock.now().toISOString()
  const issuer = await parts.accounts.updateIssuer({ ...known, authorityEnvironment, profile, updatedAt }, caller.actor)
  return { kind: 'saved', issuer }
}

/** An issuer of the caller's tenant and environment; any other is not there. @throws Refusal not-found */
export async function issuerOf(parts: Pick<IssuerParts, 'accounts'>, caller: Caller, id: string): Promise<Issuer> {
  const issuer = await parts.accounts.issuer(caller.tenantId, id)
  if (issuer?.environment === caller.environment) return issuer
  throw new Refusal('not-found', { es: 'No hay ningún emisor con este id.', en: 'There is no issuer with this id.' })
}

type Checked =
  | { readonly kind: 'right'; readonly authorityEnvironment: string; readonly profile: IssuerProfile }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

function check(parts: IssuerParts, caller: Caller, request: IssuerRequest): Checked {
  const jurisdiction = parts.jurisdictions.find(({ code }) => code === request.jurisdiction)
  if (!jurisdiction) return unknownJurisdiction(parts.jurisdictions)

  const taxId = plainTaxId(request.profile.taxId)
  const choice = chosenService(jurisdiction, caller.environment, request.authorityEnvironment)
  const profile = { ...request.profile, taxId }
  const faults = [...choice.faults, ...jurisdiction.issuers.check(profile)]
  if (choice.name === undefined || !isAcceptable(faults)) return { kind: 'faults', faults }
  return { kind: 'right', authorityEnvironment: choice.name, profile }
}

/** Tax ids are letters and digits in every country; what people write between them carries nothing. */
function plainTaxId(text: string): string {
  return text.replace(/[\s.-]/g, '').toUpperCase()
}

function unknownJurisdiction(jurisdictions: readonly Jurisdiction[]): Checked {
  const codes = jurisdictions.map(({ code }) => code).join(', ')
  const message = { es: `Debe ser uno de: ${codes}.`, en: `Must be one of: ${codes}.` }
  return {
    kind: 'faults',
    faults: [{ code: 'jurisdiction-unknown', path: 'jurisdiction', message, severity: 'error' }],
  }
}

function fixed(path: string): Refusal {
  return new Refusal(
    'state-conflict',
    {
      es: 'No puede cambiar: figura en documentos ya firmados. Cree otro emisor.',
      en: 'It cannot change: it stands in documents that are signed already. Create another issuer.',
    },
    path,
  )
}
