import type { FeedType, NewFeedEvent } from '../domain/feed.ts'
import { feedEventId } from '../domain/feed-payload.ts'
import type { CommittedEvent, DocumentThen } from '../ports/feed.ts'

// What an authority writes has no bound of its own.
const MOST_MESSAGES = 20
const LONGEST_TEXT = 500

/**
 * Seventh step: what the outside is told of the documents' timelines, in their order, each event counted within its document. The
 * webhooks, the mail to the buyer and the stream all follow from it.
 */
export function publicEvents(events: readonly CommittedEvent[]): readonly NewFeedEvent[] {
  const told = new Map<string, number>()
  return events.flatMap((event) =>
    typesOf(event).map((type) => {
      const order = (told.get(event.documentId) ?? event.told) + 1
      told.set(event.documentId, order)
      return publicEvent(event, type, order)
    }),
  )
}

/** What an event is called outside. Most of a timeline concerns nobody there: tries, questions, warnings. */
export function typesOf({ sequence, kind, from, to }: CommittedEvent): readonly FeedType[] {
  if (sequence === 1) return ['document.received', 'document.signed']
  if (kind === 'corrected') return ['document.signed']
  if (kind === 'delivered') return ['document.delivered']
  // `signed` again means that it waits again to be sent: nothing was signed.
  return from === to || to === 'signed' ? [] : [`document.${to}`]
}

function publicEvent(event: CommittedEvent, type: FeedType, order: number): NewFeedEvent {
  return {
    id: feedEventId(event.hash, type),
    tenantId: event.tenantId,
    environment: event.document.environment,
    type,
    at: event.at,
    documentId: event.documentId,
    order,
    data: { ...factsOf(event), ...outcomeOf(event, type) },
  }
}

function factsOf({ documentId, to, document }: CommittedEvent): Readonly<Record<string, unknown>> {
  const self = `/api/v1/documents/${documentId}`
  return {
    documentId,
    externalId: document.externalId,
    jurisdiction: document.jurisdiction,
    documentType: document.type,
    number: document.number,
    issuerId: document.issuerId,
    issuerTaxId: document.issuerTaxId,
    state: to,
    revision: document.revision,
    issueDate: document.issueDate,
    currency: document.currency,
    total: document.total,
    buyer: buyerOf(document),
    links: { self, timeline: `${self}/timeline`, xml: `${self}/xml` },
  }
}

function buyerOf({ buyerTaxId: taxId, buyerName: name }: DocumentThen): object | undefined {
  return taxId === undefined && name === undefined ? undefined : { taxId, name }
}

/** What an event of its kind has to say beyond the document. */
function outcomeOf(event: CommittedEvent, type: FeedType): Readonly<Record<string, unknown>> {
  const { detail } = event
  switch (type) {
    case 'document.sent':
      return { receipt: detail.receipt }
    case 'document.approved':
    case 'document.conditional':
    case 'document.rejected':
      return verdictOf(event)
    case 'document.failed':
      return { reason: detail.reason, cause: event.kind }
    default:
      return {}
  }
}

function verdictOf({ detail, document: { verdict } }: CommittedEvent): Readonly<Record<string, unknown>> {
  const messages = verdict?.messages.slice(0, MOST_MESSAGES).map(({ code, text, severity }) => ({
    code,
    text: text.slice(0, LONGEST_TEXT).toWellFormed(),
    severity,
  }))
  return {
    codes: detail.codes ?? [],
    numberSurvives: detail.numberSurvives,
    authorization: verdict?.authorization,
    messages: messages ?? [],
  }
}
