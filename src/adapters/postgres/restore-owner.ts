import { Refusal } from '../../domain/refusal.ts'
import type { Issuer, NumberRange } from '../../ports/accounts.ts'
import type { ArchivedOwner } from '../../ports/archive.ts'
import { appendAudit } from './audit-entries.ts'
import { type Database, type Run, violatedIndex } from './database.ts'

/**
 * Makes what is not there of a tenant, its issuers and its series. What is there stays as it is, except that a series goes on
 * behind the last number the archive knows of: no number is handed out twice.
 *
 * @throws Refusal state-conflict when an issuer or range of another id has the place
 */
export async function restoreOwner(database: Database, owner: ArchivedOwner, actor: string, now: Date): Promise<void> {
  const { tenant, environment, issuers, ranges } = owner
  try {
    await database.transaction({ tenantId: tenant.id }, async (run) => {
      const { rowCount } = await run({
        text: 'insert into tenants (id, name, created_at) values ($1, $2, $3) on conflict (id) do nothing',
        values: [tenant.id, tenant.name, tenant.createdAt],
      })
      for (const issuer of issuers) await restoreIssuer(run, issuer, now)
      for (const range of ranges) await restoreRange(run, tenant.id, range)
      const detail = { environment, tenantMade: rowCount === 1, issuers: issuers.length, ranges: ranges.length }
      await appendAudit(run, { tenantId: tenant.id, at: now, actor, kind: 'archive.owner-restored', detail })
    })
  } catch (error) {
    const conflict = CONFLICTS[violatedIndex(error) ?? '']
    throw conflict ? new Refusal('state-conflict', conflict) : error
  }
}

async function restoreIssuer(run: Run, issuer: Issuer, now: Date): Promise<void> {
  const { tenantId, id, environment, jurisdiction, profile, authorityEnvironment, createdAt } = issuer
  await run({
    text: `insert into issuers
        (tenant_id, id, environment, jurisdiction, tax_id, profile, authority_environment, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, id) do nothing`,
    values: [
      tenantId,
      id,
      environment,
      jurisdiction,
      profile.taxId,
      JSON.stringify(profile),
      authorityEnvironment,
      createdAt,
      now,
    ],
  })
}

async function restoreRange(run: Run, tenantId: string, range: NumberRange): Promise<void> {
  const { id, issuerId, series, first, last, next, expiresOn, createdAt } = range
  await run({
    text: `insert into number_ranges (tenant_id, id, issuer_id, series, first, last, next, expires_on, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (tenant_id, id) do update set next = greatest(number_ranges.next, excluded.next)`,
    values: [tenantId, id, issuerId, series, first, last, next, expiresOn, createdAt],
  })
}

const CONFLICTS: Readonly<Record<string, { es: string; en: string }>> = {
  tenants_name_key: {
    es: 'Otro tenant tiene ya el nombre del archivo: un archivo vuelve al tenant del que salió.',
    en: "Another tenant has the archive's name already: an archive goes back to the tenant it came from.",
  },
  issuers_tenant_id_environment_jurisdiction_tax_id_key: {
    es: 'El tenant ya tiene un emisor con ese número fiscal que no es el del archivo.',
    en: 'The tenant has an issuer with that tax id already which is not the one of the archive.',
  },
  number_ranges_series: {
    es: 'El tenant ya tiene un rango que empieza igual y no es el del archivo.',
    en: 'The tenant has a range with the same first number already which is not the one of the archive.',
  },
}
