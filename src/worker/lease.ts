import type { AuthorityLine } from '../jurisdictions/authority-protocol.ts'
import type { Clock } from '../ports/clock.ts'

/** How long a claimed step is this process's own, from the claim and from each heartbeat. */
export const LEASE_MS = 90_000

/** No exchange with an authority lasts longer: whoever opens lines must see to it. */
export const LONGEST_EXCHANGE_MS = 60_000

/** The step is another worker's by now, or may be before an exchange begun now would end. */
export class LeaseRanOut extends Error {
  constructor() {
    super('the lease of the step ran out before it ended')
    this.name = 'LeaseRanOut'
  }
}

/** This process's hold on a step: until when nobody else takes it. */
export class Lease {
  readonly #clock: Pick<Clock, 'now'>
  #until: number

  constructor(clock: Pick<Clock, 'now'>, claimedAt: Date) {
    this.#clock = clock
    this.#until = claimedAt.getTime() + LEASE_MS
  }

  renew(at: Date): void {
    this.#until = at.getTime() + LEASE_MS
  }

  /** Another worker has taken the step. */
  lose(): void {
    this.#until = 0
  }

  /**
   * The line, which refuses to begin what might not end under the lease: a worker that was paused or cut off from the
   * database sends nothing once another may have asked the authority and sent the document itself.
   */
  guard(line: AuthorityLine): AuthorityLine {
    return {
      authorityEnvironment: line.authorityEnvironment,
      signer: line.signer,
      now: () => line.now(),
      exchange: async (request) => {
        if (this.#until - this.#clock.now().getTime() < LONGEST_EXCHANGE_MS) throw new LeaseRanOut()
        return line.exchange(request)
      },
      token: (obtain) => line.token(obtain),
      dropToken: (refused) => {
        line.dropToken(refused)
      },
    }
  }
}
