import type { Environment } from '../../domain/caller.ts'
import type { Sealed, SealOwner, Seals } from '../../ports/seals.ts'
import type { Database, Run } from './database.ts'

/** What is sealed, wherever it is kept. */
export function sealRecords(database: Database): Seals {
  const scope = { role: 'operator' } as const
  return {
    async keyInUse() {
      const { rows } = await database.query<{ id: string }>(scope, { text: 'select id from master_key' })
      return rows[0]?.id
    },

    async adopt(masterKeyId) {
      const { rows } = await database.query<{ id: string }>(scope, {
        // Of two that come at once the second one waits, and then gets to see the row of the first.
        text: `insert into master_key (id) values ($1)
          on conflict (is_only) do update set id = master_key.id returning id`,
        values: [masterKeyId],
      })
      return rows[0]?.id ?? masterKeyId
    },

    all: () => database.transaction(scope, (run) => everything(run)),

    async reseal(change) {
      await database.transaction(scope, async (run) => {
        const all = await everything(run, 'for update')
        const { masterKeyId, sealed } = await change(all)
        for (const [i, { owner }] of all.entries()) {
          const again = sealed[i]
          if (again !== undefined) await replace(run, owner, Buffer.from(again))
        }
        await run({
          text: 'insert into master_key (id) values ($1) on conflict (is_only) do update set id = excluded.id',
          values: [masterKeyId],
        })
      })
    },
  }
}

interface CertificateRow {
  tenant_id: string
  issuer_id: string
  id: string
  subject: string
  sealed: Buffer
}

interface WebhookRow {
  tenant_id: string
  id: string
  secret: Buffer
  previous_secret: Buffer | null
}

interface MailServerRow {
  tenant_id: string
  environment: Environment
  sealed: Buffer
}

/** With `for update` nothing of it changes until the transaction ends. */
async function everything(run: Run, locked: 'for update' | '' = ''): Promise<readonly Sealed[]> {
  const certificates = await run<CertificateRow>({
    text: `select tenant_id, issuer_id, id, subject, sealed from certificates order by tenant_id, id ${locked}`,
  })
  const webhooks = await run<WebhookRow>({
    text: `select tenant_id, id, secret, previous_secret from webhook_endpoints
      where deleted_at is null order by tenant_id, id ${locked}`,
  })
  const mailServers = await run<MailServerRow>({
    text: `select tenant_id, environment, sealed from mail_servers
      where sealed is not null order by tenant_id, environment ${locked}`,
  })
  return [
    ...certificates.rows.map(certificateOf),
    ...webhooks.rows.flatMap(webhookSecretsOf),
    ...mailServers.rows.map(mailServerOf),
  ]
}

function certificateOf({ tenant_id: tenantId, issuer_id: issuerId, id, subject, sealed }: CertificateRow): Sealed {
  return { owner: { kind: 'certificate', tenantId, issuerId, certificateId: id, subject }, sealed }
}

function webhookSecretsOf(row: WebhookRow): readonly Sealed[] {
  const owner = { kind: 'webhook', tenantId: row.tenant_id, webhookId: row.id } as const
  const current: Sealed = { owner: { ...owner, secret: 'current' }, sealed: row.secret }
  if (!row.previous_secret) return [current]
  return [current, { owner: { ...owner, secret: 'previous' }, sealed: row.previous_secret }]
}

function mailServerOf({ tenant_id: tenantId, environment, sealed }: MailServerRow): Sealed {
  return { owner: { kind: 'mail-server', tenantId, environment }, sealed }
}

async function replace(run: Run, owner: SealOwner, sealed: Buffer): Promise<void> {
  const { tenantId } = owner
  switch (owner.kind) {
    case 'certificate':
      await run({
        text: 'update certificates set sealed = $3 where tenant_id = $1 and id = $2',
        values: [tenantId, owner.certificateId, sealed],
      })
      return
    case 'webhook': {
      const column = owner.secret === 'current' ? 'secret' : 'previous_secret'
      await run({
        text: `update webhook_endpoints set ${column} = $3 where tenant_id = $1 and id = $2`,
        values: [tenantId, owner.webhookId, sealed],
      })
      return
    }
    case 'mail-server':
      await run({
        text: 'update mail_servers set sealed = $3 where tenant_id = $1 and environment = $2',
        values: [tenantId, owner.environment, sealed],
      })
  }
}
