import type { Accounts } from '../../ports/accounts.ts'
import type { Clock } from '../../ports/clock.ts'
import { CERTIFICATE_COLUMNS, certificateOf, type CertificateRow } from './account-rows.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'
import { tellOfIssuer } from './feed-issuer.ts'

interface EndingRow {
  tenant_id: string
  id: string
  issuer_id: string
  subject: string
  valid_to: Date
  announced_days: number | null
}

/**
 * Issuers' certificates in PostgreSQL, sealed. Adding one locks its issuer, so that one of several is in force; resealing locks all.
 */
export function certificateRecords(
  database: Database,
  clock: Clock,
): Pick<Accounts, 'addCertificate' | 'certificates' | 'sealedCertificate' | 'endingCertificates' | 'announceEnding'> {
  return {
    async addCertificate(tenantId, certificate, actor) {
      const { id, issuerId, fingerprint, subject, issuedBy, serial, validFrom, validTo, findings, sealed, createdAt } =
        certificate
      await database.transaction({ tenantId }, async (run) => {
        // Certificates of one issuer are loaded one at a time: of two side by side, each would take the other's place.
        await run({
          text: 'select from issuers where tenant_id = $1 and id = $2 for update',
          values: [tenantId, issuerId],
        })
        await run({
          text: 'update certificates set in_force = false where tenant_id = $1 and issuer_id = $2 and in_force',
          values: [tenantId, issuerId],
        })
        await run({
          text: `insert into certificates (tenant_id, id, issuer_id, in_force, fingerprint, subject, issued_by, serial,
              valid_from, valid_to, findings, sealed, created_at)
            values ($1, $2, $3, true, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
          values: [tenantId, id, issuerId, fingerprint, subject, issuedBy, serial, validFrom, validTo,
            JSON.stringify(findings), sealed, createdAt], // prettier-ignore
        })
        const detail = { id, issuerId, fingerprint, subject, validTo }
        await appendAudit(run, { tenantId, at: clock.now(), actor, kind: 'certificate.added', detail })
      })
    },

    async certificates(tenantId, issuerId) {
      const { rows } = await database.query<CertificateRow>({ tenantId }, {
        text: `select ${CERTIFICATE_COLUMNS} from certificates where tenant_id = $1 and issuer_id = $2
          order by created_at desc, id desc`,
        values: [tenantId, issuerId],
      }) // prettier-ignore
      return rows.map(certificateOf)
    },

    async sealedCertificate(tenantId, issuerId) {
      const { rows } = await database.query<CertificateRow & { sealed: Buffer }>({ tenantId }, {
        name: 'sealed-certificate',
        text: `select ${CERTIFICATE_COLUMNS}, sealed from certificates where tenant_id = $1 and issuer_id = $2 and in_force`,
        values: [tenantId, issuerId],
      }) // prettier-ignore
      const row = rows[0]
      return row && { ...certificateOf(row), sealed: row.sealed }
    },

    async endingCertificates(until) {
      const { rows } = await database.query<EndingRow>(
        { role: 'operator' },
        {
          text: `select tenant_id, id, issuer_id, subject, valid_to, announced_days from certificates
            where in_force and valid_to <= $1`,
          values: [until],
        },
      )
      return rows.map((row) => ({
        tenantId: row.tenant_id,
        id: row.id,
        issuerId: row.issuer_id,
        subject: row.subject,
        validTo: row.valid_to.toISOString(),
        announcedDays: row.announced_days ?? undefined,
      }))
    },

    async announceEnding({ tenantId, id, issuerId, announcedDays, subject, validTo }, days, detail) {
      const at = clock.now()
      return database.transaction({ tenantId }, async (run) => {
        const { rowCount } = await run({
          text: `update certificates set announced_days = $3
            where tenant_id = $1 and id = $2 and announced_days is not distinct from $4`,
          values: [tenantId, id, days, announcedDays],
        })
        if (rowCount !== 1) return false
        await appendAudit(run, { tenantId, at, actor: 'worker', kind: 'certificate.expiring', detail })
        const { daysLeft } = detail
        await tellOfIssuer(run, {
          tenantId,
          issuerId,
          type: 'certificate.expiring',
          at,
          occasion: [id, String(days)],
          data: { certificateId: id, subject, validTo, daysLeft },
        })
        return true
      })
    },
  }
}
