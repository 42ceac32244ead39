import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { addressFault } from '../../accounts/mail-settings.ts'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { Refusal } from '../../domain/refusal.ts'
import { sendProblem } from '../problem.ts'
import { MailAddress } from './mail-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'
import { Detail, shownDetail } from './suppression-detail.ts'

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
    examples: [{ address: 'rosa@example.com', detail: '550 5.1.1 User unknown' }],
  },
)

/** POST /api/v1/mail/bounces: a mail that came back, as a provider's hook tells of it. */
export const mailBounces: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { mails, clock }) => {
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
          ...problems(403, 404, 413, 415, 422),
        },
      },
    },
    async ({ caller, body }, reply) => {
      const address = body.address === undefined ? undefined : mailAddressOf(body.address)
      if (address === undefined && body.messageId === undefined) {
        const fault = body.address === undefined ? whoseFault() : addressFault('address')
        return sendProblem(reply, 'invalid-request', { faults: [fault] })
      }
      const outcome = await mails.bounced(
        {
          tenantId: caller.tenantId,
          environment: caller.environment,
          address,
          mailId: body.messageId === undefined ? undefined : mailIdIn(body.messageId),
          reason: body.reason ?? 'bounced',
          detail: shownDetail(body.detail),
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

function whoseFault() {
  return {
    code: 'field-missing',
    path: 'address',
    message: {
      es: 'Indique la dirección que rebotó (address), el correo (messageId) o ambos.',
      en: 'Give the address that bounced (address), the mail (messageId), or both.',
    },
    severity: 'error',
  } as const
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
