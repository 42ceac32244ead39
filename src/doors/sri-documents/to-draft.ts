import type { CalendarDate } from '../../domain/calendar.ts'
import { facturaDraft } from '../../jurisdictions/ecuador/factura-draft.ts'
import type { NumberedBranch } from '../../accounts/branches.ts'
import type { DocumentBody } from './document-body.ts'

/** The body as a draft of a factura that a branch issues today. */
export function draftOf(
  { buyer, items, payments, guiaRemision, additionalInfo }: DocumentBody,
  { issuer, place }: NumberedBranch,
  today: CalendarDate,
): Record<string, unknown> {
  const [establishment, emissionPoint] = place.name.split('-')
  return facturaDraft({
    issuer: issuer.profile.taxId,
    issueDate: today,
    establishment,
    emissionPoint,
    buyer,
    items,
    payments,
    guiaRemision,
    infoAdicional: additionalInfo,
  })
}
