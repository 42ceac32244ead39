import { blockOf } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { givenAt } from '../../content/block.ts'
import { refusedDay } from './former-day.ts'
import { issueDateOf } from './issuer.ts'
import { sriCode } from './rule.ts'
import type { Sources } from './sources.ts'

/** A correction that states the day which SRI refused as late, or one before it, would be refused again. The start of a transport has its rule. */
export function dateFaults(sources: Sources): readonly Fault[] {
  const { context, draft, type } = sources
  const refused = refusedDay(context)
  if (refused === undefined || type.dateField !== 'fechaEmision' || issueDateOf(sources) > refused) return []
  const official = `${type.info}.${type.dateField}`
  const path = givenAt(blockOf(draft, 'ec'), official) === undefined ? 'issueDate' : `ec.${official}`
  return [refusedAgain(path, refused, context.today)]
}

function refusedAgain(path: string, refused: string, today: string): Fault {
  return {
    code: 'issue-date-refused',
    path,
    severity: 'error',
    message: {
      es: `El SRI ya rechazó este comprobante por extemporáneo con fecha ${refused} (65), y una anterior es más tardía aún. Quite la fecha, o dé la de hoy, ${today}: conserva su número y cambia de clave.`,
      en: `SRI has refused this document as late with the date ${refused} (65), and an earlier one is later still. Leave the date out, or give today's, ${today}: it keeps its number and gets another key.`,
    },
    source: `${sriCode('65', 'fechaEmision')}; NAC-DGERCGC25-00000014, amended by NAC-DGERCGC25-00000017`,
  }
}
