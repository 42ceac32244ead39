import type { Jurisdiction } from '../jurisdiction.ts'
import { DGII_AUTHORITY } from './authority.ts'
import { DRAFT_BLOCK, LINE_BLOCK } from './blocks.ts'
import { CATALOGS } from './catalogs/catalogs.ts'
import { TIME_ZONE } from './dates.ts'
import { examine } from './examine.ts'
import { explain } from './explain.ts'
import { fileDrafts } from './file-drafts.ts'
import { issuerRules } from './issuer-rules.ts'
import { numbering } from './numbering.ts'
import { prepare, relatedNumbers } from './prepare.ts'
import { printed } from './printed.ts'
import { recompute } from './recompute.ts'
import { sign } from './signature.ts'
import { TYPE_FACTS } from './type-facts.ts'
import { AUTHORITY_ENVIRONMENTS } from './wire/environments.ts'
import { documentXml } from './xml.ts'

/**
 * The Dominican Republic: electronic fiscal documents (e-CF) of the Dirección General de Impuestos Internos.
 *
 * Legal sources: Ley 32-23 and Decreto 587-24 on electronic invoicing; DGII's Formato e-CF v1.0 (text of October 2025), Informe
 * técnico e-CF v1.0 (2022), Descripción técnica v1.6 (2023), Firmado de e-CF (2023), Formato RFCE (2020), and its schemas.
 */
export const dominicanRepublic: Jurisdiction = {
  code: 'do',
  name: { es: 'República Dominicana', en: 'Dominican Republic' },
  currency: 'DOP',
  timeZone: TIME_ZONE,
  documentTypes: TYPE_FACTS.map(({ code, name, onlyIndicator }) => ({
    code,
    name,
    lines: 'priced',
    taxesImplied: onlyIndicator !== undefined,
  })),
  authorityEnvironments: AUTHORITY_ENVIRONMENTS,
  catalogs: CATALOGS,
  blocks: { draft: DRAFT_BLOCK, line: LINE_BLOCK },
  issuers: issuerRules,
  numbering,

  relatedNumbers,
  prepare,
  preview: documentXml,
  sign,
  examine,
  fileDrafts,
  printed,
  recompute,

  authority: DGII_AUTHORITY,
  explain,
}
