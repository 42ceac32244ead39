import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Fault } from '../../../domain/fault.ts'
import { figureOf } from '../../content/figures.ts'
import { Statements } from '../../content/statements.ts'
import { groupFor, textAt, type Tree } from '../../content/tree.ts'
import { ivaRateOf } from '../catalogs/iva-rates.ts'
import { dollars } from '../content/dollars.ts'
import { issueDateOf, present } from '../content/issuer.ts'
import type { Sources } from '../content/sources.ts'
import { dateFromOfficial } from '../dates.ts'
import { disagreementFaults } from '../sales/rules/figures.ts'
import { paymentMethodOf } from '../settings.ts'
import { TOLERANCE } from '../sales/totals/tolerance.ts'
import { amounts, taxesIn, taxesOf } from './amounts.ts'
import { supportsIn } from './content.ts'
import { computeReimbursements } from './reimbursements.ts'
import { computeWithholdings } from './withholdings.ts'

/**
 * Computes what a retención can be spared to state: the taxes and totals of each supporting document, its reimbursements, what
 * is withheld, and one payment of the whole by the issuer's usual means.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 20; catálogo del ATS
 */
export function compute(content: Tree, sources: Sources): readonly Fault[] {
  const faults: Fault[] = []
  const statements = new Statements(sources.draft.statedFigures)
  const issued =
    dateFromOfficial(textAt(groupFor(content, 'infoCompRetencion'), 'fechaEmision')) ?? issueDateOf(sources)
  for (const [i, support] of supportsIn(content).entries()) {
    const at = `docsSustento.docSustento[${i}]`
    const bought = dateFromOfficial(textAt(support, 'fechaEmisionDocSustento')) ?? issued
    computeTaxes(support, at, bought, statements)
    const total = computeTotals(support)
    computeReimbursements(support, at, statements)
    computeWithholdings(support, at, issued, { statements, faults })
    support.pagos ??= paymentOf(total, at, sources)
  }
  return [...faults, ...disagreementFaults(statements.disagreements)]
}

function computeTaxes(support: Tree, at: string, date: CalendarDate, statements: Statements): void {
  for (const [i, tax] of taxesIn(support).entries()) {
    if (textAt(tax, 'codImpuestoDocSustento') === '2') {
      const rate = ivaRateOf(textAt(tax, 'codigoPorcentaje') ?? '', date)?.rate
      if (rate !== undefined) tax.tarifa ??= rate
    }
    const base = figureOf(textAt(tax, 'baseImponible'))
    const rate = figureOf(textAt(tax, 'tarifa'))
    if (!base || !rate) continue
    const place = `${at}.impuestosDocSustento.impuestoDocSustento[${i}]`
    // A specific ICE and IRBPNR are charged by the unit: there the rate does not give the amount.
    const isByUnit = textAt(tax, 'codImpuestoDocSustento') !== '2' && tax.valorImpuesto !== undefined
    if (!isByUnit) statements.settle(tax, place, 'valorImpuesto', base.times(rate).div(100), TOLERANCE)
  }
}

/**
 * What the document comes to, where it does not say: the bases of its IVA, which hold its ICE, and all its taxes. Stated totals
 * stand: gratuities and charges for third parties are no part of the bases.
 */
function computeTotals(support: Tree): string | undefined {
  const taxes = taxesIn(support)
  const iva = taxesOf(support, '2')
  if (iva.length > 0) {
    const net = amounts(iva, 'baseImponible').minus(amounts(taxesOf(support, '3'), 'valorImpuesto'))
    support.totalSinImpuestos ??= net.toFixed(2)
  }
  const net = figureOf(textAt(support, 'totalSinImpuestos'))
  if (net) support.importeTotal ??= net.plus(amounts(taxes, 'valorImpuesto')).toFixed(2)
  return textAt(support, 'importeTotal')
}

/** How a supporting document is paid by the neutral fields, else the whole by the issuer's usual means. */
function paymentOf(total: string | undefined, at: string, { draft, settings, places }: Sources): Tree | undefined {
  const methods = draft.payment?.methods
  if (!methods?.length) {
    return total === undefined ? undefined : { pago: [{ formaPago: paymentMethodOf(settings), total }] }
  }
  places.set(`${at}.pagos`, 'payment.methods')
  const pago = methods.map(({ method, amount }, i) => {
    places.set(`${at}.pagos.pago[${i}].formaPago`, `payment.methods[${i}].method`)
    places.set(`${at}.pagos.pago[${i}].total`, `payment.methods[${i}].amount`)
    return present({ formaPago: method, total: dollars(amount, 2, draft) })
  })
  return { pago }
}
