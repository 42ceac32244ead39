import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { addressFault } from '../../accounts/mail-settings.ts'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { type Suppression, SUPPRESSION_REASONS } from '../../domain/mail.ts'
import { oneLine } from '../../domain/one-line.ts'
import { Refusal } from '../../domain/refusal.ts'
import { sendProblem } from '../problem.ts'
import { MailAddress, SuppressionSchema } from './mail-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const DEFAULT_PAGE = 100
const LONGEST_DETAIL = 500

const Detail = Type.Optional(Type.String({ maxLength: LONGEST_DETAIL, description: 'In words, for people.' }))

const Bounce = Type.Object(
  {
    address: Type.Optional(MailAddress),
    messageId: Type.Optional(
      Type.String({ minLength: 1, maxLength: 400, description: 'Message-ID of the mail, with or without brackets.' }),
    ),
    reason: Type.Optional(Type.Enum(['bounced', 'complained'], { description: '`bounced` when left out.' })),
    detail: Detail,
  },
  {
    additionalProperties: false,
    minProperties: 1,
    examples: [{ address: 'rosa@example.com', detail: '550 5.1.1 User unknown' }],
  },
)

/** /api/v1/mail/suppressions and /api/v1/mail/bounces: to whom nothing is sent, and why. */
export const mailSuppressions: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { mails, clock }) => {
  app.get(
    '/mail/suppressions',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'listSuppressions',
        tags: ['mail'],
        summary: 'List addresses that get no mail',
        querystring: Type.Object(
          {
            limit: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 500,
                description: `Addresses a page; ${DEFAULT_PAGE} when left out.`,
              }),
            ),
            after: Type.Optional(
              Type.String({ minLength: 1, maxLength: 320, description: '`nextAfter` of the page before.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object(
            {
              suppressions: Type.Array(ref(SuppressionSchema)),
              nextAfter: Type.Optional(Type.String({ description: 'Give it as `after`; absent on the last page.' })),
            },
            { description: 'By address.' },
          ),
          ...problems(400, 403),
        },
      },
    },
    async ({ caller, query }) => {
      const limit = query.limit ?? DEFAULT_PAGE
      const wanted = { limit: limit + 1, after: query.after }
      const found = await mails.suppressions(caller.tenantId, caller.environment, wanted)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        suppressions: page.map(suppressionView),
        ...(found.length > limit && last ? { nextAfter: last.address } : {}),
      }
    },
  )

  app.post(
    '/mail/suppressions',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'addSuppression',
        tags: ['mail'],
        summary: 'Send nothing to an address',
        description: 'Adding it again replaces why.',
        body: Type.Object(
          {
            address: MailAddress,
            reason: Type.Optional(Type.Enum([...SUPPRESSION_REASONS], { description: '`asked` when left out.' })),
            detail: Detail,
          },
          { additionalProperties: false, examples: [{ address: 'rosa@example.com' }] },
        ),
        response: {
          201: { ...ref(SuppressionSchema), description: 'It gets nothing from now on.' },
          ...problems(400, 403, 413, 415, 422),
        },
      },
    },
    async ({ caller, body }, reply) => {
      const address = mailAddressOf(body.address)?.toLowerCase()
      if (address === undefined) return sendProblem(reply, 'invalid-request', { faults: [addressFault('address')] })
      const at = clock.now().toISOString()
      const suppression = { address, reason: body.reason ?? 'asked', detail: shown(body.detail), at } as const
      await mails.suppress(caller.tenantId, caller.environment, suppression, caller.actor)
      return reply.code(201).send(suppressionView(suppression))
    },
  )

  app.delete(
    '/mail/suppressions/:address',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'removeSuppression',
        tags: ['mail'],
        summary: 'Send to an address again',
        params: Type.Object({ address: Type.String({ minLength: 1, maxLength: 320 }) }),
        response: {
          204: Type.Unsafe<undefined>({ type: 'null', description: 'It gets mail again.' }),
          ...problems(400, 403, 404, 413, 415),
        },
      },
    },
    async ({ caller, params }, reply) => {
      const address = mailAddressOf(params.address) ?? ''
      if (await mails.release(caller.tenantId, caller.environment, address, caller.actor)) {
        return reply.code(204).send(undefined)
      }
      throw new Refusal('not-found', {
        es: 'La dirección no está en la lista.',
        en: 'The address is not on the list.',
      })
    },
  )

  app.post(
    '/mail/bounces',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'reportBounce',
        tags: ['mail'],
        summary: 'Tell of a mail that came back',
        description:
          'For the hooks of mail providers. The address gets nothing from now on, and the mail (the last one it got, without ' +
          '`messageId`) shows it as bounced.',
        body: Bounce,
        response: {
          200: Type.Object(
            { addresses: Type.Array(Type.String()), mails: Type.Array(Type.String()) },
            { description: 'Whose address is suppressed, and which mail was marked.' },
          ),
          ...problems(400, 403, 404, 413, 415, 422),
        },
      },
    },
    async ({ caller, body }, reply) => {
      const address = body.address === undefined ? undefined : mailAddressOf(body.address)
      if (address === undefined && body.messageId === undefined) {
        return sendProblem(reply, 'invalid-request', { faults: [addressFault('address')] })
      }
      const outcome = await mails.bounced(
        {
          tenantId: caller.tenantId,
          environment: caller.environment,
          address,
          mailId: body.messageId === undefined ? undefined : mailIdIn(body.messageId),
          reason: body.reason ?? 'bounced',
          detail: shown(body.detail),
          at: clock.now(),
        },
        caller.actor,
      )
      if (outcome.kind === 'unclear') return sendProblem(reply, 'invalid-request', { faults: [severalFault()] })
      if (outcome.kind !== 'noted') throw unknownMail()
      return { addresses: [...outcome.addresses], mails: [...outcome.mails] }
    },
  )
}

/** @throws Refusal not-found: a Message-ID that is none of ours */
function mailIdIn(messageId: string): string {
  const id = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>?$/i.exec(messageId.trim())?.[1]
  if (id === undefined) throw unknownMail()
  return id
}

function shown(detail: string | undefined): string | undefined {
  return detail === undefined ? undefined : oneLine(detail, LONGEST_DETAIL)
}

function suppressionView({ detail, ...suppression }: Suppression): Static<typeof SuppressionSchema> {
  return { ...suppression, ...(detail === undefined ? {} : { detail }) }
}

function severalFault() {
  return {
    code: 'field-missing',
    path: 'address',
    message: {
      es: 'El correo fue a varias direcciones: indique cuál rebotó.',
      en: 'The mail went to several addresses: say which of them bounced.',
    },
    severity: 'error',
  } as const
}

function unknownMail(): Refusal {
  return new Refusal('not-found', {
    es: 'Ningún correo de esta cuenta con ese Message-ID llegó a esa dirección.',
    en: 'No mail of this account with that Message-ID went to that address.',
  })
}
