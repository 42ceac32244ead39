import type { House } from '../../compose.ts'
import { unavailable } from '../command-problem.ts'

/**
 * Makes this the only demo on its database, until the returned function is called or the process is gone: two simulators would
 * write one ledger. Held by a session of the database, so that nothing is left to be cleaned up after a kill.
 *
 * @throws CommandProblem unavailable while another demo runs
 */
export async function demoLock({ database }: House): Promise<() => void> {
  const client = await database.connect()
  // The connection is only held: when the server restarts, the demo goes on.
  client.on('error', () => undefined)
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(hashtextextended('emite demo', 0)) as locked",
  )
  if (rows[0]?.locked) return () => client.release(true)
  client.release()
  throw unavailable({
    es: 'Ya hay una demostración en marcha en esta carpeta. Deténgala, o use otra con --data-dir.',
    en: 'A demo is running in this folder already. Stop it, or use another folder by --data-dir.',
  })
}
