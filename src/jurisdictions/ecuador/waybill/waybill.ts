import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Fault } from '../../../domain/fault.ts'
import { groupFor, textAt, type Tree } from '../../content/tree.ts'
import type { Family, Summary } from '../content/family.ts'
import { issuerFaults } from '../content/issuer-faults.ts'
import { keptDay } from '../content/former-day.ts'
import { ISSUER_NAMES } from '../content/issuer-names.ts'
import { breachesOf } from '../content/rule.ts'
import type { Sources } from '../content/sources.ts'
import { dateFromOfficial } from '../dates.ts'
import { numbering } from '../numbering.ts'
import { contentOf, recipientsIn } from './content.ts'
import { WAYBILL_RULES } from './rules.ts'

/** Guía de remisión: goods on their way, with no prices and so nothing to compute. */
export const WAYBILL: Family = {
  contentOf,
  compute: () => [],
  check,
  summaryOf,
  neutralNames: new Map([
    ...ISSUER_NAMES,
    ['infoGuiaRemision.fechaIniTransporte', 'issueDate'],
    ['destinatarios', 'buyer'],
    ['destinatarios.destinatario[].identificacionDestinatario', 'buyer.taxId'],
    ['destinatarios.destinatario[].razonSocialDestinatario', 'buyer.name'],
    ['destinatarios.destinatario[].dirDestinatario', 'buyer.address'],
    ['destinatarios.destinatario[].motivoTraslado', 'reference.reason'],
    ['destinatarios.destinatario[].numDocSustento', 'reference.number'],
    ['destinatarios.destinatario[].fechaEmisionDocSustento', 'reference.date'],
    ['destinatarios.destinatario[].detalles', 'lines'],
    ['destinatarios.destinatario[].detalles.detalle[]', 'lines[]'],
    ['destinatarios.destinatario[].detalles.detalle[].codigoInterno', 'lines[].codes'],
    ['destinatarios.destinatario[].detalles.detalle[].codigoAdicional', 'lines[].codes'],
    ['destinatarios.destinatario[].detalles.detalle[].descripcion', 'lines[].name'],
    ['destinatarios.destinatario[].detalles.detalle[].cantidad', 'lines[].quantity'],
  ]),
}

function check(content: Tree, sources: Sources): readonly Fault[] {
  const waybill = {
    info: groupFor(content, 'infoGuiaRemision'),
    recipients: recipientsIn(content),
    original: sources.original,
    firstDay: firstDayOf(sources),
    today: sources.context.today,
  }
  return [...issuerFaults(content, sources), ...breachesOf(WAYBILL_RULES, waybill)]
}

/** Today; for a document that is corrected, the day it had while SRI may take it: it was right when it was first signed. */
function firstDayOf({ context }: Sources): CalendarDate {
  const former = keptDay(context)
  return former !== undefined && former < context.today ? former : context.today
}

function summaryOf(content: Tree, { original }: Sources): Summary {
  const info = groupFor(content, 'infoGuiaRemision')
  const [recipient] = recipientsIn(content)
  return {
    issueDate: dateFromOfficial(textAt(info, 'fechaIniTransporte')),
    currency: 'USD',
    total: '0.00',
    totals: {},
    buyerTaxId: textAt(recipient, 'identificacionDestinatario'),
    buyerName: textAt(recipient, 'razonSocialDestinatario'),
    refersTo: original && numbering.parse(original.number, original.type),
    facts: { codDoc: '06' },
  }
}
