import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Caller } from '../../domain/caller.ts'
import type { Accounts } from '../../ports/accounts.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

const DEFAULT_PAGE = 100

const Entry = Type.Object({
  sequence: Type.Integer(),
  at: Type.String(),
  actor: Type.String(),
  kind: Type.String(),
  detail: Type.Record(Type.String(), Type.Unknown()),
})

/** GET /api/v1/audit: what people set up and changed, oldest first. What concerns the other environment only is left out. */
export const auditLog: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { audit, accounts }) => {
  app.get(
    '/audit',
    {
      schema: {
        ...needs('keys:write'),
        operationId: 'listAudit',
        tags: ['account'],
        summary: 'Read the audit log',
        querystring: Type.Object({
          after: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: Number.MAX_SAFE_INTEGER,
              description: '`nextAfter` of the page before.',
            }),
          ),
          limit: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 500,
              description: `Entries looked at a page; ${DEFAULT_PAGE} when left out.`,
            }),
          ),
        }),
        response: {
          200: Type.Object(
            {
              entries: Type.Array(Entry),
              nextAfter: Type.Optional(
                Type.Integer({ description: 'Give it as `after` for the next page; absent on the last.' }),
              ),
            },
            { description: 'Oldest first.' },
          ),
          ...problems(403),
        },
      },
    },
    async ({ caller, query }) => {
      const limit = query.limit ?? DEFAULT_PAGE
      const found = await audit.entries(caller.tenantId, query.after ?? 0, limit + 1)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const isElsewhere = await elsewhere(accounts, caller)
      return {
        entries: page
          .filter((entry) => !isElsewhere(entry))
          .map((entry) => ({ ...entry, detail: { ...entry.detail } })),
        ...(found.length > limit && last ? { nextAfter: last.sequence } : {}),
      }
    },
  )
}

/** Tells the entries about keys and issuers of the tenant's other environment: this credential knows nothing of them. */
async function elsewhere(
  accounts: Accounts,
  { tenantId, environment }: Caller,
): Promise<(entry: AuditEntry) => boolean> {
  const other = environment === 'sandbox' ? 'production' : 'sandbox'
  const [keys, issuers] = await Promise.all([accounts.keys(tenantId, other), accounts.issuers(tenantId, other)])
  const ids = new Set<unknown>([...keys, ...issuers].map(({ id }) => id))
  return ({ detail }) => detail.environment === other || ids.has(detail.id) || ids.has(detail.issuerId)
}
