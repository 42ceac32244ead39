import { FAULT_KINDS, MARKS, servicesOfMark, type FaultKind } from './fault-kinds.ts'
import type { FaultMoment } from './fault-kinds/traits.ts'

/** What is asked for: one kind of fault, where it strikes, and how often. What is left out matches everything. */
export interface FaultRequest {
  readonly kind: FaultKind
  readonly service?: string
  readonly environment?: string
  readonly issuer?: string
  readonly number?: string
  readonly accessKey?: string
  /** Until taken away when left out. */
  readonly times?: number
  /** From 0 to 1; always when left out. */
  readonly probability?: number
  readonly ms?: number
  readonly status?: number
  /** Of the message that SRI gives as its reason. */
  readonly code?: string
}

/** A fault asked for, and how often it struck. */
export interface FaultRule extends FaultRequest {
  readonly id: number
  readonly hits: number
}

/** What a request is about, as far as it is known when faults are looked for. */
export interface Subject {
  readonly service: string
  readonly environment?: string | undefined
  readonly issuer?: string | undefined
  readonly number?: string | undefined
  readonly accessKey?: string | undefined
  /** Words in the document that may provoke faults. */
  readonly marks?: readonly string[]
}

/** A fault that strikes now. */
export interface Fault {
  readonly kind: FaultKind
  readonly ms: number
  readonly status: number | undefined
  readonly code: string | undefined
}

/**
 * The faults asked for. A fault strikes when every scope it names fits the request; of one kind, only the oldest that fits.
 * Spent rules stay in the list with their hits, so that a test can see that what it asked for happened.
 */
export class FaultPlan {
  readonly #chance: () => number
  readonly #markHits = new Map<string, number>()
  #rules: FaultRule[] = []
  #nextId = 1

  constructor(chance: () => number) {
    this.#chance = chance
  }

  add(request: FaultRequest): FaultRule {
    const rule = { ...request, id: this.#nextId++, hits: 0 }
    this.#rules.push(rule)
    return rule
  }

  /** False when there is no such rule. */
  remove(id: number): boolean {
    const before = this.#rules.length
    this.#rules = this.#rules.filter((rule) => rule.id !== id)
    return this.#rules.length < before
  }

  clear(): void {
    this.#rules = []
  }

  list(): readonly FaultRule[] {
    return this.#rules
  }

  /** The faults that strike this request at these moments; each counts as a hit. */
  take(subject: Subject, moments: readonly FaultMoment[]): readonly Fault[] {
    const faults = new Map<FaultKind, Fault>()
    for (const [index, rule] of this.#rules.entries()) {
      if (faults.has(rule.kind) || !fits(rule, subject, moments) || !this.#strikes(rule)) continue
      this.#rules[index] = { ...rule, hits: rule.hits + 1 }
      faults.set(rule.kind, { kind: rule.kind, ms: rule.ms ?? 0, status: rule.status, code: rule.code })
    }
    for (const fault of this.#provoked(subject, moments)) if (!faults.has(fault.kind)) faults.set(fault.kind, fault)
    return [...faults.values()]
  }

  /** Whether a fault of this kind is asked for here, without counting a hit. */
  stands(kind: FaultKind, subject: Subject): boolean {
    return this.#rules.some((rule) => rule.kind === kind && !isSpent(rule) && inScope(rule, subject))
  }

  #strikes({ probability = 1 }: FaultRule): boolean {
    return probability >= 1 || this.#chance() < probability
  }

  *#provoked(subject: Subject, moments: readonly FaultMoment[]): Generator<Fault> {
    for (const mark of subject.marks ?? []) {
      const provoked = MARKS.get(mark)
      if (!provoked) continue
      const { kind, times = 1, ms = 0 } = provoked
      const traits = FAULT_KINDS[kind]
      if (!moments.includes(traits.moment) || !servicesOfMark(kind).includes(subject.service)) continue
      const key = [subject.environment, subject.issuer, subject.number, mark].join(' ')
      const hits = this.#markHits.get(key) ?? 0
      if (!traits.lasts && hits >= times) continue
      this.#markHits.set(key, hits + 1)
      yield { kind, ms, status: undefined, code: undefined }
    }
  }
}

function fits(rule: FaultRule, subject: Subject, moments: readonly FaultMoment[]): boolean {
  const { moment, services, spares } = FAULT_KINDS[rule.kind]
  if (isSpent(rule) || !moments.includes(moment) || spares?.includes(subject.service)) return false
  return (!services || services.includes(subject.service)) && inScope(rule, subject)
}

function inScope(rule: FaultRule, subject: Subject): boolean {
  return SCOPES.every((scope) => rule[scope] === undefined || rule[scope] === subject[scope])
}

function isSpent({ times, hits }: FaultRule): boolean {
  return times !== undefined && hits >= times
}

const SCOPES = ['service', 'environment', 'issuer', 'number', 'accessKey'] as const
