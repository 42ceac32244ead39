import { buyerNamesOver } from '../../accounts/buyer-names.ts'
import { onlyIssuer } from '../../accounts/only-issuer.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Draft } from '../../domain/draft.ts'
import { countryOf } from '../../jurisdictions/country.ts'
import type { DoorParts } from '../door.ts'
import { OF_ISSUE_DATE } from '../field-problems.ts'
import { formWords } from '../form-words.ts'
import { type ReadBody, readerOf } from '../read-body.ts'
import { trialFaults } from '../trial-faults.ts'
import { contractErrors, DATE, DATES } from './contract-rules.ts'
import { type FieldError, fieldErrorsOf, invalidInvoice } from './errors.ts'
import { Invoice } from './invoice-schema.ts'
import { pricingOf } from './pricing.ts'
import { buyerIdOf, draftOf, typeOf } from './to-draft.ts'

/** The country of this contract. */
export const COUNTRY = 'do'

/** Reads a body as an invoice, as far as it is one. */
export const readInvoice = readerOf(Invoice, { takesNumbers: true })

/**
 * The draft of an invoice that was read whole and keeps the contract's own rules.
 *
 * @throws ContractRefusal with everything that is wrong with one that does not, the engine's faults included; Refusal no-issuer
 */
export type DraftOf = (caller: Caller, read: ReadBody<Invoice>) => Promise<Draft>

/** Makes the function that turns invoices into drafts. It knows buyers by their numbers. */
export function draftsOver(parts: DoorParts): DraftOf {
  const { documentTypes } = countryOf(parts.jurisdictions, COUNTRY)
  const nameOf = buyerNamesOver(parts)

  return async (caller, { body: invoice, faults, isRead }) => {
    const misshapen = faults.map((fault) => ({ field: fault.path, message: formWords(fault, FORMS) }))
    if (!invoice) throw invalidInvoice(misshapen)

    const issuer = await onlyIssuer(parts.accounts, caller, COUNTRY)
    const type = documentTypes.find(({ code }) => code === typeOf(invoice))
    const pricing = pricingOf(invoice, type)
    const draft = draftOf(invoice, { issuer: issuer.profile.taxId, type, ...pricing })
    const unkept = contractErrors(invoice)
    const broken = [...unkept, ...pricing.errors]
    if (misshapen.length + broken.length === 0) {
      const id = invoice.buyer_name === undefined ? buyerIdOf(invoice) : undefined
      const name = id === undefined ? undefined : await nameOf(caller, issuer, id)
      return name === undefined ? draft : { ...draft, buyer: { ...draft.buyer, name } }
    }
    // Nearly every rule asks for the type, and some for the day of issue.
    const found = isRead('encf') ? await trialFaults(parts.journey, caller, draft) : []
    const isDated = ![...misshapen, ...unkept].some(({ field }) => field === 'issue_date')
    const others = found.filter(({ code }) => isDated || !OF_ISSUE_DATE.has(code))
    const known = [...broken, ...fieldErrorsOf(others, invoice)].filter(isKnown(misshapen.map(({ field }) => field)))
    throw invalidInvoice([...misshapen, ...known])
  }
}

/** Whether an error does not only come of a stand-in for one of the fields that could not be read. */
function isKnown(unread: readonly string[]): (error: FieldError) => boolean {
  const families = new Set(unread.map(familyOf))
  const isSummable = !unread.some((field) => SUMMED.test(field))
  return ({ field }) => (field === 'total' ? isSummable : !families.has(familyOf(field)))
}

/** Fields that are held against each other. */
function familyOf(field: string): string {
  return FAMILY.exec(field)?.[0] ?? field
}

const FAMILY = /^(?:payment|reference)_|^items\[\d+\]\.(?=(?:qty|price|amount|discount)$)/
const SUMMED = /^(?:total$|items(?:\[\d+\](?:\.(?:amount|tax_rate))?)?$)/

const FORMS: Readonly<Record<string, string>> = {
  tax_rate: 'Must be 18, 16, 0 or "exempt".',
  ...Object.fromEntries(DATES.map((name) => [name, DATE])),
}
