/**
 * When a fault strikes. `connection`: as soon as the request line is there. `arrival`: the request is complete and nothing is
 * recorded. `answer`: everything is recorded and the answer is on its way. `service`: the authority itself behaves so.
 */
export type FaultMoment = 'connection' | 'arrival' | 'answer' | 'service'

/** What is fixed about a kind of fault. */
export interface FaultTraits {
  readonly moment: FaultMoment
  readonly about: string
  /** The only services it can strike, where it makes no sense at the others. */
  readonly services?: readonly string[]
  /** Services it never strikes. */
  readonly spares?: readonly string[]
  /** True when it stays as long as it is asked for by input; else input provokes it once for each number. */
  readonly lasts?: boolean
}
