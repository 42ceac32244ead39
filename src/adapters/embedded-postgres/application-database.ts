import pg from 'pg'
import type { Session } from './session.ts'

/** The role that the application logs in as, and the database of the same name that it owns. */
export const APPLICATION = 'emite'

/**
 * Makes the application's role and database, as far as they are missing: a process can be killed between any two of
 * these steps, and two can be at it at the same time.
 *
 * The role is no superuser and may not bypass row-level security, so the wall between tenants holds for it.
 */
export async function ensureApplicationDatabase(session: Session, password: string): Promise<void> {
  await session.query('SELECT pg_advisory_lock($1)', [SETTING_UP])
  try {
    const [found] = await session.query(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
      [APPLICATION],
    )
    if (found?.role !== true) {
      const limits = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION'
      await session.query(`CREATE ROLE ${APPLICATION} ${limits} PASSWORD ${pg.escapeLiteral(password)}`)
    }
    if (found?.database !== true) await session.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`)
  } finally {
    await session.query('SELECT pg_advisory_unlock($1)', [SETTING_UP])
  }
}

const SETTING_UP = 3_648_302
