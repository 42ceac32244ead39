import type { Clock } from '../../ports/clock.ts'
import type { Database } from './database.ts'

// Whoever asks more often gets the answer of the time before.
const KEPT_MS = 5_000

/**
 * Whether documents can be created: a disk that is full and a standby still answer questions. What is written fills a page of the
 * table and is taken back, so that each time the table has to grow; it takes no lock that a backup or a standby would wait for.
 *
 * @returns a check that rejects while the database takes no writes
 */
export function writeProbe(database: Database, clock: Pick<Clock, 'now'>): () => Promise<void> {
  let last: { readonly at: number; readonly outcome: Promise<void> } | undefined
  return () => {
    const now = clock.now().getTime()
    if (!last || now - last.at >= KEPT_MS || now < last.at) last = { at: now, outcome: write(database) }
    return last.outcome
  }
}

async function write(database: Database): Promise<void> {
  const client = await database.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    await client.query(`insert into write_probe values (repeat('x', 7000))`)
  } finally {
    await client.query('rollback').catch((error: unknown) => (broken = error as Error))
    client.release(broken)
  }
}
