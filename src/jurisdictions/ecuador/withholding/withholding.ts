import { amountText, sum, ZERO } from '../../../domain/decimal.ts'
import type { Fault } from '../../../domain/fault.ts'
import { figureOf } from '../../content/figures.ts'
import { groupFor, textAt, type Tree } from '../../content/tree.ts'
import type { Family, Summary } from '../content/family.ts'
import { issuerFaults } from '../content/issuer-faults.ts'
import { ISSUER_NAMES } from '../content/issuer-names.ts'
import { issueDateOf } from '../content/issuer.ts'
import { breachesOf } from '../content/rule.ts'
import type { Sources } from '../content/sources.ts'
import { dateFromOfficial } from '../dates.ts'
import { documentNumberOf, plainNumber } from '../numbering.ts'
import { compute } from './compute.ts'
import { contentOf, supportsIn, withholdingsIn } from './content.ts'
import { PAYMENT_RULES } from './payment-rules.ts'
import { RATE_RULES } from './rate-rules.ts'
import { RECEIPT_RULES } from './rules.ts'
import { SUPPORT_RULES } from './support-rules.ts'
import { ISD, IVA, RENTA } from './withheld-taxes.ts'

/** Comprobante de retención, version 2.0.0 (ATS): the documents that tax was withheld from. */
export const WITHHOLDING: Family = {
  contentOf,
  compute,
  check,
  summaryOf,
  isComputed: (official) => COMPUTED.test(official),
  neutralNames: new Map([
    ...ISSUER_NAMES,
    ['infoCompRetencion.fechaEmision', 'issueDate'],
    ['infoCompRetencion.tipoIdentificacionSujetoRetenido', 'buyer.taxId'],
    ['infoCompRetencion.razonSocialSujetoRetenido', 'buyer.name'],
    ['infoCompRetencion.identificacionSujetoRetenido', 'buyer.taxId'],
    ['docsSustento', 'lines'],
    ['docsSustento.docSustento[].codSustento', 'reference.code'],
    ['docsSustento.docSustento[].numDocSustento', 'reference.number'],
    ['docsSustento.docSustento[].fechaEmisionDocSustento', 'reference.date'],
    ['docsSustento.docSustento[].impuestosDocSustento', 'lines'],
    ['docsSustento.docSustento[].retenciones', 'lines'],
    ['docsSustento.docSustento[].retenciones.retencion', 'lines'],
  ]),
}

const COMPUTED =
  /\.(?:periodoFiscal|tarifa|valorImpuesto|totalSinImpuestos|importeTotal|total\w+Reembolso|porcentajeRetener|valorRetenido|pagos.*)$/

function check(content: Tree, sources: Sources): readonly Fault[] {
  const { context, draft } = sources
  const info = groupFor(content, 'infoCompRetencion')
  const issued = dateFromOfficial(textAt(info, 'fechaEmision')) ?? issueDateOf(sources)
  const number = documentNumberOf(context.correcting?.number ?? draft.number ?? '')
  const receipt = {
    info,
    issuerRuc: textAt(groupFor(content, 'infoTributaria'), 'ruc') ?? '',
    issued,
    today: context.today,
    number: number && plainNumber(number),
    supports: supportsIn(content),
  }
  return [
    ...issuerFaults(content, sources),
    ...breachesOf(RECEIPT_RULES, receipt),
    ...breachesOf(SUPPORT_RULES, receipt),
    ...breachesOf(RATE_RULES, receipt),
    ...breachesOf(PAYMENT_RULES, receipt),
  ]
}

/** The taxes withheld, by the code of their tax. */
const TAXES = [RENTA, IVA, ISD]

function summaryOf(content: Tree): Summary {
  const info = groupFor(content, 'infoCompRetencion')
  const withheld = supportsIn(content).flatMap(withholdingsIn)
  const amountOf = (withholding: Tree) => figureOf(textAt(withholding, 'valorRetenido')) ?? ZERO
  const total = amountText(sum(withheld.map(amountOf)))
  const byTax = TAXES.flatMap((tax): [string, string][] => {
    const same = withheld.filter((each) => textAt(each, 'codigo') === tax)
    return same.length > 0 ? [[`retenciones.${tax}.valorRetenido`, amountText(sum(same.map(amountOf)))]] : []
  })
  return {
    issueDate: dateFromOfficial(textAt(info, 'fechaEmision')),
    currency: 'USD',
    total,
    totals: { ...Object.fromEntries(byTax), totalRetenido: total },
    buyerTaxId: textAt(info, 'identificacionSujetoRetenido'),
    buyerName: textAt(info, 'razonSocialSujetoRetenido'),
    refersTo: undefined,
    facts: { codDoc: '07' },
  }
}
