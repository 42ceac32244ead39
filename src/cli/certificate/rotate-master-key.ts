import { type Command, Option } from 'commander'
import { resealedBy, unopenable, type Unopenable } from '../../accounts/seal-care.ts'
import { keysOf, loadMasterKeys, type MasterKeys, rotateMasterKeyFile } from '../../certificates/master-key.ts'
import { masterKeyIdOf } from '../../certificates/sealing.ts'
import type { House } from '../../compose.ts'
import type { Config } from '../../config.ts'
import { masterKeyFileOf } from '../../master-ring.ts'
import type { Sealed } from '../../ports/seals.ts'
import { wrongUsage } from '../command-problem.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { configOf, type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { cannotOpen } from './unopenable-words.ts'

interface Options extends HouseOptions, PrintOptions {
  readonly only?: 'add' | 'reseal'
}

interface Report {
  /** Id of the ring's first key. It seals from now on, unless it was only added. */
  readonly masterKey: string
  /** False when the ring had a key not in use yet. */
  readonly added: boolean
  readonly previousKeys: readonly string[]
  /** Certificates there are; undefined when none was touched. */
  readonly certificates: number | undefined
  readonly resealed: number | undefined
}

/** `emite certificate rotate-master-key`: a new master key, and everything sealed by it. */
export function rotateMasterKey(shell: Shell): Command {
  const page = {
    name: 'rotate-master-key',
    about: {
      es:
        'Añade una clave maestra nueva y vuelve a sellar con ella todos los certificados. Los procesos en marcha no ' +
        'conocen la nueva hasta reiniciarse: sin interrupción, use --only add, reinícielos, y después --only reseal.',
      en:
        'Adds a new master key and seals every certificate again with it. Running processes do not know the new one ' +
        'until they restart: without interruption, use --only add, restart them, then --only reseal.',
    },
    examples: [
      'certificate rotate-master-key',
      'certificate rotate-master-key --only add',
      'certificate rotate-master-key --only reseal',
    ],
  }
  const command = printingCommandOf(shell, page).addOption(
    new Option('--only <half>', shell.say({ es: 'solo una mitad', en: 'one half only' })).choices(['add', 'reseal']),
  )
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const config = configOf(shell, options)
    if (options.only !== 'reseal' && config.masterKey !== undefined) throw keyInEnvironment()
    const work = (house: House) => (options.only === 'add' ? onlyAdd(house, config) : rotate(house, config, options))
    const report = await inHouse(shell, options, work, { masterKeys: 'as-given' })
    print(shell, options, report, () => textOf(shell, report))
    shell.end(EXIT.ok)
  })
}

async function onlyAdd(house: House, config: Config): Promise<Report> {
  await requireOpenable(await house.seals.all(), house)
  const { ring, added } = await withNewKey(house, config)
  return { ...keysIn(ring), added, certificates: undefined, resealed: undefined }
}

/** Looks first whether all can be opened; then nothing stands in the way of changing keys. */
async function rotate(house: House, config: Config, { only }: Options): Promise<Report> {
  const { ring, added, all } = await resealAll(house, () =>
    only === 'reseal' ? Promise.resolve({ ring: house.masterKeys, added: false }) : withNewKey(house, config),
  )
  const certificates = all.filter(({ owner }) => owner.kind === 'certificate')
  const changed = certificates.filter(({ sealed }) => masterKeyIdOf(sealed) !== ring.current.id)
  for (const [tenantId, theirs] of Map.groupBy(changed, ({ owner }) => owner.tenantId)) {
    const detail = { masterKey: ring.current.id, certificates: theirs.length }
    await house.audit.record(tenantId, { actor: actor(), kind: 'master-key.rotated', detail })
  }
  return { ...keysIn(ring), added, certificates: certificates.length, resealed: changed.length }
}

interface NextRing {
  readonly ring: MasterKeys
  readonly added: boolean
}

/** Everything as it was sealed before, and the ring that it is sealed by now. */
async function resealAll(
  house: House,
  nextRing: () => Promise<NextRing>,
): Promise<NextRing & { readonly all: readonly Sealed[] }> {
  let done: (NextRing & { readonly all: readonly Sealed[] }) | undefined
  await house.seals.reseal(async (all) => {
    await requireOpenable(all, house)
    // In its file before anything is sealed by it: a key that is lost must never be one that is needed.
    const next = await nextRing()
    done = { ...next, all }
    return resealedBy(next.ring, all)
  })
  if (!done) throw new Error('nothing was asked to seal again')
  return done
}

/** The ring with a key in front that is not in use yet: one of a try before, else a new one. */
async function withNewKey({ masterKeys, seals }: House, config: Config): Promise<NextRing> {
  const inUse = await seals.keyInUse()
  if (inUse !== undefined && inUse !== masterKeys.current.id) return { ring: masterKeys, added: false }
  const file = masterKeyFileOf(config)
  await rotateMasterKeyFile(file)
  return { ring: await loadMasterKeys({ file }), added: true }
}

/** @throws CommandProblem that names what the ring does not open */
async function requireOpenable(all: readonly Sealed[], house: House): Promise<void> {
  const lost: readonly Unopenable[] = await unopenable(all, house.masterKeys)
  if (lost.length > 0) throw await cannotOpen(lost, house.accounts)
}

function keysIn(ring: MasterKeys): Pick<Report, 'masterKey' | 'previousKeys'> {
  const [masterKey = '', ...previousKeys] = keysOf(ring).map(({ id }) => id)
  return { masterKey, previousKeys }
}

function textOf(shell: Shell, { masterKey, previousKeys, certificates, resealed: count }: Report): string {
  const facts = pairsText(shell, [
    [certificates === undefined ? NEXT_KEY : CURRENT_KEY, masterKey],
    [{ es: 'Claves anteriores', en: 'Previous keys' }, previousKeys.join(', ')],
    [{ es: 'Certificados', en: 'Certificates' }, certificates],
    [{ es: 'Vueltos a sellar', en: 'Sealed again' }, count],
  ])
  return facts + shell.say(certificates === undefined ? RESTART_THEN_RESEAL : RESTART)
}

const CURRENT_KEY = { es: 'Clave maestra actual', en: 'Current master key' }
const NEXT_KEY = { es: 'Clave maestra siguiente', en: 'Next master key' }

const RESTART = {
  es:
    'Reinicie los procesos en marcha: hasta entonces sellan con la clave anterior. Antes de borrar una anterior, ' +
    'ejecute --only reseal otra vez; después solo hace falta para abrir copias de seguridad viejas.\n',
  en:
    'Restart running processes: until then they seal with the previous key. Before deleting a previous key, run ' +
    '--only reseal once more; then it is needed for nothing but opening old backups.\n',
}

const RESTART_THEN_RESEAL = {
  es: 'Todavía no sella nada. Reinicie los procesos en marcha y después ejecute este comando con --only reseal.\n',
  en: 'It seals nothing yet. Restart running processes, then run this command with --only reseal.\n',
}

function keyInEnvironment(): Error {
  return wrongUsage({
    es: 'La clave maestra viene de EMITE_MASTER_KEY: ponga allí la nueva delante de la actual, reinicie los procesos y use --only reseal.',
    en: 'The master key comes from EMITE_MASTER_KEY: put the new one before the current one there, restart the processes and use --only reseal.',
  })
}
