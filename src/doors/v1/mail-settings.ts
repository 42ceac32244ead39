import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { changeMailSettings, mailSettingsOf } from '../../accounts/mail-settings.ts'
import { PLACEHOLDERS } from '../../domain/mail-template.ts'
import { DEFAULT_MAIL_SETTINGS, type MailSettings, MOST_COPIES } from '../../domain/mail.ts'
import { sendProblem } from '../problem.ts'
import { Id } from './document-id.ts'
import { MailAddress } from './mail-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const IssuerId = Type.Object({ id: Id })
const placeholders = PLACEHOLDERS.map((name) => `\`{{${name}}}\``).join(', ')

const facts = {
  enabled: Type.Boolean({ description: 'False, as it is until set: no mail goes to buyers.' }),
  when: Type.Optional(Type.Enum(['approved'], { description: 'On approval, a conditional one included.' })),
  fromName: Type.Optional(
    Type.String({ minLength: 1, maxLength: 120, description: "Name of the sender; the issuer's own when left out." }),
  ),
  fromAddress: Type.Optional(
    Type.String({
      ...MailAddress,
      description:
        "Address of the sender; the server's when left out. Only a server of your own sends from any domain.",
    }),
  ),
  replyTo: Type.Optional(Type.String({ ...MailAddress, description: 'Where answers go.' })),
  copyTo: Type.Optional(
    Type.Array(MailAddress, { maxItems: MOST_COPIES, description: 'Who gets a copy that the buyer does not see.' }),
  ),
  language: Type.Optional(Type.Enum(['es', 'en'], { description: 'Of the default texts; `es` when left out.' })),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: `With ${placeholders}.` })),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 10_000,
      description:
        'The same placeholders. A line that names nothing but what the document does not have is left out. Plain text; the HTML ' +
        'part is made of it.',
    }),
  ),
}

const Body = Type.Object(facts, {
  additionalProperties: false,
  examples: [{ enabled: true, replyTo: 'ventas@ejemplo.com', subject: 'Su factura {{number}}' }],
})

/** How an issuer wants its mail, as clients see it. */
export const MailSettingsSchema = Type.Object(facts, {
  $id: 'MailSettings',
  description: 'How an issuer wants its mail to buyers.',
})

/** /api/v1/issuers/{id}/mail: whether and how documents go to buyers. */
export const mailSettings: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/issuers/:id/mail',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'getMailSettings',
        tags: ['mail'],
        summary: "Read an issuer's mail settings",
        params: IssuerId,
        response: { 200: { ...ref(MailSettingsSchema), description: 'The settings.' }, ...problems(403, 404) },
      },
    },
    async ({ caller, params }) => settingsView(await mailSettingsOf(parts, caller, params.id)),
  )

  app.put(
    '/issuers/:id/mail',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'changeMailSettings',
        tags: ['mail'],
        summary: "Replace an issuer's mail settings",
        description: 'Send all of them: what is left out has its default again.',
        params: IssuerId,
        body: Body,
        response: {
          200: { ...ref(MailSettingsSchema), description: 'The settings.' },
          ...problems(403, 404, 413, 415, 422),
        },
      },
    },
    async ({ caller, params, body }, reply) => {
      const outcome = await changeMailSettings(parts, caller, params.id, settingsOf(body))
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return settingsView(outcome.settings)
    },
  )
}

function settingsOf(body: Static<typeof Body>): MailSettings {
  return { ...DEFAULT_MAIL_SETTINGS, ...body }
}

function settingsView({ copyTo, ...settings }: MailSettings): Static<typeof MailSettingsSchema> {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
  return { ...(given as Omit<Static<typeof MailSettingsSchema>, 'copyTo'>), copyTo: [...copyTo] }
}
