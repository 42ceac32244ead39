import type { Clock } from '../../ports/clock.ts'
import type { Database } from './database.ts'

/** A clock that agrees with those of all other processes on the same database. */
export interface SharedClock extends Clock {
  /** Compares this machine's clock with the database's and goes by the database's from here on. Answers how far it is off. */
  compare(): Promise<number>
}

/**
 * This machine's clock, put right by the database's. Leases and pauses are written by one process and read by another: were
 * their clocks a minute and a half apart, one would take over steps that the other is in the middle of.
 */
export function sharedClock(database: Database, own: Clock): SharedClock {
  let offsetMs = 0
  return {
    now: () => new Date(own.now().getTime() + offsetMs),
    pause: (ms) => own.pause(ms),
    async compare() {
      const client = await database.connect()
      try {
        const asked = own.now().getTime()
        const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
        const answered = own.now().getTime()
        const theirs = rows[0]?.now.getTime() ?? answered
        // Anywhere between question and answer is agreement: more exactly it cannot be told.
        offsetMs = theirs < asked ? theirs - asked : theirs > answered ? theirs - answered : 0
        return offsetMs
      } finally {
        client.release()
      }
    },
  }
}
