import pg from 'pg'
import type { Clock } from '../../ports/clock.ts'
import type { Database } from './database.ts'

// Whoever asks more often gets the answer of the time before.
const KEPT_MS = 5_000

/**
 * Whether documents can be created: a disk that is full and a standby still answer questions. What is written is taken back, and
 * goes into a file of its own that begins empty, because a table with room left would hide a full disk.
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
    // A backup that reads the table, or another process in the middle of this, says nothing about the disk.
    await client.query(`select set_config('lock_timeout', '200ms', true)`)
    await client.query('truncate write_probe')
    await client.query(`insert into write_probe values ('x')`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && SAYS_NOTHING.has(error.code ?? ''))) throw error
  } finally {
    await client.query('rollback').catch((error: unknown) => (broken = error as Error))
    client.release(broken)
  }
}

// The lock was not to be had; the table is another role's.
const SAYS_NOTHING = new Set(['55P03', '42501'])
