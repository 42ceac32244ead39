import { money } from '../../money.ts'
import { error, warning, type Finding } from '../finding.ts'
import { infoOf, type Comprobante } from './comprobante.ts'
import { CONSUMIDOR_FINAL, fitOf } from './identification.ts'

/**
 * Who receives. A wrong check digit (62) or somebody unknown (59) is a warning; an identification that its kind cannot have, and a
 * consumidor final where the receiver must be named, is an error (69).
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 6, 9.10; ch. 11, codes 59, 62 and 69
 */
export function* receiverFindings(comprobante: Comprobante): Generator<Finding> {
  const { type, desk } = comprobante
  if (!type.receiver) return
  const kind = infoOf(comprobante, type.receiver.kind) ?? ''
  const id = infoOf(comprobante, type.receiver.id) ?? ''
  const isFinal = kind === '07' || id === CONSUMIDOR_FINAL
  if (isFinal && type.code !== '01') {
    yield error('69', 'Consumidor final solo se admite en facturas')
    return
  }
  if (isFinal && money(infoOf(comprobante, 'importeTotal')).gt(MOST_UNNAMED_USD)) {
    yield error('69', `Por encima de USD ${MOST_UNNAMED_USD} debe identificarse al comprador`)
    return
  }
  const fit = isFinal && kind !== '07' ? 'misshapen' : fitOf(kind, id)
  if (fit === 'misshapen') yield error('69', `${id} no es una identificación del tipo ${kind}`)
  else if (fit === 'wrong') yield warning('62', `La identificación ${id} no es correcta`)
  else if (!isFinal && desk.rules.register && !desk.rules.register.includes(id)) {
    yield warning('59', `La identificación ${id} no existe`)
  }
}

/** Above this, in USD, a buyer must be named. @source SRI, Ficha técnica offline v2.23 (feb-2023), 9.10 */
const MOST_UNNAMED_USD = 50
