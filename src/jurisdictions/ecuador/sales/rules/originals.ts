import { ZERO } from '../../../../domain/decimal.ts'
import { figureOf } from '../../../content/figures.ts'
import { textAt } from '../../../content/tree.ts'
import { isSupportDocumentType } from '../../catalogs/support-document-types.ts'
import { FICHA, sriCode } from '../../content/rule.ts'
import { dateFromOfficial } from '../../dates.ts'
import { FINAL_CONSUMER } from '../../identity.ts'
import type { SaleRule } from './rule.ts'

const NOTES = ['04', '05']

/** Rules of the notes against the document they modify. Most of them can only be asked when Emite has it. */
export const ORIGINAL_RULES: readonly SaleRule[] = [
  {
    code: 'original-type',
    severity: 'error',
    source: sriCode('64', 'codDocModificado'),
    types: NOTES,
    check({ info, infoName }, breach) {
      const type = textAt(info, 'codDocModificado')
      if (type === undefined || !/^\d{2}$/.test(type) || isSupportDocumentType(type)) return
      breach(
        `${infoName}.codDocModificado`,
        `No existe el tipo de documento ${type}: vea el catálogo support-document-types.`,
        `There is no type of document ${type}: see the catalog support-document-types.`,
      )
    },
  },
  {
    code: 'original-not-authorised',
    severity: 'error',
    source: `${FICHA}, annex 3, numDocModificado`,
    types: NOTES,
    check({ infoName, sources: { original } }, breach) {
      if (original?.state !== 'rejected' && original?.state !== 'voided') return
      const [es, en] =
        original.state === 'rejected' ? ['rechazado por el SRI', 'rejected by SRI'] : ['anulado', 'voided']
      breach(
        `${infoName}.numDocModificado`,
        `El comprobante ${original.number} fue ${es}: no hay nada que modificar.`,
        `Document ${original.number} was ${en}: there is nothing to modify.`,
      )
    },
  },
  {
    code: 'original-final-consumer',
    severity: 'error',
    source: 'NAC-DGERCGC25-00000014 (2025): no credit note over an invoice to the final consumer',
    types: ['04'],
    check({ infoName, sources: { original } }, breach) {
      if (original?.facts.tipoIdentificacion !== FINAL_CONSUMER.type) return
      breach(
        `${infoName}.numDocModificado`,
        `La factura ${original.number} es de consumidor final: no admite nota de crédito.`,
        `Invoice ${original.number} is to the final consumer: there can be no credit note over it.`,
      )
    },
  },
  {
    code: 'original-buyer',
    severity: 'error',
    source: `${FICHA}, annex 3, identificacionComprador`,
    types: NOTES,
    check({ infoName, party, sources: { original } }, breach) {
      const expected = original?.facts.identificacion
      if (!original || expected === undefined || expected === FINAL_CONSUMER.number) return
      if (party.identification === expected) return
      breach(
        `${infoName}.identificacion${party.suffix}`,
        `La nota va al mismo comprador que ${original.number}: ${expected}.`,
        `The note goes to the same buyer as ${original.number}: ${expected}.`,
      )
    },
  },
  {
    code: 'original-date',
    severity: 'error',
    source: `${FICHA}, annex 3, fechaEmisionDocSustento`,
    types: NOTES,
    check({ info, infoName, sources: { original } }, breach) {
      const stated = dateFromOfficial(textAt(info, 'fechaEmisionDocSustento'))
      if (!original || !stated || stated === original.issueDate) return
      breach(
        `${infoName}.fechaEmisionDocSustento`,
        `${original.number} se emitió el ${original.issueDate}, no el ${stated}.`,
        `${original.number} was issued on ${original.issueDate}, not on ${stated}.`,
      )
    },
  },
  {
    code: 'original-later',
    severity: 'error',
    source: `${FICHA}, annex 3, fechaEmisionDocSustento`,
    types: NOTES,
    check({ info, infoName, issueDate }, breach) {
      const support = dateFromOfficial(textAt(info, 'fechaEmisionDocSustento'))
      if (!support || !issueDate || support <= issueDate) return
      breach(
        `${infoName}.fechaEmisionDocSustento`,
        `El comprobante modificado (${support}) es posterior a la nota (${issueDate}).`,
        `The document referred to (${support}) is later than the note (${issueDate}).`,
      )
    },
  },
  {
    code: 'original-balance',
    severity: 'error',
    source: 'Reglamento de Comprobantes de Venta, notas de crédito: up to what was sold',
    types: ['04'],
    check({ infoName, total, sources: { original } }, breach) {
      const originalTotal = figureOf(original?.total)
      if (!original || !originalTotal || !total) return
      const debited = figureOf(original.noteTotals['05']) ?? ZERO
      const credited = figureOf(original.noteTotals['04']) ?? ZERO
      const left = originalTotal.plus(debited).minus(credited)
      if (total.lte(left)) return
      breach(
        `${infoName}.valorModificacion`,
        `La nota acredita ${total.toFixed(2)} y a ${original.number} le quedan ${left.toFixed(2)} por acreditar.`,
        `The note credits ${total.toFixed(2)} and ${original.number} has ${left.toFixed(2)} left to credit.`,
      )
    },
  },
]
