import { wallClock } from '../../domain/calendar.ts'
import { amountText, decimal } from '../../domain/decimal.ts'
import type { AuthorityMessage, Document, DocumentState } from '../../domain/document.ts'
import { isSettled } from '../../journey/journey.ts'
import type { DoorParts } from '../door.ts'
import type { Slug, SlugFacts } from './errors.ts'
import { ulidOf } from '../../domain/ulid.ts'

/** States as this contract tells them. */
const STATUS: Readonly<Record<DocumentState, string>> = {
  signed: 'pending',
  sent: 'pending',
  approved: 'accepted',
  conditional: 'accepted_conditional',
  rejected: 'rejected',
  failed: 'failed',
  voided: 'voided',
}

type Parts = Pick<DoorParts, 'doorRecords' | 'jurisdictions' | 'accounts'>

/** The documented reply. DGII's own trackId stands beside ours once it gave one. */
export async function receiptOf(parts: Parts, document: Document): Promise<object> {
  const { receipt, state } = document
  return {
    docId: ulidOf(document.id),
    trackId: await trackIdOf(parts, document),
    ...(receipt === undefined ? {} : { dgii_track_id: receipt.id }),
    status: STATUS[state],
    _links: linksOf(document),
  }
}

/** The receipt with what DGII has said so far. */
export async function statusOf(parts: Parts, document: Document): Promise<object> {
  const { _links, ...receipt } = (await receiptOf(parts, document)) as { _links: object }
  const messages = (document.verdict?.messages ?? []).map(({ code, text, severity }) => ({ code, text, severity }))
  const trouble = troubleOf(document)
  return {
    ...receipt,
    ...(document.state === 'failed' && document.reason !== undefined ? { reason: document.reason } : {}),
    ...(trouble === undefined ? {} : { error: { slug: trouble.slug, ...trouble.facts } }),
    dgii_messages: messages,
    updated_at: document.updatedAt,
    _links,
  }
}

/** The status with what the invoice says. */
export async function invoiceOf(parts: Parts, document: Document): Promise<object> {
  const { _links, ...status } = (await statusOf(parts, document)) as { _links: object }
  const issuer = await parts.accounts.issuer(document.tenantId, document.issuerId)
  const { buyerTaxId, buyerName, total, totals, stamp, externalId } = document
  const customer = { ...(buyerTaxId && { rnc: buyerTaxId }), ...(buyerName && { name: buyerName }) }
  const tax = decimal(totals.TotalITBIS ?? '0')
  return {
    ...status,
    type: document.type,
    encf: document.number,
    ...(externalId === undefined ? {} : { client_request_id: externalId }),
    issue_date: document.issueDate,
    company: { rnc: document.issuerTaxId, ...(issuer && { name: issuer.profile.name }) },
    ...(Object.keys(customer).length === 0 ? {} : { customer }),
    totals: { subtotal: amountText(decimal(total).minus(tax)), tax: amountText(tax), grand_total: total },
    security_code: stamp.securityCode,
    qr_url: stamp.url,
    signed_at: stamp.signedAt,
    created_at: document.createdAt,
    _links,
  }
}

/** What stands between a document and its acceptance at DGII, as the contract names it. */
export function troubleOf(document: Document): { readonly slug: Slug; readonly facts: SlugFacts } | undefined {
  const { state, condition, verdict } = document
  if (state === 'rejected') {
    const messages = verdict?.messages ?? []
    const cause = messages.find(({ severity }) => severity === 'error') ?? messages[0]
    const detail = messages.map(({ text }: AuthorityMessage) => text).join(' ')
    return { slug: 'dgii-rejected', facts: { detail, ...(cause && { dgii_code: cause.code }) } }
  }
  const isSilent = condition === 'authority-down' || condition === 'unclear'
  if (!isSilent || isSettled(state)) return undefined
  const detail =
    'DGII does not answer. The e-CF is signed and kept, and goes on by itself; its status tells how it ended.'
  return { slug: 'dgii-unavailable', facts: { detail } }
}

export function linksOf({ id }: Document): { readonly self: string; readonly status: string } {
  const self = `/v1/invoices/${ulidOf(id)}`
  return { self, status: `${self}/status` }
}

/** Our own tracking id: the day on which the invoice came, and a number that stands for it alone. */
export async function trackIdOf(
  { doorRecords, jurisdictions }: Parts,
  { tenantId, id, jurisdiction, createdAt }: Document,
): Promise<string> {
  const timeZone = jurisdictions.find(({ code }) => code === jurisdiction)?.timeZone ?? 'UTC'
  const day = wallClock(new Date(createdAt), timeZone).date.replaceAll('-', '')
  const number = await doorRecords.numberOf(tenantId, id)
  return `${day}-DGII-${String(number).padStart(4, '0')}`
}
