import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { isMailable, MAIL_STATUSES, MOST_RECIPIENTS } from '../../domain/mail.ts'
import { addressFault } from '../../accounts/mail-settings.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { MailQuery, MailRequestOutcome } from '../../ports/mails.ts'
import { languageOf } from '../language.ts'
import { sendProblem } from '../problem.ts'
import { DocumentId, documentOf, Id } from './document-id.ts'
import { IDEMPOTENCY_KEY_PATTERN } from './idempotency-key.ts'
import { MailAddress, MailSchema, mailView } from './mail-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const DEFAULT_PAGE = 50
/** Mails of one document in an hour. */
const LIMIT = { mails: 10, windowMs: 3_600_000 }

const page = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 200, description: `Mails a page; ${DEFAULT_PAGE} when left out.` }),
  ),
  cursor: Type.Optional({ ...Id, description: '`nextCursor` of the page before.' }),
}

const Page = Type.Object(
  {
    mails: Type.Array(ref(MailSchema)),
    nextCursor: Type.Optional(
      Type.String({ description: 'Give it as `cursor` for the next page; absent on the last.' }),
    ),
  },
  { description: 'Newest first.' },
)

/** /api/v1/mails and /api/v1/documents/{id}/mails: what was sent to buyers, and what became of it. */
export const mails: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const { documents, clock, chance } = parts

  app.get(
    '/mails',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'listMails',
        tags: ['mail'],
        summary: 'List mails',
        description: 'Bounced ones are `failed`; their recipients say so.',
        querystring: Type.Object({ status: Type.Optional(Type.Enum([...MAIL_STATUSES])), ...page }),
        response: { 200: Page, ...problems(403) },
      },
    },
    async (request) => pageOf(parts, request, request.query),
  )

  app.get(
    '/documents/:id/mails',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'listDocumentMails',
        tags: ['mail'],
        summary: "List a document's mails",
        params: DocumentId,
        querystring: Type.Object(page),
        response: { 200: Page, ...problems(403, 404) },
      },
    },
    async (request) => {
      const { id: documentId } = await documentOf(documents, request.caller, request.params.id)
      return pageOf(parts, request, { ...request.query, documentId })
    },
  )

  app.post(
    '/documents/:id/mails',
    {
      preValidation: async (request) => {
        const given: unknown = request.body
        if (given === undefined || given === null) request.body = {}
      },
      schema: {
        ...needs('documents:write'),
        operationId: 'sendDocumentMail',
        tags: ['mail'],
        summary: 'Send a document again',
        description:
          'To the buyer, or to the addresses given and nobody else. Once the authority has approved it; ten times an hour at most. ' +
          'Addresses on the suppression list get nothing.',
        params: DocumentId,
        headers: Type.Object({
          'idempotency-key': Type.Optional(
            Type.String({
              pattern: IDEMPOTENCY_KEY_PATTERN,
              description: 'Yours. The same key with the same body answers with the first mail; nothing is sent twice.',
            }),
          ),
        }),
        body: Type.Object(
          { to: Type.Optional(Type.Array(MailAddress, { minItems: 1, maxItems: MOST_RECIPIENTS })) },
          {
            additionalProperties: false,
            description: 'May be left out.',
            examples: [{ to: ['contador@example.com'] }],
          },
        ),
        response: {
          202: { ...ref(MailSchema), description: 'The mail, to be sent at once.' },
          ...problems(403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const { caller, params, headers } = request
      const { to } = request.body
      const document = await documentOf(documents, caller, params.id)
      const faults = (to ?? []).flatMap((address, i) =>
        mailAddressOf(address) === undefined ? [addressFault(`to[${i}]`)] : [],
      )
      if (faults.length > 0) return sendProblem(reply, 'invalid-request', { faults })
      if (!isMailable(document)) throw notApproved()
      const now = clock.now()
      const outcome = await parts.mails.request({
        id: chance.id(),
        document,
        actor: caller.actor,
        key: headers['idempotency-key'],
        to,
        now,
        limit: LIMIT,
      })
      if (outcome.kind === 'too-many') {
        const waitMs = outcome.until.getTime() - now.getTime()
        void reply.header('retry-after', String(Math.ceil(waitMs / 1000)))
      }
      return reply.code(202).send(mailView(mailIn(outcome), languageOf(request)))
    },
  )
}

type PageQuery = Pick<MailQuery, 'status' | 'documentId'> & { readonly limit?: number; readonly cursor?: string }

async function pageOf(
  { mails: store }: NativeApiParts,
  request: FastifyRequest,
  { status, documentId, limit = DEFAULT_PAGE, cursor }: PageQuery,
): Promise<Static<typeof Page>> {
  const { tenantId, environment } = request.caller
  const language = languageOf(request)
  const found = await store.list({
    tenantId,
    environment,
    limit: limit + 1,
    ...(status === undefined ? {} : { status }),
    ...(documentId === undefined ? {} : { documentId }),
    ...(cursor === undefined ? {} : { before: cursor }),
  })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    mails: shown.map((mail) => mailView(mail, language)),
    ...(found.length > limit && last ? { nextCursor: last.id } : {}),
  }
}

/** The mail that was asked for. @throws Refusal for what stands against it */
function mailIn(outcome: MailRequestOutcome) {
  switch (outcome.kind) {
    case 'queued':
    case 'replayed':
      return outcome.mail
    case 'changed':
      throw notApproved()
    case 'other-request':
      throw new Refusal('idempotency-conflict', {
        es: 'La clave de idempotencia ya se usó para enviar este documento a otras direcciones.',
        en: 'The idempotency key was used already to send this document to other addresses.',
      })
    case 'too-many':
      throw new Refusal('rate-limited', {
        es: `Un documento se envía a lo sumo ${LIMIT.mails} veces por hora.`,
        en: `A document is sent ${LIMIT.mails} times an hour at most.`,
      })
    case 'no-recipient':
      throw new Refusal(
        'state-conflict',
        {
          es: 'El documento no dice la dirección de su comprador: indique `to`.',
          en: "The document does not tell its buyer's address: give `to`.",
        },
        'to',
      )
  }
}

function notApproved(): Refusal {
  return new Refusal('state-conflict', {
    es: 'Solo se envía un documento aprobado por la administración tributaria.',
    en: 'Only a document that the tax authority has approved is sent.',
  })
}
