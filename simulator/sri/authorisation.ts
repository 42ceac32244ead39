import type { FastifyInstance } from 'fastify'
import type { Fault } from '../faults.ts'
import type { FaultKind } from '../fault-kinds.ts'
import type { ServiceAnswer } from '../service.ts'
import { AMBIENTE_NAMES } from './ambiente.ts'
import { isAccessKey } from './access-key.ts'
import { noteAsking } from './asking.ts'
import { officialTime } from './clock.ts'
import { addWebService, type Counter } from './counter.ts'
import type { Filing } from './filing.ts'
import { error, type Finding } from './finding.ts'
import { messageParts } from './message-parts.ts'
import { leaf, soapAnswer, type Part } from './soap-answer.ts'
import { AUTHORISATION_SERVICE } from './web-services.ts'

/**
 * Authorisation: what became of the document of a key. Of one that is not decided it says nothing, as of one it never saw.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 7; that "nothing" means "not yet", as integrators saw it
 */
export function addAuthorisation(app: FastifyInstance, counter: Counter): void {
  addWebService(app, counter, AUTHORISATION_SERVICE, (operation, argument, bytes) => {
    const accessKey = argument !== undefined && isAccessKey(argument) ? argument : undefined
    const filing = accessKey === undefined ? undefined : counter.desk.filings(accessKey).at(-1)
    return {
      about: { issuer: filing?.issuer, number: filing?.number, accessKey, marks: filing?.marks ?? [] },
      answer: (faults) => {
        const asked = { service: operation, accessKey, filing, bytes }
        const told = operation === 'autorizacionComprobante' ? toldOf(argument, counter, faults) : []
        const answered = told.map((part) => stateIn(part)).join(', ')
        const entry = noteAsking(counter, { ...asked, answered: answered === '' ? 'NADA' : answered })
        return { ...answerTo(operation, argument, told, faults), entry }
      },
    }
  })
}

/** The members of `autorizaciones`. */
function toldOf(asked: string | undefined, { desk }: Counter, faults: readonly Fault[]): readonly Part[] {
  if (asked === undefined || !isAccessKey(asked))
    return [rejected(error('80', 'La clave de acceso debe tener 49 dígitos'))]
  const filings = desk.filings(asked)
  const last = filings.at(-1)
  if (has(faults, 'silent')) return []
  const ambiente = AMBIENTE_NAMES[desk.environment]
  const inProgress = has(faults, 'in-progress') || desk.rules.undecided === 'in-progress'
  if (last && (has(faults, 'in-progress') || (!last.verdict && inProgress))) return [underWay(ambiente)]

  const decided = filings.filter(({ verdict }) => verdict)
  // A corrected document that is not decided yet hides what was said of the one before it.
  const shown = has(faults, 'history') ? decided : last?.verdict ? decided.slice(-1) : []
  return shown.map((filing) => decision(filing, ambiente, !has(faults, 'escaped')))
}

function answerTo(
  operation: string,
  asked: string | undefined,
  told: readonly Part[],
  faults: readonly Fault[],
): ServiceAnswer {
  const isBatch = operation !== 'autorizacionComprobante'
  const count = told.length
  const list = [
    ...leaf(isBatch ? 'numeroComprobantesLote' : 'numeroComprobantes', String(count)),
    { name: 'autorizaciones', content: told },
  ]
  const content: Part = {
    name: isBatch ? 'RespuestaAutorizacionLote' : 'RespuestaAutorizacionComprobante',
    content: [
      ...leaf(isBatch ? 'claveAccesoLoteConsultada' : 'claveAccesoConsultada', asked),
      ...(has(faults, 'no-authorisations') ? [] : list),
    ],
  }
  return soapAnswer(operation, AUTHORISATION_SERVICE.namespace, content, has(faults, 'prefixed') ? 'prefixed' : 'usual')
}

function decision({ accessKey, bytes, verdict }: Filing, ambiente: string, isVerbatim: boolean): Part {
  const isAuthorised = verdict?.state === 'AUTORIZADO'
  const document = new TextDecoder().decode(bytes)
  return authorisation([
    ...leaf('estado', verdict?.state),
    ...leaf('numeroAutorizacion', isAuthorised ? accessKey : undefined),
    ...leaf('fechaAutorizacion', verdict && officialTime(verdict.decidedAt)),
    ...leaf('ambiente', ambiente),
    { name: 'comprobante', content: document, isVerbatim },
    messageParts(verdict?.findings ?? []),
  ])
}

function underWay(ambiente: string): Part {
  return authorisation([...leaf('estado', 'EN PROCESO'), ...leaf('ambiente', ambiente), messageParts([])])
}

function rejected(finding: Finding): Part {
  return authorisation([...leaf('estado', 'RECHAZADA'), messageParts([finding])])
}

function authorisation(content: readonly Part[]): Part {
  return { name: 'autorizacion', isMember: true, content }
}

function stateIn({ content }: Part): string {
  const state = typeof content === 'string' ? undefined : content[0]?.content
  return typeof state === 'string' ? state : ''
}

function has(faults: readonly Fault[], kind: FaultKind): boolean {
  return faults.some((fault) => fault.kind === kind)
}
