import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { changeMailServer } from '../../accounts/mail-servers.ts'
import { addressFault } from '../../accounts/mail-settings.ts'
import { tryMailServer } from '../../accounts/mail-trial.ts'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { Refusal } from '../../domain/refusal.ts'
import { MAIL_SECURITIES } from '../../ports/mailer.ts'
import type { MailServerFacts } from '../../ports/mails.ts'
import { languageOf } from '../language.ts'
import { sendProblem } from '../problem.ts'
import { MailAddress, MailServerSchema } from './mail-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { tooMany } from '../request-rate.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const Body = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 253, description: 'Name or address.' }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    security: Type.Enum([...MAIL_SECURITIES], {
      description:
        '`implicit`: TLS from the first byte (465). `starttls`: TLS by STARTTLS, or no mail (587). `none`: for a server on ' +
        "Emite's own machine only.",
    }),
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 320 })),
    password: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1_000, description: 'Kept sealed; nothing ever shows it again.' }),
    ),
    from: Type.String({ ...MailAddress, description: 'Address that mail comes from unless an issuer says otherwise.' }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        host: 'smtp.example.com',
        port: 587,
        security: 'starttls',
        username: 'facturas@example.com',
        password: 'secret',
        from: 'facturas@example.com',
      },
    ],
  },
)

const Trial = Type.Object({
  accepted: Type.Boolean(),
  words: Type.String({ description: "The server's words, or why it did not come to that." }),
  server: Type.Enum(['own', 'instance'], { description: 'Which one was used.' }),
})

// A test goes to any address: it must not be a way to write to many.
const TRIALS_A_MINUTE = 10

/** /api/v1/mail/server: the account's own mail server, in the environment of the key. */
export const mailServer: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const countTrials = app.createRateLimit({
    max: TRIALS_A_MINUTE,
    timeWindow: 60_000,
    keyGenerator: ({ caller }) => `mail-trial/${caller.tenantId}`,
  })

  app.get(
    '/mail/server',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'getMailServer',
        tags: ['mail'],
        summary: "Read the account's mail server",
        response: {
          200: { ...ref(MailServerSchema), description: 'Without its password.' },
          ...problems(403, 404),
        },
      },
    },
    async ({ caller }) => {
      const server = await parts.mails.server(caller.tenantId, caller.environment)
      if (!server) throw noServer()
      return serverView(server)
    },
  )

  app.put(
    '/mail/server',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'changeMailServer',
        tags: ['mail'],
        summary: "Set the account's mail server",
        description: "In place of the installation's. The password must be given each time.",
        body: Body,
        response: {
          200: { ...ref(MailServerSchema), description: 'Without its password.' },
          ...problems(403, 413, 415, 422),
        },
      },
    },
    async ({ caller, body }, reply) => {
      const outcome = await changeMailServer(parts, caller, requestOf(body))
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return serverView(outcome.server)
    },
  )

  app.delete(
    '/mail/server',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'removeMailServer',
        tags: ['mail'],
        summary: "Go back to the installation's mail server",
        response: {
          204: Type.Unsafe<undefined>({ type: 'null', description: 'It is forgotten, password and all.' }),
          ...problems(403, 404, 413, 415),
        },
      },
    },
    async ({ caller }, reply) => {
      const { tenantId, environment, actor } = caller
      if (!(await parts.mails.removeServer(tenantId, environment, actor))) throw noServer()
      return reply.code(204).send(undefined)
    },
  )

  app.post(
    '/mail/server/test',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'testMailServer',
        tags: ['mail'],
        summary: 'Send a test mail',
        description: "By the account's server, else by the installation's. At most ten a minute.",
        body: Type.Object({ to: MailAddress }, { additionalProperties: false, examples: [{ to: 'yo@ejemplo.com' }] }),
        response: {
          200: { ...Trial, description: 'What the server made of it.' },
          ...problems(403, 404, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const counted = await countTrials(request)
      if (!counted.isAllowed && counted.isExceeded) {
        void reply.header('retry-after', String(counted.ttlInSeconds))
        throw tooMany()
      }
      const to = mailAddressOf(request.body.to)
      if (to === undefined) return sendProblem(reply, 'invalid-request', { faults: [addressFault('to')] })
      const trial = await tryMailServer(parts, request.caller, to, languageOf(request))
      if (!trial) throw noServer()
      return trial
    },
  )
}

function requestOf({ username, password, ...server }: Static<typeof Body>) {
  return { ...server, username, password }
}

function serverView({ username, ...server }: MailServerFacts): Static<typeof MailServerSchema> {
  return { ...server, ...(username === undefined ? {} : { username }) }
}

function noServer(): Refusal {
  return new Refusal('not-found', {
    es: 'No hay servidor de correo configurado.',
    en: 'No mail server is set up.',
  })
}
