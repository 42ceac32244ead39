import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { calendarDateOf } from '../../domain/calendar.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Fault } from '../../domain/fault.ts'
import type { DocumentQuery } from '../../ports/documents.ts'
import { languageOf } from '../language.ts'
import { sendProblem } from '../problem.ts'
import { Id } from './document-id.ts'
import { DocumentSchema, STATES } from './document-schema.ts'
import { documentView } from './document-view.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const DEFAULT_PAGE = 50
const LARGEST_PAGE = 200

const exactly = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }))
const date = (description: string) => Type.Optional(Type.String({ description, examples: ['2026-11-21'] }))

const Filters = Type.Object(
  {
    state: Type.Optional(
      Type.Array(Type.Enum([...STATES]), { maxItems: STATES.length, description: 'One or several; repeat it.' }),
    ),
    type: exactly(10, 'Document type.'),
    issuer: exactly(20, 'Tax id of the issuer.'),
    number: exactly(60, 'Fiscal number.'),
    externalId: exactly(200, 'Your own id.'),
    buyer: exactly(40, 'Tax id of the buyer.'),
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
  },
  { additionalProperties: false },
)

/** GET /api/v1/documents: newest first, page by page. New documents never shift the pages behind a cursor. */
export const listDocuments: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { documents, jurisdictions }) => {
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
          ...problems(400, 403),
        },
      },
    },
    async (request, reply) => {
      const faults = dateFaults(request.query)
      if (faults.length > 0) return sendProblem(reply, 'invalid-parameters', { faults })

      const language = languageOf(request)
      const limit = request.query.limit ?? DEFAULT_PAGE
      const found = await documents.list(queryOf(request.caller, request.query, limit + 1))
      const page = found.slice(0, limit)
      const last = page.at(-1)
      void reply.header('content-language', language).header('vary', 'Accept-Language')
      return {
        documents: page.map((document) => documentView(document, jurisdictions, language)),
        ...(found.length > limit && last ? { nextCursor: last.id } : {}),
      }
    },
  )
}

function queryOf(caller: Caller, filters: Static<typeof Filters>, limit: number): DocumentQuery {
  const { state, type, issuer, number, externalId, buyer, issuedFrom, issuedTo, cursor } = filters
  return {
    tenantId: caller.tenantId,
    environment: caller.environment,
    limit,
    ...(cursor === undefined ? {} : { before: cursor }),
    ...(state === undefined ? {} : { states: state }),
    ...(type === undefined ? {} : { type }),
    ...(issuer === undefined ? {} : { issuerTaxId: issuer }),
    ...(number === undefined ? {} : { number }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(buyer === undefined ? {} : { buyerTaxId: buyer }),
    ...(issuedFrom === undefined ? {} : { issuedFrom }),
    ...(issuedTo === undefined ? {} : { issuedTo }),
  }
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
