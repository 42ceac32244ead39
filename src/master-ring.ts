import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import {
  createMasterKeyFile,
  keysOf,
  loadMasterKeys,
  MasterKeyProblem,
  type MasterKeys,
  ringSealingBy,
} from './certificates/master-key.ts'
import { masterKeyIdOf } from './certificates/sealing.ts'
import type { Config } from './config.ts'
import { makeDataFolder } from './data-folder.ts'
import type { Seals } from './ports/seals.ts'

/** The file that the master keys come from, unless they are given in the environment. */
export function masterKeyFileOf({ dataDir, masterKeyFile }: Pick<Config, 'dataDir' | 'masterKeyFile'>): string {
  return masterKeyFile ?? join(dataDir, 'master.key')
}

/** Of who neither seals nor opens anything. */
export const NO_RING: MasterKeys = {
  get current(): never {
    throw new Error('who seals or opens something asks for the master keys when opening the house')
  },
  previous: [],
}

/** The keys of the environment, else of the file, the newest first. Undefined when our own file was not made yet. */
async function givenRing(config: Config): Promise<MasterKeys | undefined> {
  if (config.masterKey !== undefined) return loadMasterKeys({ value: config.masterKey })
  const file = masterKeyFileOf(config)
  // One that the operator named must be there.
  return config.masterKeyFile === undefined && !existsSync(file) ? undefined : loadMasterKeys({ file })
}

/**
 * The ring of a process: the key in use in the database seals, whichever stands first, so that processes which got a new key
 * earlier than others seal nothing that those cannot open. A key is made only for a database in which nothing is sealed.
 *
 * @throws MasterKeyProblem not-of-this-database: what is sealed there, or will be by others, cannot be opened with these keys
 */
export async function ringOf(config: Config, seals: Seals, log: Logger): Promise<MasterKeys> {
  const given = await givenRing(config)
  const inUse = await seals.keyInUse()
  const ids = inUse === undefined ? await sealingIds(seals) : new Set([inUse])
  const known = given && keysOf(given).find(({ id }) => ids.has(id))
  if (ids.size > 0 && !known) throw stranger(config, given, ids)

  const { ring, made } = given ? { ring: given, made: undefined } : await madeRing(config)
  const adopted = await seals.adopt(known?.id ?? ring.current.id)
  const sealing = ringSealingBy(adopted, ring)
  if (!sealing) {
    // Another process, with a folder of its own, was quicker: a key that nobody uses would only lead astray.
    if (made !== undefined) await rm(made)
    throw stranger(config, made === undefined ? ring : undefined, new Set([adopted]))
  }
  if (made !== undefined) {
    log.info({ file: made }, 'made a master key: keep a copy, no certificate can be opened without it')
  }
  return sealing
}

/**
 * The ring as it was given, for the command that puts another key in use: it looks at each seal itself. A key is made only
 * where nothing is sealed.
 *
 * @throws MasterKeyProblem not-of-this-database
 */
export async function unboundRing(config: Config, seals: Seals): Promise<MasterKeys> {
  const given = await givenRing(config)
  if (given) return given
  const ids = await sealingIds(seals)
  if (ids.size > 0) throw stranger(config, undefined, ids)
  return (await madeRing(config)).ring
}

async function sealingIds(seals: Seals): Promise<ReadonlySet<string>> {
  return new Set((await seals.all()).map(({ sealed }) => masterKeyIdOf(sealed)))
}

async function madeRing(config: Config): Promise<{ ring: MasterKeys; made: string | undefined }> {
  const file = masterKeyFileOf(config)
  await makeDataFolder(config.dataDir)
  try {
    await createMasterKeyFile(file)
    return { ring: await loadMasterKeys({ file }), made: file }
  } catch (error) {
    // Another process that started at the same moment has made it.
    if (!(error instanceof MasterKeyProblem) || error.code !== 'exists') throw error
    return { ring: await loadMasterKeys({ file }), made: undefined }
  }
}

function stranger(config: Config, given: MasterKeys | undefined, needed: ReadonlySet<string>): MasterKeyProblem {
  const ids = (all: Iterable<string>): string => [...all].join(', ')
  const from = config.masterKey === undefined ? masterKeyFileOf(config) : 'EMITE_MASTER_KEY'
  const has = given && ids(keysOf(given).map(({ id }) => id))
  return new MasterKeyProblem('not-of-this-database', {
    es:
      `esta base de datos usa la clave ${ids(needed)}, ` +
      (has === undefined ? `y ${from} no existe. ` : `y ${from} tiene ${has}. `) +
      'Dé a este proceso la misma EMITE_MASTER_KEY o EMITE_MASTER_KEY_FILE que a los demás; si restauró la base de ' +
      'datos, la master.key de la instalación anterior. Si no hay nada sellado, "emite certificate rotate-master-key ' +
      '--only reseal" pone en uso la de este proceso.',
    en:
      `this database uses key ${ids(needed)}, ` +
      (has === undefined ? `and ${from} does not exist. ` : `and ${from} has ${has}. `) +
      'Give this process the same EMITE_MASTER_KEY or EMITE_MASTER_KEY_FILE as the others; if the database was restored, ' +
      'the master.key of the installation before. If nothing is sealed, "emite certificate rotate-master-key --only ' +
      'reseal" puts the one of this process in use.',
  })
}
