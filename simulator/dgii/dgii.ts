import type { FastifyInstance } from 'fastify'
import { readXml } from '../../src/xml/reader.ts'
import type { ServiceParts } from '../service.ts'
import { addApproval } from './approval.ts'
import { addAuthentication } from './authentication.ts'
import type { Counter } from './counter.ts'
import { Desk } from './desk.ts'
import { addDirectory } from './directory.ts'
import { claimsOf } from './filing.ts'
import { Partner } from './partner/partner.ts'
import { addPartnerReceiver } from './partner/receiver.ts'
import { addPartnerOrders } from './partner/services.ts'
import { addQueries } from './queries.ts'
import { addReception, filingOf } from './reception.ts'
import { addServiceStatus } from './service-status.ts'
import { dgiiRules, type DgiiSettings } from './settings.ts'
import { addStampPages } from './stamp-page.ts'
import { Tokens } from './tokens.ts'
import { addVoiding, voidAll } from './voiding.ts'

/** DGII's environments; the first part of every path. */
export const DGII_ENVIRONMENTS = ['testecf', 'certecf', 'ecf'] as const

/** What the simulated DGII needs besides its settings. `address` is where the server listens, once it does. */
export interface DgiiParts extends ServiceParts {
  readonly now: () => Date
  readonly address: () => string
}

/** Adds DGII's three hosts to a server: paths alone tell them apart. What the ledger already holds is known to it. */
export function addDgii(app: FastifyInstance, parts: DgiiParts, settings: DgiiSettings): void {
  const rules = dgiiRules(settings)
  const counters = DGII_ENVIRONMENTS.map((environment): Counter => {
    const desk = new Desk(environment, { rules, ledger: parts.ledger, now: parts.now })
    return { ...parts, environment, desk, tokens: new Tokens(rules.tokenLifetimeMs, parts.now) }
  })
  for (const counter of counters) restore(counter)
  for (const counter of counters) {
    addAuthentication(app, counter)
    addReception(app, counter)
    addQueries(app, counter)
    addDirectory(app, counter, () => `${parts.address()}/testecf/emisorreceptor`)
    addApproval(app, counter)
    addVoiding(app, counter)
    addStampPages(app, counter)
    if (counter.environment === 'testecf') addPartner(app, counter)
  }
  addServiceStatus(app, parts, counters)
}

function addPartner(app: FastifyInstance, counter: Counter): void {
  const partner = new Partner(counter.desk)
  addPartnerReceiver(app, counter, partner)
  addPartnerOrders(app, counter, partner)
}

/** Puts what a kept ledger holds back on the desk: verdicts as they fell, and what was waiting in its place. */
function restore({ environment, desk, ledger }: Counter): void {
  for (const { service, sequence, outcome, trackIds, receivedAt } of ledger.entries({ environment })) {
    const bytes = ledger.bytesOf(sequence)
    if (!bytes || outcome.state === 'refused') continue
    const root = readXml(bytes)
    if (service === 'anulacionrangos') voidAll(root, desk)

    const { issuer, number } = claimsOf(root)
    const kind = service === 'recepcion' ? 'e-CF' : service === 'recepcionfc' ? 'RFCE' : undefined
    if (!kind || !issuer || !number) continue
    const filing = filingOf({ bytes }, { root, issuer, number }, [], kind, new Date(receivedAt))
    for (const [i, trackId] of trackIds.entries()) {
      desk.restore({ ...filing, trackId, sequence: i === 0 ? sequence : undefined }, i === 0 ? outcome : undefined)
    }
  }
}
