import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { calendarDateOf } from '../../domain/calendar.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Fault } from '../../domain/fault.ts'
import { bareTaxId } from '../../journey/issuer-named.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import type { DocumentQuery } from '../../ports/documents.ts'
import { languageOf } from '../language.ts'
import { sendProblem } from '../problem.ts'
import { Id } from './document-id.ts'
import { DocumentSchema, STATES } from './document-schema.ts'
import { documentViews } from './document-view.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const DEFAULT_PAGE = 50
const LARGEST_PAGE = 200

const exactly = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }))
const date = (description: string) => Type.Optional(Type.String({ description, examples: ['2026-11-21'] }))

const Filters = Type.Object({
  state: Type.Optional(
    Type.Array(Type.Enum([...STATES]), { maxItems: STATES.length, description: 'One or several; repeat it.' }),
  ),
  type: exactly(10, 'Document type.'),
  issuer: exactly(20, 'Tax id of the issuer, with dashes or without.'),
  number: exactly(60, 'Fiscal number.'),
  externalId: exactly(200, 'Your own id.'),
  buyer: exactly(40, 'Tax id of the buyer, with dashes or without.'),
  issuedFrom: date('First issue date, YYYY-MM-DD.'),
  issuedTo: date('Last issue date, YYYY-MM-DD.'),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: LARGEST_PAGE,
      description: `Documents a page; ${DEFAULT_PAGE} when left out.`,
    }),
  ),
  cursor: Type.Optional({ ...Id, description: '`nextCursor` of the page before.' }),
})

/** GET /api/v1/documents: newest first, page by page. New documents never shift the pages behind a cursor. */
export const listDocuments: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/documents',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'listDocuments',
        tags: ['documents'],
        summary: 'List and search documents',
        querystring: Filters,
        response: {
          200: Type.Object(
            {
              documents: Type.Array(ref(DocumentSchema)),
              nextCursor: Type.Optional(
                Type.String({ description: 'Give it as `cursor` for the next page; absent on the last.' }),
              ),
            },
            { description: 'Newest first.' },
          ),
          ...problems(403),
        },
      },
    },
    async (request, reply) => {
      const faults = dateFaults(request.query)
      if (faults.length > 0) return sendProblem(reply, 'invalid-parameters', { faults })

      const language = languageOf(request)
      const limit = request.query.limit ?? DEFAULT_PAGE
      const found = await parts.documents.list(queryOf(parts.jurisdictions, request.caller, request.query, limit + 1))
      const page = found.slice(0, limit)
      const last = page.at(-1)
      void reply.header('content-language', language).header('vary', 'Accept-Language')
      return {
        documents: await documentViews(parts, request.caller.tenantId, page, language),
        ...(found.length > limit && last ? { nextCursor: last.id } : {}),
      }
    },
  )
}

/** People write a tax id and a fiscal number in several ways, in a filter as in a draft. */
function queryOf(
  jurisdictions: readonly Jurisdiction[],
  caller: Caller,
  filters: Static<typeof Filters>,
  limit: number,
): DocumentQuery {
  const { state, type, issuer, number, externalId, buyer, issuedFrom, issuedTo, cursor } = filters
  return {
    tenantId: caller.tenantId,
    environment: caller.environment,
    limit,
    ...(cursor === undefined ? {} : { before: cursor }),
    ...(state === undefined ? {} : { states: state }),
    ...(type === undefined ? {} : { type }),
    ...(issuer === undefined ? {} : { issuerTaxId: bareTaxId(issuer) }),
    ...(number === undefined ? {} : { number: officialNumber(jurisdictions, number) }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(buyer === undefined ? {} : { buyerTaxIds: [buyer, bareTaxId(buyer)] }),
    ...(issuedFrom === undefined ? {} : { issuedFrom }),
    ...(issuedTo === undefined ? {} : { issuedTo }),
  }
}

/** A fiscal number as the country writes it whose it can be; any other text as it is, which no document has. */
function officialNumber(jurisdictions: readonly Jurisdiction[], text: string): string {
  for (const { numbering, documentTypes } of jurisdictions) {
    for (const { code } of documentTypes) {
      const place = numbering.parse(text, code)
      if (place) return numbering.format(place.series, place.sequence)
    }
  }
  return text
}

function dateFaults({ issuedFrom, issuedTo }: Static<typeof Filters>): readonly Fault[] {
  return Object.entries({ issuedFrom, issuedTo })
    .filter(([, text]) => text !== undefined && calendarDateOf(text) === undefined)
    .map(([path]) => ({
      code: 'date-unknown',
      path,
      message: { es: 'No es una fecha del calendario (AAAA-MM-DD).', en: 'Not a date of the calendar (YYYY-MM-DD).' },
      severity: 'error',
    }))
}
