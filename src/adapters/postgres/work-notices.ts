import type { Database } from './database.ts'

const WORK = 'emite_work'
const FEED = 'emite_feed'
// One notice stands for all documents of this long.
const GATHER_MS = 25
const RELISTEN_MS = 1_000

type Channel = typeof WORK | typeof FEED

/** Tells workers, or readers of the feed, here and in other processes, that there is something new. */
export interface Notices {
  announce(): void
  close(): Promise<void>
}

/**
 * Notices go out apart from the transactions that made the work, at most forty a second: a NOTIFY inside each would make all
 * commits of the server wait in one line. A notice that gets lost costs a poll's second. `here` wakes this process's own.
 */
export function workNotices(database: Database, here: () => void): Notices {
  return notices(database, WORK, here)
}

/** The same for what the feed tells. */
export function feedNotices(database: Database, here: () => void): Notices {
  return notices(database, FEED, here)
}

function notices(database: Database, channel: Channel, here: () => void): Notices {
  let pending: NodeJS.Timeout | undefined
  let sending: Promise<unknown> = Promise.resolve()

  return {
    announce() {
      here()
      pending ??= setTimeout(() => {
        pending = undefined
        sending = notify(database, channel).catch(() => undefined)
      }, GATHER_MS)
    },
    async close() {
      clearTimeout(pending)
      await sending
    },
  }
}

async function notify(database: Database, channel: Channel): Promise<void> {
  const client = await database.connect()
  try {
    await client.query(`notify ${channel}`)
  } finally {
    client.release()
  }
}

/**
 * Listens for notices of new work, and again when the connection broke. Only a hint: behind a transaction-mode pooler none
 * arrive, and the worker's poll finds the work.
 */
export function listenForWork(database: Database, wake: () => void): Promise<() => Promise<void>> {
  return listenOn(database, WORK, wake)
}

/** The same for the feed: behind it stands the poll of its readers. */
export function listenForFeed(database: Database, wake: () => void): Promise<() => Promise<void>> {
  return listenOn(database, FEED, wake)
}

async function listenOn(database: Database, channel: Channel, wake: () => void): Promise<() => Promise<void>> {
  let again: NodeJS.Timeout | undefined
  let isOver = false
  let end = await listen(database, channel, wake, relisten)

  function relisten(): void {
    if (isOver) return
    again = setTimeout(() => {
      listen(database, channel, wake, relisten).then(async (ended) => {
        end = ended
        if (isOver) await end()
      }, relisten)
    }, RELISTEN_MS)
  }

  return async () => {
    isOver = true
    clearTimeout(again)
    await end()
  }
}

/** Holds a connection that listens until it breaks or the returned function ends it. */
async function listen(
  database: Database,
  channel: Channel,
  wake: () => void,
  onLoss: () => void,
): Promise<() => Promise<void>> {
  const client = await database.connect()
  let isHeld = true
  let isListening = false
  const letGo = (broken?: Error): void => {
    if (!isHeld) return
    isHeld = false
    client.off('notification', wake)
    client.off('error', lost)
    // Given back broken, when it is: else the pool would count it as in use for ever.
    client.release(broken)
  }
  const lost = (error: Error): void => {
    letGo(error)
    if (isListening) onLoss()
  }
  client.on('notification', wake)
  client.on('error', lost)
  try {
    await client.query(`listen ${channel}`)
    isListening = true
  } catch (error) {
    letGo(error as Error)
    throw error
  }
  return async () => {
    isListening = false
    if (isHeld) await client.query(`unlisten ${channel}`).catch(() => undefined)
    letGo()
  }
}
