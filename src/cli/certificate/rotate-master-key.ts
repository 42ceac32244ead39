import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { sealedMailPlace } from '../../accounts/mail-servers.ts'
import { resealWebhookSecret } from '../../accounts/webhook-secrets.ts'
import { createMasterKeyFile, loadMasterKeys, rotateMasterKeyFile } from '../../certificates/master-key.ts'
import { masterKeyIdOf, reseal } from '../../certificates/sealing.ts'
import type { House } from '../../compose.ts'
import type { Config } from '../../config.ts'
import { wrongUsage } from '../command-problem.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { configOf, type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { progressOn } from '../output/progress.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

interface Options extends HouseOptions, PrintOptions {
  readonly only?: 'add' | 'reseal'
}

interface Report {
  /** Id of the key that seals from now on. */
  readonly masterKey: string
  readonly added: boolean
  readonly previousKeys: readonly string[]
  /** Certificates there are; undefined when none was touched. */
  readonly certificates: number | undefined
  readonly resealed: number | undefined
}

/** `emite certificate rotate-master-key`: a new master key, and every certificate sealed by it. */
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
    if (options.only !== 'reseal') await addKey(configOf(shell, options))
    const report = await (options.only === 'add' ? added(configOf(shell, options)) : resealed(shell, options))
    print(shell, options, report, () => textOf(shell, report))
    shell.end(EXIT.ok)
  })
}

async function addKey(config: Config): Promise<void> {
  if (config.masterKey !== undefined) throw keyInEnvironment()
  const file = fileOf(config)
  if (existsSync(file)) await rotateMasterKeyFile(file)
  else await createMasterKeyFile(file)
}

function fileOf({ dataDir, masterKeyFile }: Config): string {
  return masterKeyFile ?? join(dataDir, 'master.key')
}

async function added(config: Config): Promise<Report> {
  const { current, previous } = await loadMasterKeys({ file: fileOf(config) })
  const previousKeys = previous.map(({ id }) => id)
  return { masterKey: current.id, added: true, previousKeys, certificates: undefined, resealed: undefined }
}

async function resealed(shell: Shell, options: Options): Promise<Report> {
  const progress = progressOn(shell)
  try {
    return await inHouse(shell, options, async (house) => {
      const byTenant = new Map<string, number>()
      const certificates = await resealAll(house, byTenant, (text) => progress.tell(text))
      await house.webhooks.reseal((sealed, { tenantId }) => resealWebhookSecret(sealed, tenantId, house.masterKeys))
      await house.mails.reseal((sealed, owner) => reseal(sealed, sealedMailPlace(owner), house.masterKeys))
      const { current, previous } = house.masterKeys
      for (const [tenantId, count] of byTenant) {
        const detail = { masterKey: current.id, certificates: count }
        await house.audit.record(tenantId, { actor: actor(), kind: 'master-key.rotated', detail })
      }
      return {
        masterKey: current.id,
        added: options.only === undefined,
        previousKeys: previous.map(({ id }) => id),
        certificates,
        resealed: [...byTenant.values()].reduce((sum, count) => sum + count, 0),
      }
    })
  } finally {
    progress.end()
  }
}

function resealAll(
  { accounts, masterKeys }: House,
  byTenant: Map<string, number>,
  tell: (text: string) => void,
): Promise<number> {
  let seen = 0
  return accounts.reseal(async (sealed, { tenantId, issuerId, id: certificateId }) => {
    seen += 1
    tell(String(seen))
    if (masterKeyIdOf(sealed) === masterKeys.current.id) return sealed
    byTenant.set(tenantId, (byTenant.get(tenantId) ?? 0) + 1)
    return reseal(sealed, { tenantId, issuerId, certificateId }, masterKeys)
  })
}

function textOf(shell: Shell, { masterKey, previousKeys, certificates, resealed }: Report): string {
  const facts = pairsText(shell, [
    [{ es: 'Clave maestra actual', en: 'Current master key' }, masterKey],
    [{ es: 'Claves anteriores', en: 'Previous keys' }, previousKeys.join(', ')],
    [{ es: 'Certificados', en: 'Certificates' }, certificates],
    [{ es: 'Vueltos a sellar', en: 'Sealed again' }, resealed],
  ])
  return facts + shell.say(certificates === undefined ? RESTART_THEN_RESEAL : RESTART)
}

const RESTART = {
  es: 'Reinicie los procesos en marcha. Las claves anteriores solo hacen falta para abrir copias de seguridad viejas.\n',
  en: 'Restart running processes. The previous keys are needed for nothing but opening old backups.\n',
}

const RESTART_THEN_RESEAL = {
  es: 'Reinicie los procesos en marcha y después ejecute este comando con --only reseal.\n',
  en: 'Restart running processes, then run this command with --only reseal.\n',
}

function keyInEnvironment(): Error {
  return wrongUsage({
    es: 'La clave maestra viene de EMITE_MASTER_KEY: ponga allí la nueva delante de la actual y use --only reseal.',
    en: 'The master key comes from EMITE_MASTER_KEY: put the new one before the current one there and use --only reseal.',
  })
}
