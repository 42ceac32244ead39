import type { FastifyInstance } from 'fastify'
import { readXml } from '../../src/xml/reader.ts'
import type { ServiceParts } from '../service.ts'
import { addAuthorisation } from './authorisation.ts'
import { addConsultation } from './consultation.ts'
import type { Counter } from './counter.ts'
import { Desk } from './desk.ts'
import { filingOf } from './filing.ts'
import { verdictIn } from './outcome.ts'
import { addReception } from './reception.ts'
import { sriRules, type SriSettings } from './settings.ts'
import { RECEPTION_SERVICE } from './web-services.ts'

/** SRI's environments, each under `/sri/<environment>`. */
export const SRI_ENVIRONMENTS = ['celcer', 'cel'] as const

/** What the simulated SRI needs besides its settings. `address` is where the server listens, once it does. */
export interface SriParts extends ServiceParts {
  readonly now: () => Date
  readonly address: () => string
}

/** Adds SRI's two environments to a server. What the ledger already holds is known to them. */
export function addSri(app: FastifyInstance, { ledger, faults, now, address }: SriParts, settings: SriSettings): void {
  const rules = sriRules(settings)
  for (const environment of SRI_ENVIRONMENTS) {
    const desk = new Desk(environment, { rules, ledger, faults, now })
    const counter = { ledger, faults, desk, address: () => `${address()}/sri/${environment}` }
    restore(counter)
    addReception(app, counter)
    addAuthorisation(app, counter)
    addConsultation(app, counter)
  }
}

/** Puts what a kept ledger holds back on the desk: verdicts as they fell, and what was waiting in its place. */
function restore({ desk, ledger }: Counter): void {
  const [{ name: service }] = RECEPTION_SERVICE.operations
  for (const { sequence, outcome, receivedAt } of ledger.entries({ environment: desk.environment, service })) {
    const bytes = ledger.bytesOf(sequence)
    if (!bytes || outcome.state === 'refused') continue
    const facts = { sequence, receivedAt: new Date(receivedAt), bytes, imposed: undefined }
    desk.restore(filingOf(readXml(bytes), facts), verdictIn(outcome))
  }
}
