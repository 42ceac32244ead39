import type { FastifyInstance, InjectOptions } from 'fastify'
import { pino } from 'pino'
import { signersOver } from '../../src/accounts/signers.ts'
import { accountStore } from '../../src/adapters/postgres/account-store.ts'
import { appearanceRecords } from '../../src/adapters/postgres/appearance-records.ts'
import { auditStore } from '../../src/adapters/postgres/audit-store.ts'
import { mailStore } from '../../src/adapters/postgres/mail-store.ts'
import { type House, openHouse } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { DEFAULT_SERVER_SETTINGS, type ServerParts, type ServerSettings } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import { conduct } from '../../src/journey/conductor.ts'
import { TestClock } from './clock.ts'
import { freshDatabase } from './database.ts'

/** The API over a database of its own, with a clock that tests move. No worker runs: documents stay `signed`. */
export interface ApiServer {
  readonly app: FastifyInstance
  readonly parts: ServerParts
  readonly house: House
  readonly clock: TestClock
  /** Lines of the log, as JSON. */
  readonly log: string[]
  close(): Promise<void>
}

const NOWHERE = 'http://127.0.0.1:1'

/** Starts the API; `change` swaps parts, `settings` are put over the defaults. */
export async function apiServer(
  settings: Partial<ServerSettings> = {},
  change: (parts: ServerParts) => Partial<ServerParts> = () => ({}),
): Promise<ApiServer> {
  const database = await freshDatabase()
  const log: string[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) })
  const config = readConfig({
    DATABASE_URL: database.url,
    EMITE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    EMITE_LOOPBACK_ONLY: 'true',
    // Nobody listens there: the authority is down.
    EMITE_AUTHORITY_HOSTS: JSON.stringify({
      'do/testecf/ecf': NOWHERE,
      'do/testecf/fc': NOWHERE,
      'do/testecf/status': NOWHERE,
    }),
  })
  const house = await openHouse(config, logger)
  const clock = new TestClock()
  const accounts = accountStore(house.database, clock)
  const audit = auditStore(house.database, clock)
  const appearances = appearanceRecords(house.database, clock)
  const signers = signersOver({ accounts, masterKeys: house.masterKeys, clock })
  const parts: ServerParts = {
    ...house,
    accounts,
    audit,
    appearances,
    mails: mailStore(house.database, clock),
    signers,
    clock,
    journey: conduct({ ...house, accounts, signers, clock }),
    logger,
    readiness: [],
    settings: { ...DEFAULT_SERVER_SETTINGS, ...settings },
  }
  const app = await buildServer({ ...parts, ...change(parts) })
  await app.ready()
  return {
    app,
    parts,
    house,
    clock,
    log,
    close: async () => {
      await app.close()
      await house.close()
      await database.drop()
    },
  }
}

/** A request with a key, and a JSON body when there is one. */
export function withKey(apiKey: string, request: InjectOptions): InjectOptions {
  return { ...request, headers: { authorization: `Bearer ${apiKey}`, ...request.headers } }
}
