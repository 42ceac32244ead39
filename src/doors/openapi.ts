import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import type { ServerParts } from './parts.ts'
import { AppearanceSchema } from './v1/appearance-schema.ts'
import { BatchAnswerSchema, BatchLineSchema } from './v1/batch-line.ts'
import { CertificateSchema } from './v1/certificate-schema.ts'
import { FeedEventSchema } from './v1/feed-schema.ts'
import { DOCUMENT_SCHEMAS } from './v1/document-schema.ts'
import { draftSchemas } from './v1/draft-schema.ts'
import { IssuerSchema } from './v1/issuer-schema.ts'
import { MailSchema, MailServerSchema, SuppressionSchema } from './v1/mail-schema.ts'
import { MailSettingsSchema } from './v1/mail-settings.ts'
import { KeySchema } from './v1/keys.ts'
import { UsageSchema } from './v1/usage.ts'
import { FaultSchema, ProblemSchema } from './v1/problem-schema.ts'
import { RangeSchema } from './v1/ranges.ts'
import { CREDENTIAL } from './v1/scope.ts'
import { WEBHOOK_SCHEMAS } from './v1/webhook-schema.ts'

const DESCRIPTION = `Electronic invoices over one API. Post a draft, get a signed document; Emite delivers it to the tax authority and
follows it to a verdict.

* Credentials: \`Authorization: Bearer emk_sandbox_…\` or \`emk_live_…\`. The key decides account and environment; nothing else does.
* Errors are problems (RFC 9457) in Spanish, or in English by \`Accept-Language: en\`. Build on \`code\`, show \`title\` and \`detail\`.
* Amounts are decimal strings. JSON numbers are taken while they are exact.
* Parameters that an operation does not know are refused, as unknown fields are.
* Every answer has \`X-Request-Id\`; yours is kept when it is sane. \`RateLimit\` headers tell how much is left.`

/** Describes, from the routes registered after it, the whole API at `/openapi.json`: OpenAPI 3.1. */
export async function describeApi(app: FastifyInstance, { jurisdictions, settings }: ServerParts): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Emite',
        version: settings.version,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: TAGS,
      components: {
        securitySchemes: {
          [CREDENTIAL]: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key. The roles listed are the scopes it needs.',
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, i) => (typeof $id === 'string' ? $id : `schema-${i}`),
    },
  })
  for (const schema of sharedSchemas(draftSchemas(jurisdictions))) app.addSchema(schema)

  let text: string | undefined
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.type('application/json').send(text)
  })
}

const TAGS = [
  { name: 'documents', description: 'Issue, follow and fetch documents.' },
  { name: 'issuers', description: 'Taxpayers, their certificates and their numbers.' },
  { name: 'catalogs', description: 'Official code tables.' },
  { name: 'authorities', description: 'Whether the tax authorities can be reached.' },
  { name: 'events', description: 'The one ordered feed of everything that happens.' },
  { name: 'webhooks', description: 'Events sent to your own systems, as Standard Webhooks says.' },
  { name: 'mail', description: 'Documents sent to their buyers by e-mail.' },
  { name: 'account', description: 'Keys and the audit log.' },
]

function sharedSchemas(drafts: readonly TSchema[]): readonly TSchema[] {
  return [
    ...drafts,
    ...DOCUMENT_SCHEMAS,
    FaultSchema,
    ProblemSchema,
    FeedEventSchema,
    BatchLineSchema,
    BatchAnswerSchema,
    IssuerSchema,
    AppearanceSchema,
    CertificateSchema,
    RangeSchema,
    KeySchema,
    ...WEBHOOK_SCHEMAS,
    UsageSchema,
    MailSchema,
    MailServerSchema,
    MailSettingsSchema,
    SuppressionSchema,
  ]
}
