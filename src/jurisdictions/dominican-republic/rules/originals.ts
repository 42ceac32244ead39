import { ZERO } from '../../../domain/decimal.ts'
import { daysSinceOriginal, LATE_AFTER_DAYS } from '../content/implied.ts'
import { dateFromOfficial } from '../dates.ts'
import { figureOf } from '../../content/figures.ts'
import { groupFor, textAt } from '../../content/tree.ts'
import { BUYER, dgiiCode, FORMAT, ID_DOC, REFERENCE, TOTALS, type Rule } from './rule.ts'

/** Rules of the notes against their original. Most of them can only be asked when Emite has it. */
export const ORIGINAL_RULES: readonly Rule[] = [
  {
    code: 'original-not-accepted',
    severity: 'error',
    source: dgiiCode('614', 'NCFModificado'),
    types: ['33', '34'],
    check({ original }, breach) {
      if (original?.state !== 'rejected' && original?.state !== 'voided') return
      const [es, en] =
        original.state === 'rejected' ? ['rechazado por la DGII', 'rejected by DGII'] : ['anulado', 'voided']
      breach(
        `${REFERENCE}.NCFModificado`,
        `El comprobante ${original.number} fue ${es}: no hay nada que modificar.`,
        `Document ${original.number} was ${en}: there is nothing to modify.`,
      )
    },
  },
  {
    code: 'original-buyer',
    severity: 'error',
    source: dgiiCode('615', 'RNCComprador'),
    types: ['33', '34'],
    check({ original, buyer }, breach) {
      if (original?.buyerTaxId === undefined) return
      const own = textAt(buyer, 'RNCComprador') ?? textAt(buyer, 'IdentificadorExtranjero')
      if (own === original.buyerTaxId) return
      breach(
        `${BUYER}.RNCComprador`,
        `La nota va al mismo comprador que ${original.number}: ${original.buyerTaxId}.`,
        `The note goes to the same buyer as ${original.number}: ${original.buyerTaxId}.`,
      )
    },
  },
  {
    code: 'original-balance',
    severity: 'error',
    source: dgiiCode('615', 'MontoTotal'),
    types: ['34'],
    check({ original, total }, breach) {
      const originalTotal = figureOf(original?.total)
      if (!original || !originalTotal) return
      const debited = figureOf(original.noteTotals['33']) ?? ZERO
      const credited = figureOf(original.noteTotals['34']) ?? ZERO
      const left = originalTotal.plus(debited).minus(credited)
      if (total.lte(left)) return
      breach(
        `${TOTALS}.MontoTotal`,
        `La nota acredita ${total.toFixed(2)} y a ${original.number} le quedan ${left.toFixed(2)} por acreditar.`,
        `The note credits ${total.toFixed(2)} and ${original.number} has ${left.toFixed(2)} left to credit.`,
      )
    },
  },
  {
    code: 'original-date',
    severity: 'error',
    source: dgiiCode('634', 'FechaNCFModificado'),
    check({ original, reference }, breach) {
      const stated = dateFromOfficial(textAt(reference, 'FechaNCFModificado'))
      if (!original || !stated || stated === original.issueDate) return
      breach(
        `${REFERENCE}.FechaNCFModificado`,
        `${original.number} se emitió el ${original.issueDate}, no el ${stated}.`,
        `${original.number} was issued on ${original.issueDate}, not on ${stated}.`,
      )
    },
  },
  {
    code: 'original-income-type',
    severity: 'error',
    source: dgiiCode('181', 'TipoIngresos'),
    types: ['33', '34'],
    check({ original, idDoc }, breach) {
      const expected = original?.facts.TipoIngresos
      const own = textAt(idDoc, 'TipoIngresos')
      if (!original || expected === undefined || own === expected) return
      breach(
        `${ID_DOC}.TipoIngresos`,
        `La nota lleva el tipo de ingresos de ${original.number}: ${expected}.`,
        `The note has the income type of ${original.number}: ${expected}.`,
      )
    },
  },
  {
    code: 'credit-note-indicator',
    severity: 'error',
    source: dgiiCode('156', 'IndicadorNotaCredito'),
    types: ['34'],
    check({ content, idDoc }, breach) {
      const own = textAt(idDoc, 'IndicadorNotaCredito')
      const days = daysSinceOriginal(content, groupFor(content, 'Encabezado'))
      if (own === undefined || days === undefined) return
      const expected = days > LATE_AFTER_DAYS ? '1' : '0'
      if (own === expected) return
      breach(
        `${ID_DOC}.IndicadorNotaCredito`,
        `Pasaron ${days} días desde el comprobante modificado: va ${expected} (0 hasta 30 días, 1 después).`,
        `${days} days have passed since the document referred to: ${expected} belongs here (0 up to 30 days, 1 after).`,
      )
    },
  },
  {
    code: 'credit-note-late',
    severity: 'warning',
    source: `${FORMAT}, IndicadorNotaCredito`,
    types: ['34'],
    check({ idDoc }, breach) {
      if (textAt(idDoc, 'IndicadorNotaCredito') !== '1') return
      breach(
        `${ID_DOC}.IndicadorNotaCredito`,
        'Una nota de crédito a más de 30 días no rebaja el ITBIS.',
        'A credit note after more than 30 days does not lower ITBIS.',
      )
    },
  },
]
