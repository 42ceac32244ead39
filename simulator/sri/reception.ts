import type { FastifyInstance } from 'fastify'
import type { Fault } from '../faults.ts'
import type { FaultKind } from '../fault-kinds.ts'
import type { Outcome } from '../ledger.ts'
import type { ServiceAnswer } from '../service.ts'
import { addWebService, type Call, type Counter } from './counter.ts'
import { filingOf } from './filing.ts'
import { error, type Finding } from './finding.ts'
import { receptionFindings } from './gate.ts'
import { messageParts } from './message-parts.ts'
import { returned } from './outcome.ts'
import { receivedDocument, type ReceivedDocument } from './received-document.ts'
import { leaf, soapAnswer, type Part, type SoapStyle } from './soap-answer.ts'
import { RECEPTION_SERVICE } from './web-services.ts'

/**
 * Reception: RECIBIDA and decided later, or DEVUELTA and forgotten. It looks neither at the signature nor at the arithmetic.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 7 "Recepción de comprobantes"
 */
export function addReception(app: FastifyInstance, counter: Counter): void {
  addWebService(app, counter, RECEPTION_SERVICE, (_operation, argument): Call => {
    const document = receivedDocument(argument)
    return { about: document.claims, answer: (faults) => receive(document, faults, counter) }
  })
}

function receive(document: ReceivedDocument, faults: readonly Fault[], counter: Counter): ServiceAnswer {
  const { desk, ledger } = counter
  const { bytes, claims, root } = document
  const fault = (kind: FaultKind) => faults.find((each) => each.kind === kind)
  const style = fault('prefixed') ? 'prefixed' : 'usual'
  const arrival = {
    environment: desk.environment,
    service: RECEPTION_SERVICE.operations[0].name,
    issuer: claims.issuer,
    number: claims.number,
    accessKey: claims.accessKey,
    fileName: undefined,
    receivedAt: desk.now(),
    trackIds: [],
    bytes,
  }

  const ordered = fault('returned')
  const findings = ordered ? [error(ordered.code ?? '50')] : receptionFindings(document, desk)
  if (findings.length > 0 || !root) {
    const entry = ledger.receive({ ...arrival, outcome: returned(findings) })
    return { ...answer('DEVUELTA', claims.accessKey, findings, style), entry }
  }

  const entry = ledger.receive({ ...arrival, outcome: PROCESSING })
  const refusal = fault('not-authorised')
  const imposed = refusal && (refusal.code ?? '52')
  desk.queue(filingOf(root, { sequence: entry.sequence, receivedAt: desk.now(), bytes, imposed }))
  const said: Answered = fault('registered') ? ['DEVUELTA', [error('43')]] : ['RECIBIDA', []]
  return { ...answer(said[0], claims.accessKey, said[1], style), entry }
}

type Answered = readonly ['RECIBIDA' | 'DEVUELTA', readonly Finding[]]

const PROCESSING: Outcome = { state: 'processing', messages: [], numberSpent: false }

function answer(state: Answered[0], accessKey: string | undefined, findings: readonly Finding[], style: SoapStyle) {
  const document: Part = {
    name: 'comprobante',
    isMember: true,
    content: [...leaf('claveAcceso', accessKey), messageParts(findings)],
  }
  const content: Part = {
    name: 'RespuestaRecepcionComprobante',
    content: [...leaf('estado', state), { name: 'comprobantes', content: findings.length > 0 ? [document] : [] }],
  }
  return soapAnswer(RECEPTION_SERVICE.operations[0].name, RECEPTION_SERVICE.namespace, content, style)
}
