import type { FastifyInstance } from 'fastify'
import { isAccessKey } from './access-key.ts'
import { noteAsking } from './asking.ts'
import { officialTime } from './clock.ts'
import { addWebService, type Counter } from './counter.ts'
import { isAuthorised, type Filing } from './filing.ts'
import { error, type Verdict } from './finding.ts'
import { messageParts } from './message-parts.ts'
import { leaf, soapAnswer, type Part } from './soap-answer.ts'
import { CONSULTATION_SERVICE } from './web-services.ts'

const [{ name: OPERATION }] = CONSULTATION_SERVICE.operations

/**
 * The consultation of validity, for whoever received a document.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 8 "Consulta de validez"
 */
export function addConsultation(app: FastifyInstance, counter: Counter): void {
  addWebService(app, counter, CONSULTATION_SERVICE, (_operation, argument, bytes) => {
    const accessKey = argument !== undefined && isAccessKey(argument) ? argument : undefined
    const filings = accessKey === undefined ? [] : counter.desk.filings(accessKey)
    const filing = filings.findLast(isAuthorised) ?? filings.findLast(({ verdict }) => verdict)
    return {
      about: { issuer: filing?.issuer, number: filing?.number, accessKey },
      answer: () => {
        const answered = filing?.verdict?.state ?? 'RECHAZADA'
        const entry = noteAsking(counter, { service: OPERATION, accessKey, filing, bytes, answered })
        const content = filing?.verdict ? stateOf(filing, filing.verdict) : unknown(argument)
        return { ...soapAnswer(OPERATION, CONSULTATION_SERVICE.namespace, content), entry }
      },
    }
  })
}

function stateOf({ accessKey, issuer, type }: Filing, { state, decidedAt }: Verdict): Part {
  return {
    name: 'EstadoAutorizacionComprobante',
    content: [
      ...leaf('claveAcceso', accessKey),
      messageParts([]),
      ...leaf('estadoAutorizacion', state),
      ...leaf('tipoComprobante', type.name),
      ...leaf('rucEmisor', issuer),
      ...leaf('fechaAutorizacion', officialTime(decidedAt)),
    ],
  }
}

function unknown(asked: string | undefined): Part {
  return {
    name: 'EstadoAutorizacionComprobante',
    content: [
      ...leaf('estadoConsulta', 'RECHAZADA'),
      ...leaf('claveAcceso', asked),
      messageParts([error('99', 'No existen datos para los parámetros ingresados')]),
    ],
  }
}
