import { decimal } from '../../../../domain/decimal.ts'
import { FICHA } from '../../content/rule.ts'
import { FINAL_CONSUMER, identificationMistake } from '../../identity.ts'
import type { Checked, SaleRule } from './rule.ts'

/** Up to this total a buyer need not be named, in USD. */
const MOST_UNNAMED = decimal('50')

export const PARTY_RULES: readonly SaleRule[] = [
  {
    code: 'buyer-needed',
    severity: 'error',
    source: `${FICHA}, 9.10: final consumer up to USD 50`,
    types: ['01'],
    check(document, breach) {
      if (!isFinalConsumer(document) || !document.total?.gt(MOST_UNNAMED)) return
      breach(
        `${document.infoName}.identificacion${document.party.suffix}`,
        `Sobre USD ${MOST_UNNAMED.toFixed(2)} el comprador se identifica; esta factura suma ${document.total.toFixed(2)}.`,
        `Above USD ${MOST_UNNAMED.toFixed(2)} the buyer is identified; this invoice comes to ${document.total.toFixed(2)}.`,
      )
    },
  },
  {
    code: 'final-consumer-not-applicable',
    severity: 'error',
    source: `${FICHA}, table 6`,
    types: ['03', '04', '05'],
    check(document, breach) {
      if (!isFinalConsumer(document)) return
      const field = document.party.identification === FINAL_CONSUMER.number ? 'identificacion' : 'tipoIdentificacion'
      breach(
        `${document.infoName}.${field}${document.party.suffix}`,
        'El consumidor final solo va en facturas: aquí la otra parte se identifica.',
        'The final consumer is for invoices only: here the other party is identified.',
      )
    },
  },
  {
    code: 'final-consumer-name',
    severity: 'error',
    source: `${FICHA}, table 6`,
    types: ['01'],
    check(document, breach) {
      const { party, infoName } = document
      if (!isFinalConsumer(document)) return
      if (party.identificationType === FINAL_CONSUMER.type && party.identification === FINAL_CONSUMER.number) return
      breach(
        `${infoName}.tipoIdentificacion${party.suffix}`,
        'El consumidor final lleva tipo 07 y trece nueves, los dos.',
        'The final consumer has type 07 and thirteen nines, both.',
      )
    },
  },
  {
    code: 'buyer-identification',
    severity: 'error',
    source: `${FICHA}, table 6; ch. 11, code 69`,
    check(document, breach) {
      const { party, infoName } = document
      if (isFinalConsumer(document) || mistakeOf(document) !== 'structure') return
      const [es, en] =
        party.identificationType === '04'
          ? ['un RUC: 13 dígitos, con provincia y establecimiento', 'a RUC: 13 digits, with province and establishment']
          : ['una cédula: 10 dígitos, con provincia', 'a cédula: 10 digits, with a province']
      breach(`${infoName}.identificacion${party.suffix}`, `No tiene la forma de ${es}.`, `It does not look like ${en}.`)
    },
  },
  {
    code: 'buyer-check-digit',
    severity: 'warning',
    source: `${FICHA}, ch. 11, codes 59 and 62; RUCs of recent companies follow no check digit`,
    check(document, breach) {
      const { party, infoName } = document
      if (mistakeOf(document) !== 'check-digit') return
      breach(
        `${infoName}.identificacion${party.suffix}`,
        'El dígito verificador no coincide: revise el número. Si no existe, el SRI autoriza con advertencia.',
        'The check digit does not match: look at the number again. If it does not exist, SRI authorises with a warning.',
      )
    },
  },
]

function isFinalConsumer({ party }: Checked): boolean {
  return party.identificationType === FINAL_CONSUMER.type || party.identification === FINAL_CONSUMER.number
}

function mistakeOf({ party: { identificationType, identification } }: Checked) {
  if (identificationType === undefined || identification === undefined) return undefined
  return identificationMistake(identificationType, identification)
}
