import { type CalendarDate, calendarDateOf } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'
import { given } from '../../domain/given.ts'
import { present } from '../../domain/present.ts'
import { unstatedRate } from '../../jurisdictions/dominican-republic/drafting.ts'
import { officialHeading } from '../../jurisdictions/dominican-republic/official-heading.ts'
import { creditFor, plainBuyer, plainLine, UNIT } from '../../jurisdictions/dominican-republic/plain-sale.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import type { DocumentRequest } from './document-request.ts'

/** The request as a draft that names no issuer. What is an empty text in it is not given. */
export function toDraft(request: DocumentRequest, jurisdiction: Jurisdiction, today: CalendarDate): Draft {
  const { documentType, notes } = request
  const type = jurisdiction.documentTypes.find(({ code }) => code === documentType)
  const currency = currencyOf(request)
  const isForeign = currency !== undefined && currency !== jurisdiction.currency
  const original = given(request.referenceEncf)
  const rangeEnd = calendarDateOf(request.fechaVencimientoSecuencia ?? '')
  return present<Draft & { readonly do?: object }>({
    type: documentType,
    externalId: request.externalId,
    number: given(request.encf),
    issueDate: request.issueDate,
    currency,
    exchangeRate: isForeign ? request.exchangeRate : undefined,
    buyer: plainBuyer({
      name: request.customerName,
      number: request.customerDocument,
      kind: request.customerDocumentType,
      email: request.customerEmail,
      ownCode: request.customerId,
    }),
    lines: request.lines.map(
      ({ description: name, qty: quantity, unitPrice, unidadMedida: unit, itemId, taxRate: rate, discountAmount }) =>
        plainLine({ name, quantity, unitPrice, unit, ownCode: itemId, rate, discount: discountAmount }, type, original),
    ),
    payment: paymentOf(request, today),
    reference: referenceOf(request),
    do: officialHeading(documentType, { rangeEnd, notes }),
  })
}

/** The request with the defaults filled in that its document has, so that it may be sent again as it is told. */
export function normalized(request: DocumentRequest, { documentTypes }: Jurisdiction): object {
  const type = documentTypes.find(({ code }) => code === request.documentType)
  const unstated = Number(unstatedRate(type, given(request.referenceEncf)))
  return {
    ...request,
    currency: currencyOf(request) ?? 'DOP',
    language: given(request.language) ?? 'ES',
    lines: request.lines.map(({ taxRate = unstated, unidadMedida, ...line }) => {
      return { ...line, taxRate, unidadMedida: given(unidadMedida) ?? UNIT }
    }),
  }
}

function currencyOf({ currency }: DocumentRequest): string | undefined {
  return given(currency)?.trim().toUpperCase()
}

function paymentOf({ billingType, creditDays, issueDate }: DocumentRequest, today: CalendarDate): Draft['payment'] {
  if (billingType === 'CONTADO') return { terms: 'cash' }
  if (creditDays === undefined) return billingType && { terms: 'credit' }
  if (creditDays === 0 && billingType === undefined) return undefined
  return creditFor(creditDays, calendarDateOf(issueDate ?? '') ?? today)
}

function referenceOf({ referenceEncf, ...request }: DocumentRequest): Draft['reference'] {
  const number = given(referenceEncf)
  if (number === undefined) return undefined
  return present({ number, date: request.referenceIssueDate, code: given(request.referenceModificationCode) })
}
