import type { Filing } from './filing.ts'
import { error, isError, warning, type Finding, type Verdict } from './finding.ts'
import { accessKeyFindings } from './rules/access-key.ts'
import { arithmeticFindings } from './rules/arithmetic.ts'
import type { Comprobante, Precedents } from './rules/comprobante.ts'
import { troubleFindings } from './rules/issuer.ts'
import { receiverFindings } from './rules/receiver.ts'
import { supportFindings } from './rules/support.ts'
import { signatureFindings } from './signature-findings.ts'

/** Says, when its time has come, what becomes of a document. */
export type Inspected = () => Omit<Verdict, 'decidedAt'>

/**
 * Looks at a document as far as nothing but its bytes is needed, which is most of the work, when it arrives. The rest waits:
 * whether the document behind a note exists depends on what was decided before it.
 *
 * One group after the other, and the first that finds an error decides. Warnings go with an authorisation.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11: order of the validations, and the stage of each code
 */
export function inspect(filing: Filing, desk: Precedents): Inspected {
  const signature = signatureFindings(filing, desk)
  return () => {
    if (filing.imposed !== undefined) return { state: 'NO AUTORIZADO', findings: [error(filing.imposed, IMPOSED)] }
    const comprobante: Comprobante = { ...filing, desk }
    const warnings: Finding[] = desk.environment === 'celcer' ? [warning('60')] : []
    for (const group of GROUPS) {
      const findings = group === 'signature' ? signature : group(comprobante)
      const errors = findings.filter(isError)
      if (errors.length > 0) return { state: 'NO AUTORIZADO', findings: errors }
      warnings.push(...findings)
    }
    return { state: 'AUTORIZADO', findings: warnings }
  }
}

type Group = (comprobante: Comprobante) => readonly Finding[]

const GROUPS: readonly (Group | 'signature')[] = [
  (comprobante) => troubleFindings(comprobante, 'authorisation'),
  (comprobante) => [...accessKeyFindings(comprobante)],
  'signature',
  (comprobante) => [...receiverFindings(comprobante), ...supportFindings(comprobante)],
  arithmeticFindings,
]

const IMPOSED = 'No autorizado a petición, por el simulador.'
