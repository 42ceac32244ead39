import type { Database } from './database.ts'

const CHANNEL = 'emite_work'

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

/** Tells the workers of other processes. Not part of the accept: a NOTIFY inside it would make every commit wait in line. */
export async function announceWork(database: Database): Promise<void> {
  const client = await database.connect()
  try {
    await client.query(`notify ${CHANNEL}`)
  } finally {
    client.release()
  }
}
