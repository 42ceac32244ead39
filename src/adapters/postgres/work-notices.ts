import type { Database } from './database.ts'

const CHANNEL = 'emite_work'
// One notice stands for all documents of this long.
const GATHER_MS = 25

/** Tells workers, here and in other processes, that there is new work. */
export interface WorkNotices {
  announce(): void
  close(): Promise<void>
}

/**
 * Notices go out apart from the transactions that made the work, at most forty a second: a NOTIFY inside each would make all
 * commits of the server wait in one line. A notice that gets lost costs a poll's second. `here` wakes this process's own.
 */
export function workNotices(database: Database, here: () => void): WorkNotices {
  let pending: NodeJS.Timeout | undefined
  let sending: Promise<unknown> = Promise.resolve()

  return {
    announce() {
      here()
      pending ??= setTimeout(() => {
        pending = undefined
        sending = notify(database).catch(() => undefined)
      }, GATHER_MS)
    },
    async close() {
      clearTimeout(pending)
      await sending
    },
  }
}

async function notify(database: Database): Promise<void> {
  const client = await database.connect()
  try {
    await client.query(`notify ${CHANNEL}`)
  } finally {
    client.release()
  }
}

/**
 * Listens for notices of new work. Only a hint: behind a transaction-mode pooler, or after the connection broke, none
 * arrive and the worker's poll finds the work.
 */
export async function listenForWork(database: Database, wake: () => void): Promise<() => Promise<void>> {
  const client = await database.connect()
  const ignore = (): void => undefined
  client.on('notification', wake)
  client.on('error', ignore)
  await client.query(`listen ${CHANNEL}`)
  return async () => {
    client.off('notification', wake)
    await client.query(`unlisten ${CHANNEL}`).catch(ignore)
    client.off('error', ignore)
    client.release()
  }
}
