import type { Ambiente } from '../../src/jurisdictions/dominican-republic/wire/environments.ts'
import type { Ledger, Outcome } from '../ledger.ts'
import { isAccepted, type Filing } from './filing.ts'
import type { Verdict } from './finding.ts'
import { inspectInvoice, openInvoice } from './inspection.ts'
import type { Opened } from './opening.ts'
import type { Precedents } from './precedents.ts'
import { textAt } from '../reading.ts'
import type { DgiiRules } from './settings.ts'

/** What every desk works by. */
export interface DeskParts {
  readonly rules: DgiiRules
  readonly ledger: Ledger
  readonly now: () => Date
}

/** Numbers of one type that were given up. */
export interface VoidedRange {
  readonly issuer: string
  readonly type: string
  readonly first: number
  readonly last: number
}

/** DGII in one of its environments: what it was sent, what it decided, and in which order. */
export class Desk implements Precedents {
  readonly environment: Ambiente
  readonly rules: DgiiRules
  readonly #parts: DeskParts
  readonly #byTrack = new Map<string, Filing>()
  readonly #byNumber = new Map<string, Filing[]>()
  readonly #notes = new Map<string, Filing[]>()
  readonly #voided: VoidedRange[] = []
  readonly #waiting: { readonly filing: Filing; readonly file: Opened }[] = []

  constructor(environment: Ambiente, parts: DeskParts) {
    this.environment = environment
    this.rules = parts.rules
    this.#parts = parts
    parts.ledger.settleWith(() => this.settle())
  }

  now(): Date {
    return this.#parts.now()
  }

  /** Takes a file that is decided later, in the order of arrival. */
  queue(filing: Filing): void {
    this.#keep(filing)
    this.#waiting.push({ filing, file: openInvoice(filing, this) })
  }

  /** Takes a file together with its verdict. */
  file(filing: Filing, verdict: Verdict): void {
    this.#keep(filing)
    this.#decide(filing, verdict)
  }

  /** Puts back what a kept ledger holds; without an outcome, or an undecided one, it waits again. */
  restore(filing: Filing, outcome: Outcome | undefined): void {
    const { state = 'processing', messages = [], numberSpent = false } = outcome ?? {}
    if (state === 'accepted' || state === 'conditional' || state === 'rejected') {
      this.#keep(filing)
      this.#settleOn(filing, { state, messages, numberSpent })
    } else this.queue(filing)
  }

  /** Decides everything whose time has come. Nothing else moves the clock: whoever wants to know settles first. */
  settle(): void {
    const due = this.now().getTime() - this.rules.decisionDelayMs
    for (;;) {
      const [first] = this.#waiting
      if (!first || first.filing.receivedAt.getTime() > due) return
      this.#waiting.shift()
      this.#decide(first.filing, inspectInvoice(first.filing, first.file, this))
    }
  }

  byTrack(trackId: string): Filing | undefined {
    this.settle()
    return this.#byTrack.get(trackId)
  }

  /** Every file taken under a number, oldest first. */
  filings(issuer: string, number: string): readonly Filing[] {
    this.settle()
    return this.#byNumber.get(keyOf(issuer, number)) ?? []
  }

  /** The accepted document of a number. Does not settle: rules ask it in the middle of settling. */
  accepted(issuer: string, number: string): Filing | undefined {
    return this.#byNumber.get(keyOf(issuer, number))?.find(isAccepted)
  }

  /** True when a decided file used the number up. */
  isSpent(issuer: string, number: string): boolean {
    return this.#byNumber.get(keyOf(issuer, number))?.some(({ verdict }) => verdict?.numberSpent) ?? false
  }

  /** True when the number was seen in any file that may yet count, decided or not. */
  isInUse(issuer: string, number: string): boolean {
    const filings = this.#byNumber.get(keyOf(issuer, number)) ?? []
    return filings.some(({ verdict }) => verdict === undefined || verdict.numberSpent)
  }

  /** Every number of an issuer that is in use. */
  numbersInUse(issuer: string): readonly string[] {
    const own = [...this.#byNumber.values()].flatMap(([first]) => (first?.issuer === issuer ? [first.number] : []))
    return own.filter((number) => this.isInUse(issuer, number))
  }

  /** The accepted notes that modify a number. */
  notesOn(issuer: string, number: string): readonly Filing[] {
    return this.#notes.get(keyOf(issuer, number)) ?? []
  }

  voidRange(range: VoidedRange): void {
    this.#voided.push(range)
  }

  isVoided(issuer: string, number: string): boolean {
    const [type, sequence] = [number.slice(1, 3), Number(number.slice(3))]
    return this.#voided.some(
      (range) => range.issuer === issuer && range.type === type && range.first <= sequence && sequence <= range.last,
    )
  }

  #keep(filing: Filing): void {
    this.#byTrack.set(filing.trackId, filing)
    const key = keyOf(filing.issuer, filing.number)
    this.#byNumber.set(key, [...(this.#byNumber.get(key) ?? []), filing])
  }

  #decide(filing: Filing, verdict: Verdict): void {
    if (filing.sequence !== undefined) this.#parts.ledger.decide(filing.sequence, verdict)
    this.#settleOn(filing, verdict)
  }

  #settleOn(filing: Filing, verdict: Verdict): void {
    filing.verdict = verdict
    const original = textAt(filing.root, 'InformacionReferencia.NCFModificado')
    if (original === undefined || !isAccepted(filing)) return
    const owner = textAt(filing.root, 'InformacionReferencia.RNCOtroContribuyente') ?? filing.issuer
    const key = keyOf(owner, original)
    this.#notes.set(key, [...(this.#notes.get(key) ?? []), filing])
  }
}

function keyOf(issuer: string, number: string): string {
  return `${issuer} ${number}`
}
