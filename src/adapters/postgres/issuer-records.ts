import { Refusal } from '../../domain/refusal.ts'
import type { Accounts } from '../../ports/accounts.ts'
import type { Clock } from '../../ports/clock.ts'
import { ISSUER_COLUMNS, issuerOf, type IssuerRow } from './account-rows.ts'
import { appendAudit } from './audit-entries.ts'
import { type Database, violatedIndex } from './database.ts'
import { isUuid } from './uuid.ts'

/**
 * Issuers, in PostgreSQL; each change with its audit entry in one transaction, which holds the tenant's audit log until its end.
 *
 * @throws Refusal state-conflict, from `createIssuer`, when the tenant has one of the same tax id in the environment; not-found,
 *   from `updateIssuer`
 */
export function issuerRecords(
  database: Database,
  clock: Clock,
): Pick<Accounts, 'createIssuer' | 'updateIssuer' | 'issuers' | 'issuer'> {
  return {
    async createIssuer(issuer, actor) {
      const { tenantId, id, environment, jurisdiction, profile, authorityEnvironment } = issuer
      const at = clock.now()
      try {
        return await database.transaction({ tenantId }, async (run) => {
          const { rows } = await run<IssuerRow>({
            text: `insert into issuers
                (tenant_id, id, environment, jurisdiction, tax_id, profile, authority_environment, created_at, updated_at)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning ${ISSUER_COLUMNS}`,
            values: [
              tenantId,
              id,
              environment,
              jurisdiction,
              profile.taxId,
              JSON.stringify(profile),
              authorityEnvironment,
              at,
            ],
          })
          const detail = { id, environment, jurisdiction, taxId: profile.taxId, authorityEnvironment }
          await appendAudit(run, { tenantId, at, actor, kind: 'issuer.created', detail })
          return issuerOf(firstOf(rows))
        })
      } catch (error) {
        if (violatedIndex(error) === undefined) throw error
        throw new Refusal(
          'state-conflict',
          {
            es: `Ya existe un emisor con el número fiscal ${profile.taxId}.`,
            en: `An issuer with tax id ${profile.taxId} is there already.`,
          },
          'taxId',
        )
      }
    },

    async updateIssuer(issuer, actor) {
      const { tenantId, id, profile, authorityEnvironment } = issuer
      const at = clock.now()
      return database.transaction({ tenantId }, async (run) => {
        const { rows } = await run<IssuerRow>({
          text: `update issuers set profile = $3, authority_environment = $4, updated_at = $5
            where tenant_id = $1 and id = $2 returning ${ISSUER_COLUMNS}`,
          values: [tenantId, id, JSON.stringify(profile), authorityEnvironment, at],
        })
        await appendAudit(run, {
          tenantId,
          at,
          actor,
          kind: 'issuer.updated',
          detail: { id, profile, authorityEnvironment },
        })
        return issuerOf(firstOf(rows))
      })
    },

    async issuers(tenantId, environment) {
      const { rows } = await database.query<IssuerRow>({ tenantId }, {
        name: 'issuers',
        text: `select ${ISSUER_COLUMNS} from issuers where tenant_id = $1 and environment = $2 order by created_at, id`,
        values: [tenantId, environment],
      }) // prettier-ignore
      return rows.map(issuerOf)
    },

    async issuer(tenantId, id) {
      if (!isUuid(id)) return undefined
      const { rows } = await database.query<IssuerRow>({ tenantId }, {
        name: 'issuer',
        text: `select ${ISSUER_COLUMNS} from issuers where tenant_id = $1 and id = $2`,
        values: [tenantId, id],
      }) // prettier-ignore
      return rows[0] && issuerOf(rows[0])
    },
  }
}

function firstOf<Row>(rows: readonly Row[]): Row {
  const [first] = rows
  if (!first)
    throw new Refusal('not-found', { es: 'No hay un emisor con este id.', en: 'There is no issuer with this id.' })
  return first
}
