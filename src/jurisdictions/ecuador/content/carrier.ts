import { textAt, type Tree } from '../../content/tree.ts'
import { identificationMistake, identificationTypeOf } from '../identity.ts'
import { isPlate } from '../plate.ts'
import type { Breach } from './rule.ts'

/** The part of a factura that stands in for a guía de remisión, which says of the transport what a guía does. */
export const SUBSTITUTE = 'infoSustitutivaGuiaRemision'

/** What a transport implies: it ends on the day it starts, and its carrier's kind of identification is what his number looks like. */
export function implyTransport(transport: Tree): void {
  transport.fechaFinTransporte ??= textAt(transport, 'fechaIniTransporte')
  const carrier = textAt(transport, 'rucTransportista')
  if (carrier !== undefined) transport.tipoIdentificacionTransportista ??= identificationTypeOf(carrier)
}

/** Whether a plate looks like one; `at` is the official path of the transport. */
export function checkPlate(transport: Tree | undefined, at: string, breach: Breach): void {
  const plate = textAt(transport, 'placa')
  if (plate === undefined || isPlate(plate)) return
  breach(
    `${at}.placa`,
    'No tiene la forma de una placa, como ABC1234, ABC0123, AB023C o ZZZ9999: en mayúsculas y sin guion.',
    'It does not look like a number plate, such as ABC1234, ABC0123, AB023C or ZZZ9999: in capital letters, without a dash.',
  )
}

/** Whether the carrier's number is of the kind that is said of it; `at` is the official path of the transport. */
export function checkCarrier(transport: Tree | undefined, at: string, breach: Breach): void {
  const number = textAt(transport, 'rucTransportista') ?? ''
  const mistake = identificationMistake(textAt(transport, 'tipoIdentificacionTransportista') ?? '', number)
  if (mistake === undefined || number === '') return
  breach(
    `${at}.rucTransportista`,
    mistake === 'structure'
      ? 'El número no tiene la forma que dice tipoIdentificacionTransportista.'
      : 'El dígito verificador no coincide: revise el número.',
    mistake === 'structure'
      ? 'The number has not the form that tipoIdentificacionTransportista says.'
      : 'The check digit does not match: look again at the number.',
  )
}
