import { formatOf } from '../../src/jurisdictions/dominican-republic/formats/formats.ts'
import { RFCE } from '../../src/jurisdictions/dominican-republic/formats/rfce.ts'
import type { Format } from '../../src/jurisdictions/format/format.ts'
import type { Filing } from './filing.ts'
import { conditional, reusable, spent, verdictOf, type Finding, type Verdict } from './finding.ts'
import { opened, type Opened } from './opening.ts'
import type { Precedents } from './precedents.ts'
import { allAt, textAt } from '../reading.ts'
import { buyerFindings } from './rules/buyer.ts'
import { dateFindings } from './rules/dates.ts'
import type { Rule } from './rules/invoice.ts'
import { lineFindings } from './rules/lines.ts'
import { noteFindings } from './rules/notes.ts'
import { numberFindings, usedFindings } from './rules/numbers.ts'
import { paymentFindings } from './rules/payment.ts'
import { summaryFindings } from './rules/summary.ts'
import { totalFindings } from './rules/totals.ts'

/**
 * Looks at an e-CF as far as nothing but its bytes is needed: signature, form and signer. That is most of the work, and is done
 * when the file arrives, so that deciding many at once keeps nobody waiting.
 */
export function openInvoice(filing: Filing, desk: Precedents): Opened {
  const format = formatOf(textAt(filing.root, 'Encabezado.IdDoc.TipoeCF') ?? '')
  return format ? openAs(format, filing, desk) : { findings: [UNKNOWN_TYPE] }
}

/** Decides an opened e-CF: whether its number is free, then what it says. */
export function inspectInvoice(filing: Filing, file: Opened, desk: Precedents): Verdict {
  return filing.imposed ? IMPOSED[filing.imposed] : verdictOf(findingsOn(filing, file, desk, INVOICE_RULES))
}

/**
 * Decides the summary of a small type 32.
 *
 * In certecf a rejected summary spends its number whatever the reason: that is what integrators saw there.
 */
export function inspectSummary(filing: Filing, desk: Precedents): Verdict {
  if (filing.imposed) return IMPOSED[filing.imposed]
  const verdict = verdictOf(findingsOn(filing, openAs(RFCE, filing, desk), desk, SUMMARY_RULES))
  return desk.environment === 'certecf' ? { ...verdict, numberSpent: true } : verdict
}

const INVOICE_RULES: readonly Rule[] = [
  numberFindings,
  dateFindings,
  paymentFindings,
  buyerFindings,
  lineFindings,
  noteFindings,
  totalFindings,
]
const SUMMARY_RULES: readonly Rule[] = [numberFindings, dateFindings, paymentFindings, buyerFindings, summaryFindings]

function openAs(format: Format, { bytes, issuer }: Filing, desk: Precedents): Opened {
  return opened(bytes, format, () => issuer, desk.rules, desk.now())
}

function findingsOn(
  { issuer, number, receivedAt }: Filing,
  { content, findings }: Opened,
  desk: Precedents,
  rules: readonly Rule[],
): readonly Finding[] {
  if (findings) return findings
  const lines = allAt(content, 'DetallesItems.Item')
  const type = textAt(content, 'Encabezado.IdDoc.TipoeCF') ?? ''
  const invoice = { root: content, lines, type, issuer, number, receivedAt, desk }
  const used = usedFindings(invoice)
  return used.length > 0 ? used : rules.flatMap((rule) => [...rule(invoice)])
}

const UNKNOWN_TYPE = reusable('0', 'Estructura XML inválida. TipoeCF no es un tipo de e-CF.')

const IMPOSED: Readonly<Record<NonNullable<Filing['imposed']>, Verdict>> = {
  temporary: verdictOf([reusable('004', 'Ocurrió un error temporal durante la validación. Intente más tarde.')]),
  reject: verdictOf([spent('0', 'Rechazado a petición, por el simulador.')]),
  conditional: verdictOf([conditional('0', 'Aceptado condicionalmente a petición, por el simulador.')]),
}
