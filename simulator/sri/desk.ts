import type { FaultPlan } from '../faults.ts'
import type { Ledger } from '../ledger.ts'
import type { Ambiente } from './ambiente.ts'
import { isAuthorised, numberKeyOf, type Filing } from './filing.ts'
import type { Verdict } from './finding.ts'
import { inspect, type Inspected } from './inspection.ts'
import { outcomeOf } from './outcome.ts'
import type { Precedents } from './rules/comprobante.ts'
import type { SriRules } from './settings.ts'

/** What every desk works by. */
export interface DeskParts {
  readonly rules: SriRules
  readonly ledger: Ledger
  readonly faults: FaultPlan
  readonly now: () => Date
}

/** SRI in one of its environments: what it took, and what it decided. What it returned at reception it does not know. */
export class Desk implements Precedents {
  readonly environment: Ambiente
  readonly rules: SriRules
  readonly #parts: DeskParts
  readonly #byKey = new Map<string, Filing[]>()
  readonly #byNumber = new Map<string, Filing[]>()
  #waiting: { readonly filing: Filing; readonly inspected: Inspected }[] = []

  constructor(environment: Ambiente, parts: DeskParts) {
    this.environment = environment
    this.rules = parts.rules
    this.#parts = parts
    parts.ledger.settleWith(() => this.settle())
  }

  now(): Date {
    return this.#parts.now()
  }

  /** Takes a document that is decided later. */
  queue(filing: Filing): void {
    this.#keep(filing)
    this.#waiting.push({ filing, inspected: inspect(filing, this) })
  }

  /** Puts back a document with the verdict that a kept ledger holds. */
  restore(filing: Filing, verdict: Verdict | undefined): void {
    if (verdict) {
      this.#keep(filing)
      filing.verdict = verdict
    } else this.queue(filing)
  }

  /** Decides everything whose time has come and that no fault holds back. Whoever wants to know settles first. */
  settle(): void {
    const now = this.now().getTime()
    const stillWaiting = []
    for (const waiting of this.#waiting) {
      const { filing, inspected } = waiting
      const due = filing.receivedAt.getTime() + this.rules.decisionDelayMs
      if (due > now || this.#isHeld(filing)) stillWaiting.push(waiting)
      else this.#decide(filing, { ...inspected(), decidedAt: new Date(due) })
    }
    this.#waiting = stillWaiting
  }

  /** Every document taken under a key, oldest first. */
  filings(accessKey: string): readonly Filing[] {
    this.settle()
    return this.#byKey.get(accessKey) ?? []
  }

  /** Every document of an issuer taken under a number of a type, oldest first. */
  filingsUnder(owner: Pick<Filing, 'issuer' | 'type' | 'number'>): readonly Filing[] {
    this.settle()
    return this.#byNumber.get(numberKeyOf(owner)) ?? []
  }

  /** True when the document of that key is authorised. Does not settle: rules ask it in the middle of settling. */
  knows(accessKey: string): boolean {
    return (this.#byKey.get(accessKey) ?? []).some(isAuthorised)
  }

  /** The authorised document of a number. Does not settle: rules ask it in the middle of settling. */
  authorised(owner: Pick<Filing, 'issuer' | 'type' | 'number'>): Filing | undefined {
    return this.#byNumber.get(numberKeyOf(owner))?.find(isAuthorised)
  }

  #keep(filing: Filing): void {
    append(this.#byKey, filing.accessKey, filing)
    append(this.#byNumber, numberKeyOf(filing), filing)
  }

  #isHeld({ issuer, number, accessKey }: Filing): boolean {
    const { environment } = this
    return ['validarComprobante', 'autorizacionComprobante'].some((service) =>
      this.#parts.faults.stands('held', { service, environment, issuer, number, accessKey }),
    )
  }

  #decide(filing: Filing, verdict: Verdict): void {
    filing.verdict = verdict
    this.#parts.ledger.decide(filing.sequence, outcomeOf(verdict))
  }
}

function append(map: Map<string, Filing[]>, key: string, filing: Filing): void {
  const filings = map.get(key)
  if (filings) filings.push(filing)
  else map.set(key, [filing])
}
