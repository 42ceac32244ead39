import { hash } from 'node:crypto'
import type { Appearances, IssuerAppearance, LogoFacts } from '../../ports/appearances.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Paper } from '../../ports/printer.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database, Run, Statement } from './database.ts'

interface AppearanceRow {
  paper: Paper
  colour: string | null
  footer: string | null
  logo_type: LogoFacts['type'] | null
  logo_width_px: number
  logo_height_px: number
  logo_bytes: number
  logo_digest: string
  updated_at: Date
}

const COLUMNS = `paper, colour, footer, logo_type, logo_width_px, logo_height_px, octet_length(logo) as logo_bytes,
  logo_digest, updated_at`

/** What paper looks like where nobody has said anything. */
const PLAIN: IssuerAppearance = {
  paper: 'letter',
  colour: undefined,
  footer: undefined,
  logo: undefined,
  updatedAt: undefined,
}

/** Issuers' looks in PostgreSQL; each change with its audit entry in one transaction. */
export function appearanceRecords(database: Database, clock: Clock): Appearances {
  /** The audit tells which logo by its digest: pictures do not belong into a log. */
  async function change(
    tenantId: string,
    entry: { readonly actor: string; readonly kind: string; readonly detail: Readonly<Record<string, unknown>> },
    statement: (at: Date) => Statement,
  ): Promise<AppearanceRow | undefined> {
    const at = clock.now()
    return database.transaction({ tenantId }, async (run: Run) => {
      const { rows } = await run<AppearanceRow>(statement(at))
      if (rows[0]) await appendAudit(run, { tenantId, at, ...entry })
      return rows[0]
    })
  }

  return {
    async appearance(tenantId, issuerId) {
      const { rows } = await database.query<AppearanceRow>({ tenantId }, {
        name: 'appearance',
        text: `select ${COLUMNS} from issuer_appearances where tenant_id = $1 and issuer_id = $2`,
        values: [tenantId, issuerId],
      }) // prettier-ignore
      return appearanceOf(rows[0])
    },

    async changeAppearance(tenantId, issuerId, { paper, colour, footer }, actor) {
      const detail = { issuerId, paper, ...(colour && { colour }), ...(footer && { footer }) }
      const row = await change(tenantId, { actor, kind: 'appearance.changed', detail }, (at) => ({
        text: `insert into issuer_appearances (tenant_id, issuer_id, paper, colour, footer, updated_at)
          values ($1, $2, $3, $4, $5, $6)
          on conflict (tenant_id, issuer_id) do update set
            paper = excluded.paper, colour = excluded.colour, footer = excluded.footer, updated_at = excluded.updated_at
          returning ${COLUMNS}`,
        values: [tenantId, issuerId, paper, colour, footer, at],
      }))
      return appearanceOf(row)
    },

    async logo(tenantId, issuerId) {
      const { rows } = await database.query<AppearanceRow & { logo: Buffer }>({ tenantId }, {
        name: 'logo',
        text: `select ${COLUMNS}, logo from issuer_appearances
          where tenant_id = $1 and issuer_id = $2 and logo is not null`,
        values: [tenantId, issuerId],
      }) // prettier-ignore
      const facts = appearanceOf(rows[0]).logo
      return rows[0] && facts && { ...facts, bytes: rows[0].logo }
    },

    async putLogo(tenantId, issuerId, { type, bytes, widthPx, heightPx }, actor) {
      const digest = hash('sha256', bytes, 'base64url')
      const detail = { issuerId, type, widthPx, heightPx, sizeBytes: bytes.byteLength, digest }
      const row = await change(tenantId, { actor, kind: 'logo.changed', detail }, (at) => ({
        text: `insert into issuer_appearances
            (tenant_id, issuer_id, logo, logo_type, logo_width_px, logo_height_px, logo_digest, updated_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8)
          on conflict (tenant_id, issuer_id) do update set
            logo = excluded.logo, logo_type = excluded.logo_type, logo_width_px = excluded.logo_width_px,
            logo_height_px = excluded.logo_height_px, logo_digest = excluded.logo_digest, updated_at = excluded.updated_at
          returning ${COLUMNS}`,
        values: [tenantId, issuerId, bytes, type, widthPx, heightPx, digest, at],
      }))
      return appearanceOf(row)
    },

    async removeLogo(tenantId, issuerId, actor) {
      const row = await change(tenantId, { actor, kind: 'logo.removed', detail: { issuerId } }, (at) => ({
        text: `update issuer_appearances set logo = null, logo_type = null, logo_width_px = null, logo_height_px = null,
            logo_digest = null, updated_at = $3
          where tenant_id = $1 and issuer_id = $2 and logo is not null returning ${COLUMNS}`,
        values: [tenantId, issuerId, at],
      }))
      return row !== undefined
    },
  }
}

function appearanceOf(row: AppearanceRow | undefined): IssuerAppearance {
  if (!row) return PLAIN
  return {
    paper: row.paper,
    colour: row.colour ?? undefined,
    footer: row.footer ?? undefined,
    logo: row.logo_type === null ? undefined : logoFactsOf(row, row.logo_type),
    updatedAt: row.updated_at.toISOString(),
  }
}

function logoFactsOf(row: AppearanceRow, type: LogoFacts['type']): LogoFacts {
  return {
    type,
    widthPx: row.logo_width_px,
    heightPx: row.logo_height_px,
    sizeBytes: row.logo_bytes,
    digest: row.logo_digest,
  }
}
