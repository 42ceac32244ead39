import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { childOf } from '../../src/xml/tree.ts'
import { DSIG } from '../../src/xml/algorithms.ts'
import type { Answer } from '../fault-effects.ts'
import type { Fault } from '../faults.ts'
import type { Outcome } from '../ledger.ts'
import { json, type ServiceAnswer } from '../service.ts'
import { addTokenService, numberField, type Counter } from './counter.ts'
import type { Filing } from './filing.ts'
import { reusable, verdictOf, type Verdict } from './finding.ts'
import { inspectSummary } from './inspection.ts'
import { arrivalOf, receivedFile, type ReceivedFile } from './received-file.ts'
import { securityCode } from './signature.ts'
import { textAt } from '../reading.ts'
import { statusOf } from './verdict-words.ts'

/**
 * The two receptions: of e-CF, which answers with a trackId and decides later, and of summaries, which decides at once.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Recepción e-CF", "Recepción RFCE"
 */
export function addReception(app: FastifyInstance, counter: Counter): void {
  addTokenService(app, counter, {
    name: 'recepcion',
    method: 'POST',
    path: 'recepcion/api/facturaselectronicas',
    read: receivedFile,
    about: ({ claims }) => claims,
    answer: (file, faults) => receiveInvoice(file, faults, counter),
  })
  addTokenService(app, counter, {
    name: 'recepcionfc',
    method: 'POST',
    path: 'recepcionfc/api/recepcion/ecf',
    read: receivedFile,
    about: ({ claims }) => claims,
    answer: (file, faults) => receiveSummary(file, faults, counter),
  })
}

function receiveInvoice(file: ReceivedFile, faults: readonly Fault[], counter: Counter): ServiceAnswer {
  const { desk, ledger } = counter
  const arrival = arrivalOf(file, counter, 'recepcion')
  const refuse = (code: string, text: string): ServiceAnswer => {
    const entry = ledger.receive({ ...arrival, trackIds: [], outcome: refused(code, text) })
    return { ...json({ trackId: null, error: code === '0' ? 'Archivo no válido' : code, mensaje: text }, 400), entry }
  }

  const claimed = claimedBy(file, 'ECF')
  if ('trouble' in claimed) return refuse('0', claimed.trouble)
  if (file.fileName !== nameOf(claimed)) return refuse('81', `El nombre del archivo debe ser ${nameOf(claimed)}.`)

  const isTwice = faults.some(({ kind }) => kind === 'duplicate-track')
  const trackIds = isTwice ? [randomUUID(), randomUUID()] : [randomUUID()]
  const entry = ledger.receive({ ...arrival, trackIds, outcome: PROCESSING })
  const filing = filingOf(file, claimed, faults, 'e-CF', desk.now())
  for (const [i, trackId] of trackIds.entries()) {
    desk.queue({ ...filing, trackId, sequence: i === 0 ? entry.sequence : undefined })
  }
  return { ...json({ trackId: trackIds.at(-1), error: null, mensaje: null }), entry }
}

function receiveSummary(file: ReceivedFile, faults: readonly Fault[], counter: Counter): ServiceAnswer {
  const { desk, ledger } = counter
  const arrival = arrivalOf(file, counter, 'recepcionfc')
  const claimed = claimedBy(file, 'RFCE')
  if ('trouble' in claimed) {
    const verdict = verdictOf([reusable('0', `Archivo no válido: ${claimed.trouble}`)])
    const entry = ledger.receive({ ...arrival, trackIds: [], outcome: { ...verdict, state: 'refused' } })
    return { ...summaryAnswer(verdict, '', 400), entry }
  }
  if (file.fileName !== nameOf(claimed)) {
    const verdict = verdictOf([reusable('3243', 'La longitud del nombre del archivo no es válida.')])
    const entry = ledger.receive({ ...arrival, trackIds: [], outcome: { ...verdict, state: 'refused' } })
    return { ...summaryAnswer(verdict, claimed.number), entry }
  }

  desk.settle()
  const trackId = randomUUID()
  const entry = ledger.receive({ ...arrival, trackIds: [trackId], outcome: PROCESSING })
  const filing = {
    ...filingOf(file, claimed, faults, 'RFCE', desk.now()),
    trackId,
    sequence: entry.sequence,
  }
  const verdict = inspectSummary(filing, desk)
  desk.file(filing, verdict)
  return { ...summaryAnswer(verdict, claimed.number), entry }
}

interface Claimed {
  readonly root: NonNullable<ReceivedFile['root']>
  readonly issuer: string
  readonly number: string
}

/** The issuer and number of a file of this kind; or why nothing can be filed under any number. */
function claimedBy(
  { root, trouble, claims }: ReceivedFile,
  rootName: 'ECF' | 'RFCE',
): Claimed | { readonly trouble: string } {
  if (!root) return { trouble }
  if (root.name !== rootName) return { trouble: `the root element must be ${rootName}` }
  const { issuer, number } = claims
  if (!issuer || !number) return { trouble: 'RNCEmisor or eNCF is missing' }
  return { root, issuer, number }
}

function nameOf({ issuer, number }: Claimed): string {
  return `${issuer}${number}.xml`
}

/** A filing for the desk, without what names it. */
export function filingOf(
  { bytes }: Pick<ReceivedFile, 'bytes'>,
  { root, issuer, number }: Claimed,
  faults: readonly Fault[],
  kind: Filing['kind'],
  receivedAt: Date,
): Omit<Filing, 'trackId' | 'sequence'> {
  const signature = childOf(root, 'Signature', DSIG)
  const value = (signature && childOf(signature, 'SignatureValue')?.text.replace(/\s/g, '')) ?? ''
  const code = kind === 'RFCE' ? textAt(root, 'Encabezado.CodigoSeguridadeCF') : securityCode(value)
  const imposed = IMPOSABLE.find((each) => faults.some((fault) => fault.kind === each))
  return { kind, issuer, number, receivedAt, root, bytes, imposed, securityCode: code ?? '' }
}

const IMPOSABLE = ['temporary', 'reject', 'conditional'] as const
const PROCESSING: Outcome = { state: 'processing', messages: [], numberSpent: false }

function refused(code: string, text: string): Outcome {
  return { state: 'refused', messages: [{ code, text }], numberSpent: false }
}

function summaryAnswer(verdict: Verdict, number: string, status = 200): Answer {
  const { codigo, estado, mensajes } = statusOf(verdict)
  return json({ codigo, estado, mensajes, ...numberField(number), secuenciaUtilizada: verdict.numberSpent }, status)
}
