import { wallClock } from '../../domain/calendar.ts'
import type { Document, DocumentState } from '../../domain/document.ts'
import { present, presentIfAny } from '../../domain/present.ts'
import { ulidOf } from '../../domain/ulid.ts'
import { isSilentAuthority } from '../../journey/silence.ts'
import { TIME_ZONE } from '../../jurisdictions/dominican-republic/dates.ts'
import { plainTotalsOf } from '../../jurisdictions/dominican-republic/plain-totals.ts'
import type { ContractRefusal } from '../contract-refusal.ts'
import type { DoorParts } from '../door.ts'
import { isWayClosed } from '../hold-up-now.ts'
import { clientPath } from './client-path.ts'
import { refusal } from './errors.ts'

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

/** The documented reply. DGII's own trackId stands beside ours once it gave one. */
export async function receiptOf(parts: DoorParts, document: Document): Promise<object> {
  const { receipt, state } = document
  const { docId, _links } = placeOf(document)
  return present<object>({
    docId,
    trackId: await trackIdOf(parts, document),
    dgii_track_id: receipt?.id,
    status: STATUS[state],
    _links,
  })
}

/** The receipt with what DGII has said so far. */
export async function statusOf(parts: DoorParts, document: Document): Promise<object> {
  const { state, reason, verdict, warnings, updatedAt } = document
  const trouble = await troubleOf(parts, document)
  return present<object>({
    ...(await receiptOf(parts, document)),
    reason: state === 'failed' ? reason : undefined,
    error: trouble && { slug: trouble.code, ...trouble.details },
    dgii_messages: (verdict?.messages ?? []).map(({ code, text, severity }) => ({ code, text, severity })),
    warnings: warnings.map(({ path, code, message }) => ({ field: clientPath(path), code, message: message.en })),
    updated_at: updatedAt,
  })
}

/** The status with what the invoice says. */
export async function invoiceOf(parts: DoorParts, document: Document): Promise<object> {
  const issuer = await parts.accounts.issuer(document.tenantId, document.issuerId)
  const { issuerTaxId, buyerName, stamp } = document
  const { RNCComprador: rnc, IdentificadorExtranjero: foreignId } = document.facts
  const { amount: subtotal, tax, total } = plainTotalsOf(document)
  return present<object>({
    ...(await statusOf(parts, document)),
    type: document.type,
    encf: document.number,
    client_request_id: document.externalId,
    issue_date: document.issueDate,
    company: present<object>({ rnc: issuerTaxId, name: issuer?.profile.name }),
    customer: presentIfAny<object>({ rnc, foreign_id: foreignId, name: buyerName || undefined }),
    totals: { subtotal, tax, grand_total: total },
    security_code: stamp.securityCode,
    qr_url: stamp.url,
    signed_at: stamp.signedAt,
    created_at: document.createdAt,
  })
}

/**
 * What stands between a document and its acceptance at DGII, as the contract names it.
 *
 * @param hasWaited the client has, for as long as it wanted
 */
export async function troubleOf(
  parts: DoorParts,
  document: Document,
  hasWaited = false,
): Promise<ContractRefusal | undefined> {
  if (document.state === 'rejected') {
    const messages = document.verdict?.messages ?? []
    const cause = messages.find(({ severity }) => severity === 'error') ?? messages[0]
    const detail = messages.map(({ text }) => text).join(' ')
    return refusal('dgii-rejected', { detail, ...(cause && { dgii_code: cause.code }) })
  }
  if (!isSilentAuthority(document, hasWaited, await isWayClosed(parts, document))) return undefined
  const detail =
    'DGII does not answer. The e-CF is signed and kept, and goes on by itself; its status tells how it ended.'
  return refusal('dgii-unavailable', { detail })
}

/** Where the document is found from now on. */
export function placeOf({ id }: Document) {
  const docId = ulidOf(id)
  const self = `/v1/invoices/${docId}`
  return { docId, _links: { self, status: `${self}/status` } }
}

/** Our own tracking id: the day on which the invoice came, and a number that stands for it alone. */
async function trackIdOf({ doorRecords }: DoorParts, { tenantId, id, createdAt }: Document): Promise<string> {
  const day = wallClock(new Date(createdAt), TIME_ZONE).date.replaceAll('-', '')
  const number = await doorRecords.numberOf(tenantId, id)
  return `${day}-DGII-${String(number).padStart(4, '0')}`
}
