import type { Jurisdiction } from '../jurisdiction.ts'
import { SRI_AUTHORITY } from './authority.ts'
import { DRAFT_BLOCK, LINE_BLOCK } from './blocks.ts'
import { CATALOGS } from './catalogs/catalogs.ts'
import { TIME_ZONE } from './dates.ts'
import { examine } from './examine.ts'
import { explain } from './explain.ts'
import { issuerRules } from './issuer-rules.ts'
import { numbering } from './numbering.ts'
import { prepare, relatedNumbers } from './prepare.ts'
import { printed } from './printed.ts'
import { recompute } from './recompute.ts'
import { signFile } from './sign-file.ts'
import { sign } from './signature.ts'
import { TYPE_FACTS } from './type-facts.ts'
import { AUTHORITY_ENVIRONMENTS } from './wire/environments.ts'
import { documentXml } from './xml.ts'

/**
 * Ecuador: comprobantes electrónicos of the Servicio de Rentas Internas, in its offline scheme.
 *
 * Legal sources: Ley de Régimen Tributario Interno; Reglamento de Comprobantes de Venta, Retención y Documentos Complementarios;
 * resolutions NAC-DGERCGC18-00000233 and NAC-DGERCGC25-00000014 (amended by -00000017); SRI's Ficha técnica of the offline scheme,
 * v2.32 (October 2025), and its schemas.
 */
export const ecuador: Jurisdiction = {
  code: 'ec',
  name: { es: 'Ecuador', en: 'Ecuador' },
  currency: 'USD',
  timeZone: TIME_ZONE,
  documentTypes: TYPE_FACTS.map(({ code, name, lines }) => ({ code, name, lines })),
  authorityEnvironments: AUTHORITY_ENVIRONMENTS,
  catalogs: CATALOGS,
  blocks: { draft: DRAFT_BLOCK, line: LINE_BLOCK },
  issuers: issuerRules,
  numbering,

  relatedNumbers,
  prepare,
  preview: documentXml,
  sign,
  signFile,
  examine,
  printed,
  recompute,

  authority: SRI_AUTHORITY,
  explain,
}
