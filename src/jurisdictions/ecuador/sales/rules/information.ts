import { groupAt, groupsAt, textAt } from '../../../content/tree.ts'
import { FICHA } from '../../content/rule.ts'
import type { SaleRule } from './rule.ts'

/** Rules of infoAdicional beyond its format: what the law wants to stand in it. */
export const INFORMATION_RULES: readonly SaleRule[] = [
  {
    code: 'large-taxpayer-legend',
    severity: 'warning',
    source: `${FICHA}, annex 24`,
    types: ['01', '04', '05'],
    check({ content, sources: { settings } }, breach) {
      const resolution = settings.granContribuyente
      if (resolution === undefined) return
      const fields = groupsAt(groupAt(content, 'infoAdicional'), 'campoAdicional')
      if (fields.some((field) => textAt(field, '#text')?.includes(resolution))) return
      breach(
        'infoAdicional',
        `Falta la leyenda de gran contribuyente con su resolución, ${resolution}.`,
        `The legend of the gran contribuyente with its resolution, ${resolution}, is missing.`,
      )
    },
  },
]
