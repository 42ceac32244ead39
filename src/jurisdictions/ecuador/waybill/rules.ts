import type { CalendarDate } from '../../../domain/calendar.ts'
import { textAt, type Tree } from '../../content/tree.ts'
import type { RelatedDocument } from '../../jurisdiction.ts'
import { checkCarrier, checkPlate } from '../content/carrier.ts'
import { FICHA, sriCode, type Rule } from '../content/rule.ts'
import { isSupportDocumentType } from '../catalogs/support-document-types.ts'
import { dateFromOfficial } from '../dates.ts'
import { identificationMistake, identificationTypeOf } from '../identity.ts'

/** A guía, opened up for its rules. Any part may be ill-shaped: the format table reports that, rules look on. */
export interface Waybill {
  readonly info: Tree
  readonly recipients: readonly Tree[]
  readonly original: RelatedDocument | undefined
  /** The first day on which its transport may start. */
  readonly firstDay: CalendarDate
  readonly today: CalendarDate
}

const INFO = 'infoGuiaRemision'

/** Everything a guía must hold to beyond its format table. */
export const WAYBILL_RULES: readonly Rule<Waybill>[] = [
  {
    code: 'transport-start',
    severity: 'error',
    source: sriCode('82', 'fechaIniTransporte'),
    check({ info, firstDay }, breach) {
      const start = dateFromOfficial(textAt(info, 'fechaIniTransporte'))
      if (!start || start >= firstDay) return
      breach(
        `${INFO}.fechaIniTransporte`,
        `El transporte no puede empezar antes de emitir la guía (${firstDay}).`,
        `The transport cannot start before the waybill is issued (${firstDay}).`,
      )
    },
  },
  {
    code: 'issue-date-past',
    severity: 'warning',
    source: `${sriCode('65', 'fechaIniTransporte')}; NAC-DGERCGC25-00000014`,
    check({ info, firstDay, today }, breach) {
      const start = dateFromOfficial(textAt(info, 'fechaIniTransporte'))
      if (!start || start < firstDay || start >= today) return
      breach(
        `${INFO}.fechaIniTransporte`,
        'La guía corregida conserva el día que tenía: el SRI puede rechazar una fecha anterior a hoy.',
        'The corrected waybill keeps the day it had: SRI may reject a date before today.',
      )
    },
  },
  {
    code: 'transport-end',
    severity: 'error',
    source: `${FICHA}, fechaFinTransporte`,
    check({ info }, breach) {
      const start = dateFromOfficial(textAt(info, 'fechaIniTransporte'))
      const end = dateFromOfficial(textAt(info, 'fechaFinTransporte'))
      if (!start || !end || end >= start) return
      breach(
        `${INFO}.fechaFinTransporte`,
        `El transporte empieza el ${start} y no puede terminar antes, el ${end}.`,
        `The transport starts on ${start} and cannot end before, on ${end}.`,
      )
    },
  },
  {
    code: 'plate-form',
    severity: 'warning',
    source: `${FICHA}, table 29`,
    check: ({ info }, breach) => checkPlate(info, INFO, breach),
  },
  {
    code: 'carrier-identification',
    severity: 'warning',
    source: `${FICHA}, table 6`,
    check: ({ info }, breach) => checkCarrier(info, INFO, breach),
  },
  {
    code: 'recipient-identification',
    severity: 'warning',
    source: sriCode('62', 'identificacionDestinatario'),
    check({ recipients }, breach) {
      for (const [i, recipient] of recipients.entries()) {
        const number = textAt(recipient, 'identificacionDestinatario')
        if (number === undefined || !identificationMistake(identificationTypeOf(number), number)) continue
        breach(
          `${recipientAt(i)}.identificacionDestinatario`,
          'Parece un RUC o una cédula y su estructura o su dígito verificador no coincide: revise el número.',
          'It looks like a RUC or a cédula, and its structure or check digit does not match: look again at the number.',
        )
      }
    },
  },
  {
    code: 'support-incomplete',
    severity: 'error',
    source: `${FICHA}, codDocSustento`,
    check({ recipients }, breach) {
      for (const [i, recipient] of recipients.entries()) {
        const said = SUPPORT_FIELDS.filter((name) => recipient[name] !== undefined)
        const lacking = ['codDocSustento', 'numDocSustento'].filter((name) => recipient[name] === undefined)
        if (said.length === 0) continue
        for (const name of lacking) {
          breach(
            `${recipientAt(i)}.${name}`,
            'El documento de sustento se identifica con su tipo y su número.',
            'The supporting document is identified by its type and its number.',
          )
        }
      }
    },
  },
  {
    code: 'support-type',
    severity: 'error',
    source: sriCode('64', 'codDocSustento'),
    check({ recipients }, breach) {
      for (const [i, recipient] of recipients.entries()) {
        const type = textAt(recipient, 'codDocSustento')
        if (type === undefined || !/^\d{2}$/.test(type) || isSupportDocumentType(type)) continue
        breach(
          `${recipientAt(i)}.codDocSustento`,
          `No existe el tipo de documento ${type}: vea el catálogo support-document-types.`,
          `There is no type of document ${type}: see the catalog support-document-types.`,
        )
      }
    },
  },
  {
    code: 'original-not-accepted',
    severity: 'error',
    source: `${FICHA}, numDocSustento`,
    check({ original }, breach) {
      if (original?.state !== 'rejected' && original?.state !== 'voided') return
      const [es, en] =
        original.state === 'rejected' ? ['rechazado por el SRI', 'rejected by SRI'] : ['anulado', 'voided']
      breach(
        `${recipientAt(0)}.numDocSustento`,
        `El comprobante ${original.number} fue ${es}: no sustenta el traslado.`,
        `Document ${original.number} was ${en}: it supports no transport.`,
      )
    },
  },
]

const SUPPORT_FIELDS = ['codDocSustento', 'numDocSustento', 'numAutDocSustento', 'fechaEmisionDocSustento'] as const

function recipientAt(index: number): string {
  return `destinatarios.destinatario[${index}]`
}
