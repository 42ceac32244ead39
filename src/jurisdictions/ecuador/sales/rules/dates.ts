import { FICHA } from '../../content/rule.ts'
import type { SaleRule } from './rule.ts'

const IMMEDIATE = 'NAC-DGERCGC25-00000014 (2025), amended by NAC-DGERCGC25-00000017'

/** A sale is dated the day it is issued, and sent at once. */
export const DATE_RULES: readonly SaleRule[] = [
  {
    code: 'issue-date-future',
    severity: 'error',
    source: `${FICHA}, ch. 11, code 65`,
    check({ issueDate, infoName, sources: { context } }, breach) {
      if (!issueDate || issueDate <= context.today) return
      breach(
        `${infoName}.fechaEmision`,
        `La fecha de emisión (${issueDate}) es futura: en Ecuador hoy es ${context.today}.`,
        `The issue date (${issueDate}) is in the future: in Ecuador today is ${context.today}.`,
      )
    },
  },
  {
    code: 'issue-date-past',
    severity: 'warning',
    source: `${IMMEDIATE}; ${FICHA}, ch. 11, code 65`,
    check({ issueDate, infoName, sources: { context } }, breach) {
      if (!issueDate || issueDate >= context.today) return
      breach(
        `${infoName}.fechaEmision`,
        `Desde 2026 el comprobante se transmite al emitirse: con fecha ${issueDate} el SRI puede rechazarlo por extemporáneo (65).`,
        `Since 2026 a document is sent as it is issued: dated ${issueDate}, SRI may reject it as late (65).`,
      )
    },
  },
]
