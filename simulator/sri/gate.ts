import { textAt } from '../reading.ts'
import { partsOf } from './access-key.ts'
import { AMBIENTE_CODES } from './ambiente.ts'
import type { Desk } from './desk.ts'
import { typeOfRoot } from './document-types.ts'
import { isAuthorised, type Filing } from './filing.ts'
import { error, type Finding } from './finding.ts'
import type { ReceivedDocument } from './received-document.ts'
import { lateFindings } from './rules/dates.ts'
import type { Comprobante } from './rules/comprobante.ts'
import { troubleFindings } from './rules/issuer.ts'
import { refundFindings } from './rules/refunds.ts'
import { transportFindings } from './rules/transport.ts'
import { schemaFindings } from './schema.ts'

/**
 * Why a document is not taken; nothing when it is. One group after the other, and the first that objects decides.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11: order of the validations, and the stage of each code
 */
export function receptionFindings(document: ReceivedDocument, desk: Desk): readonly Finding[] {
  const { root, trouble, bytes, claims } = document
  if (bytes.length === 0 && trouble === '') return [error('49')]
  if (bytes.length > MOST_BYTES)
    return [error('26', `El comprobante tiene ${bytes.length} bytes; el máximo es ${MOST_BYTES}`)]
  if (!root) return [error('35', `ARCHIVO NO CUMPLE ESTRUCTURA XML: ${trouble}`)]

  const schema = schemaFindings(root, desk.rules)
  if (schema.length > 0) return schema
  const { accessKey, issuer, number } = claims
  const type = typeOfRoot(root.name)
  if (!type || accessKey === undefined || issuer === undefined || number === undefined) {
    throw new Error('the schema let through a document without what names it')
  }
  const comprobante: Comprobante = { root, type, issuer, number, accessKey, receivedAt: desk.now(), desk }
  return firstOf(
    () => environmentFindings(comprobante),
    () => troubleFindings(comprobante, 'reception'),
    () => usedFindings(comprobante, desk),
    () => [...lateFindings(comprobante), ...transportFindings(comprobante)],
    () => [...refundFindings(comprobante)],
  )
}

/** @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 7: 320 KB for a document */
const MOST_BYTES = 320 * 1024

/** A document for the other environment has come to the wrong address. SRI does not document its answer. */
function environmentFindings({ root, desk }: Comprobante): readonly Finding[] {
  const stated = textAt(root, 'infoTributaria.ambiente')
  const own = AMBIENTE_CODES[desk.environment]
  return stated === own ? [] : [error('35', `El ambiente ${stated ?? ''} no es el de este servicio (${own})`)]
}

/**
 * A key, and a number, may be used again only after it was not authorised.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 5.10 and ch. 11, codes 43, 45 and 70
 */
function usedFindings(comprobante: Comprobante, desk: Desk): readonly Finding[] {
  const [own] = desk.filings(comprobante.accessKey).filter(counts)
  if (own) return [isAuthorised(own) ? error('43') : error('70')]
  const other = desk.filingsUnder(comprobante).find(counts)
  const { secuencial } = partsOf(comprobante.accessKey)
  return other ? [error('45', `El secuencial ${secuencial} ya está registrado con otra clave de acceso`)] : []
}

function counts(filing: Filing): boolean {
  return filing.verdict === undefined || isAuthorised(filing)
}

/** What the first group says that says anything. */
export function firstOf(...groups: readonly (() => readonly Finding[])[]): readonly Finding[] {
  for (const group of groups) {
    const findings = group()
    if (findings.length > 0) return findings
  }
  return []
}
