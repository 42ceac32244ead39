import type { CalendarDate } from '../../../domain/calendar.ts'
import { textAt, type Tree } from '../../content/tree.ts'
import { FICHA, sriCode, type Rule } from '../content/rule.ts'
import { dateFromOfficial, fiscalPeriodOf } from '../dates.ts'
import { identificationMistake } from '../identity.ts'

/** A retención, opened up for its rules. Any part may be ill-shaped: the format table reports that, rules look on. */
export interface WithholdingReceipt {
  readonly info: Tree
  readonly issuerRuc: string
  /** Day of issue. */
  readonly issued: CalendarDate
  readonly today: CalendarDate
  /** Its own number as 15 digits, when the draft gives it. */
  readonly number: string | undefined
  readonly supports: readonly Tree[]
}

const INFO = 'infoCompRetencion'

/** What the head of a retención must hold to beyond its format table. */
export const RECEIPT_RULES: readonly Rule<WithholdingReceipt>[] = [
  {
    code: 'issue-date-future',
    severity: 'error',
    source: sriCode('65', 'fechaEmision'),
    check({ issued, today }, breach) {
      if (issued <= today) return
      breach(
        `${INFO}.fechaEmision`,
        `La fecha ${issued} es posterior a hoy, ${today}.`,
        `The date ${issued} is after today, ${today}.`,
      )
    },
  },
  {
    code: 'issue-date-past',
    severity: 'warning',
    source: `${sriCode('65', 'fechaEmision')}; NAC-DGERCGC25-00000014`,
    check({ issued, today }, breach) {
      if (issued >= today) return
      breach(
        `${INFO}.fechaEmision`,
        'Desde 2026 se transmite al emitir: el SRI puede rechazar una fecha anterior a hoy.',
        'Since 2026 documents are sent as they are issued: SRI may reject a date before today.',
      )
    },
  },
  {
    code: 'fiscal-period',
    severity: 'warning',
    source: `${FICHA}, periodoFiscal`,
    check({ info, issued }, breach) {
      const period = textAt(info, 'periodoFiscal')
      if (period === undefined || period === fiscalPeriodOf(issued)) return
      breach(
        `${INFO}.periodoFiscal`,
        `El período de una retención es el mes en que se emite, ${fiscalPeriodOf(issued)}.`,
        `The period of a withholding is the month it is issued in, ${fiscalPeriodOf(issued)}.`,
      )
    },
  },
  {
    code: 'subject-final-consumer',
    severity: 'error',
    source: `${FICHA}, table 6`,
    check({ info }, breach) {
      if (textAt(info, 'tipoIdentificacionSujetoRetenido') !== '07') return
      breach(
        `${INFO}.identificacionSujetoRetenido`,
        'A un consumidor final no se le retiene: identifique al sujeto.',
        'Nothing is withheld from a final consumer: identify the subject.',
      )
    },
  },
  {
    code: 'subject-identification',
    severity: 'warning',
    source: sriCode('62', 'identificacionSujetoRetenido'),
    check({ info }, breach) {
      const type = textAt(info, 'tipoIdentificacionSujetoRetenido') ?? ''
      const number = textAt(info, 'identificacionSujetoRetenido')
      const mistake = number === undefined || type === '07' ? undefined : identificationMistake(type, number)
      if (mistake === undefined) return
      const at = `${INFO}.identificacionSujetoRetenido`
      if (mistake === 'structure')
        breach(at, `No tiene la forma del tipo ${type}.`, `It has not the form of type ${type}.`)
      else {
        breach(
          at,
          'El dígito verificador no coincide: revise el número.',
          'The check digit does not match: look again at the number.',
        )
      }
    },
  },
  {
    code: 'subject-kind',
    severity: 'error',
    source: `${FICHA}, tipoSujetoRetenido`,
    check({ info }, breach) {
      const isForeign = textAt(info, 'tipoIdentificacionSujetoRetenido') === '08'
      if (isForeign === (info.tipoSujetoRetenido !== undefined)) return
      breach(
        `${INFO}.tipoSujetoRetenido`,
        isForeign
          ? 'Con una identificación del exterior (08) diga si es persona natural (01) o sociedad (02).'
          : 'Solo va con una identificación del exterior (08). Quítelo.',
        isForeign
          ? 'With a foreign identification (08) say whether it is a person (01) or a company (02).'
          : 'It goes with a foreign identification (08) only. Leave it out.',
      )
    },
  },
  {
    code: 'support-date',
    severity: 'error',
    source: `${FICHA}, fechaEmisionDocSustento`,
    check({ issued, supports }, breach) {
      for (const [i, support] of supports.entries()) {
        const bought = dateFromOfficial(textAt(support, 'fechaEmisionDocSustento'))
        if (!bought || bought <= issued) continue
        breach(
          `docsSustento.docSustento[${i}].fechaEmisionDocSustento`,
          `El documento es del ${bought}, posterior a la retención (${issued}).`,
          `The document is of ${bought}, after the withholding (${issued}).`,
        )
      }
    },
  },
]
