import type { Document } from '../../../domain/document.ts'
import type { Values } from './values.ts'
import { nameOf } from './wording.ts'

/**
 * Sentences at the foot: how the document was issued, where that is not the usual way, and what its figures hold.
 *
 * @source DGII, Representación impresa, modelos ilustrativos (April 2025), 3.1 and 4.1
 */
export function legendsOf(idDoc: Values, { state, condition }: Document): readonly string[] {
  const isContingency = state === 'signed' && condition === 'authority-down'
  return [
    ...when(idDoc.raw('IndicadorMontoGravado') === '1', PRICES_HOLD_ITBIS),
    ...when(idDoc.raw('IndicadorNotaCredito') === '1', OLD_CREDIT_NOTE),
    ...when(idDoc.raw('IndicadorEnvioDiferido') === '1', DEFERRED),
    ...when(isContingency && idDoc.raw('IndicadorEnvioDiferido') !== '1', CONTINGENCY),
  ]
}

const PRICES_HOLD_ITBIS = 'Los precios y valores de las líneas incluyen el ITBIS.'
const OLD_CREDIT_NOTE = `${nameOf('credit-note-indicators', '1') ?? ''}.`
const DEFERRED =
  'e-CF emitido en modalidad de Envío Diferido: su validez fiscal podrá consultarse a partir de las veinticuatro (24) horas.'
const CONTINGENCY =
  'e-CF emitido en modalidad de Contingencia: su validez fiscal podrá consultarse a partir de las setenta y dos (72) horas.'

function when(isSo: boolean, sentence: string): readonly string[] {
  return isSo ? [sentence] : []
}
