import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Document, Verdict } from '../../domain/document.ts'
import type { Bilingual } from '../../domain/fault.ts'
import { allHeldUpBy, heldUpBy } from '../../journey/hold-up.ts'
import { actionsOf } from '../../journey/journey.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import { type Language, languageOf } from '../language.ts'
import { toldFault } from '../problem.ts'
import type { DocumentJson } from './document-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'

type ViewParts = Pick<NativeApiParts, 'documents' | 'jurisdictions'>

/** A document as its client sees it. Whose it is goes without saying: of the tenant nothing is told. */
export async function documentView(parts: ViewParts, document: Document, language: Language): Promise<DocumentJson> {
  return viewOf(parts.jurisdictions, document, await heldUpBy(parts.documents, document), language)
}

/** Documents of one tenant, each as {@link documentView} shows it. */
export async function documentViews(
  { documents, jurisdictions }: ViewParts,
  tenantId: string,
  page: readonly Document[],
  language: Language,
): Promise<DocumentJson[]> {
  const heldUp = await allHeldUpBy(documents, tenantId, page)
  return page.map((document) => viewOf(jurisdictions, document, heldUp.get(document.id), language))
}

function viewOf(
  jurisdictions: readonly Jurisdiction[],
  document: Document,
  holdUp: Bilingual | undefined,
  language: Language,
): DocumentJson {
  const { id, externalId, condition, buyerTaxId, buyerName, receipt, verdict } = document
  const self = `/api/v1/documents/${id}`
  return {
    id,
    environment: document.environment,
    jurisdiction: document.jurisdiction,
    type: document.type,
    number: document.number,
    ...(externalId === undefined ? {} : { externalId }),
    state: document.state,
    ...(condition === undefined ? {} : { condition }),
    ...(holdUp === undefined ? {} : { reason: holdUp[language] }),
    revision: document.revision,
    actions: [...actionsOf(document)],
    issueDate: document.issueDate,
    issuer: { id: document.issuerId, taxId: document.issuerTaxId },
    ...(buyerTaxId === undefined && buyerName === undefined ? {} : { buyer: buyerView(buyerTaxId, buyerName) }),
    currency: document.currency,
    total: document.total,
    totals: { ...document.totals },
    stamp: { ...document.stamp },
    ...(receipt === undefined ? {} : { receipt: { ...receipt } }),
    ...(verdict === undefined ? {} : { verdict: verdictView(verdict, document, jurisdictions, language) }),
    warnings: document.warnings.map((warning) => toldFault({ ...warning, severity: 'warning' }, language)),
    dueAt: document.dueAt,
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
    links: { self, timeline: `${self}/timeline`, xml: `${self}/xml`, pdf: `${self}/pdf` },
  }
}

/** The document in the client's language, with the headers that go with it. */
export async function sendDocument(
  parts: ViewParts,
  request: FastifyRequest,
  reply: FastifyReply,
  document: Document,
): Promise<DocumentJson> {
  const language = languageOf(request)
  const view = await documentView(parts, document, language)
  void reply.header('etag', etagOf(view)).header('content-language', language).header('vary', 'Accept-Language')
  return view
}

/** Changes whenever anything in the view does. */
export function etagOf(view: DocumentJson): string {
  return `"${hash('sha256', JSON.stringify(view), 'base64url').slice(0, 22)}"`
}

function buyerView(taxId: string | undefined, name: string | undefined): NonNullable<DocumentJson['buyer']> {
  return { ...(taxId === undefined ? {} : { taxId }), ...(name === undefined ? {} : { name }) }
}

function verdictView(
  verdict: Verdict,
  document: Document,
  jurisdictions: readonly Jurisdiction[],
  language: Language,
): NonNullable<DocumentJson['verdict']> {
  const { outcome, decidedAt, numberSurvives, authorization, messages } = verdict
  const jurisdiction = jurisdictions.find(({ code }) => code === document.jurisdiction)
  return {
    outcome,
    decidedAt,
    numberSurvives,
    ...(authorization === undefined ? {} : { authorization }),
    messages: messages.map((message) => ({ ...message })),
    explanations: (jurisdiction?.explain(messages) ?? []).map((explanation) => ({
      code: explanation.code,
      text: explanation.text,
      meaning: explanation.meaning[language],
      cause: explanation.cause[language],
      remedy: explanation.remedy[language],
      path: explanation.path,
      ...(explanation.numberSurvives === undefined ? {} : { numberSurvives: explanation.numberSurvives }),
    })),
  }
}
