import type { Caller } from '../../domain/caller.ts'
import type { Draft } from '../../domain/draft.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Accounts } from '../../ports/accounts.ts'
import type { Documents } from '../../ports/documents.ts'
import type { DoorParts } from '../door.ts'
import { fieldErrorsOf, InvalidInvoice } from './errors.ts'
import type { Invoice } from './invoice-schema.ts'
import { buyerIdOf, readInvoice } from './to-draft.ts'

/** The country of this contract. */
export const COUNTRY = 'do'

/**
 * The draft of an invoice that keeps the contract's own rules.
 *
 * @throws InvalidInvoice with everything that is wrong with one that does not, the engine's faults included
 * @throws Refusal no-issuer
 */
export async function draftOf(parts: DoorParts, caller: Caller, invoice: Invoice): Promise<Draft> {
  const jurisdiction = parts.jurisdictions.find(({ code }) => code === COUNTRY)
  if (!jurisdiction) throw new Error(`no jurisdiction ${COUNTRY}`)
  const issuer = await issuerOf(parts.accounts, caller)
  const knownName = invoice.buyer_name === undefined ? await knownNameOf(parts.documents, caller, invoice) : undefined
  const { draft, errors } = readInvoice(invoice, { issuer, jurisdiction, knownName })
  if (errors.length === 0) return draft
  const { faults } = await parts.journey.tryOut(caller, draft)
  const told = new Set(errors.map(({ field }) => field))
  const others = fieldErrorsOf(faults).filter(({ field }) => !told.has(field))
  throw new InvalidInvoice([...errors, ...others])
}

/** The caller's only issuer in the country: the contract has no field to name one. */
async function issuerOf(accounts: Accounts, { tenantId, environment }: Caller): Promise<string> {
  const issuers = await accounts.issuers(tenantId, environment)
  const [only, ...others] = issuers.filter(({ jurisdiction }) => jurisdiction === COUNTRY)
  if (only && others.length === 0) return only.profile.taxId
  throw new Refusal('no-issuer', {
    es: 'La clave debe tener exactamente un emisor dominicano.',
    en: 'The key needs exactly one Dominican issuer.',
  })
}

// Documents of a buyer nobody ever named bear the number in place of a name.
const MOST_LOOKED_AT = 20

/** How the buyer was called in the latest document that named him. */
async function knownNameOf(documents: Documents, caller: Caller, invoice: Invoice): Promise<string | undefined> {
  const { tenantId, environment } = caller
  const buyerTaxId = buyerIdOf(invoice)
  if (buyerTaxId === undefined) return undefined
  const earlier = await documents.list({ tenantId, environment, buyerTaxId, limit: MOST_LOOKED_AT })
  return earlier.map(({ buyerName }) => buyerName).find((name) => name !== undefined && name !== buyerTaxId)
}
