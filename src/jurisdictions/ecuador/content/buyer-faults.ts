import type { Draft } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { neutralText } from '../../content/plain-text.ts'
import { FICHA } from './rule.ts'

/** The other party has one identification in every comprobante: of two, one would be dropped. */
export function buyerFaults({ buyer }: Draft): readonly Fault[] {
  const isTwo = neutralText(buyer?.taxId) !== undefined && neutralText(buyer?.foreignId) !== undefined
  return isTwo ? [TWO_IDENTITIES] : []
}

const TWO_IDENTITIES: Fault = {
  code: 'buyer-two-identities',
  path: 'buyer.foreignId',
  severity: 'error',
  message: {
    es: 'El comprobante lleva una sola identificación: RUC o cédula (taxId), o la del exterior (foreignId), no las dos.',
    en: 'The document has one identification: RUC or cédula (taxId), or the foreign one (foreignId), not both.',
  },
  source: `${FICHA}, table 6`,
}
