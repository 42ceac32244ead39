import type { Command } from 'commander'
import type { ApiKey } from '../../ports/accounts.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { type EnvironmentOptions, type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { type Column, tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

type Options = HouseOptions & TenantOptions & EnvironmentOptions & PrintOptions

/** `emite key list`: the API keys of a tenant, never their secrets. */
export function listKeys(shell: Shell): Command {
  const page = {
    name: 'list',
    about: {
      es: 'Muestra las claves de un tenant; el secreto no se puede volver a ver.',
      en: 'Shows the keys of a tenant; a secret cannot be seen again.',
    },
    examples: ['key list', 'key list --environment production --json'],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const keys = await inHouse(shell, options, async (house) => {
      const { id } = await tenantOf(house, options)
      return house.accounts.keys(id, options.environment)
    })
    print(shell, options, keys, () => tableText(shell, columnsOf(shell), keys))
    shell.end(EXIT.ok)
  })
}

function columnsOf(shell: Shell): readonly Column<ApiKey>[] {
  return [
    { title: { es: 'Id', en: 'Id' }, of: ({ id }) => id },
    { title: { es: 'Empieza por', en: 'Begins with' }, of: ({ prefix }) => `${prefix}…` },
    { title: { es: 'Nombre', en: 'Name' }, of: ({ name }) => name },
    { title: { es: 'Ambiente', en: 'Environment' }, of: ({ environment }) => environment },
    { title: { es: 'Permisos', en: 'Scopes' }, of: ({ scopes }) => scopes.join(',') },
    { title: { es: 'Por minuto', en: 'A minute' }, of: ({ requestsPerMinute }) => requestsPerMinute, align: 'right' },
    { title: { es: 'Estado', en: 'Standing' }, of: (key) => standingOf(shell, key) },
    { title: { es: 'Último uso', en: 'Last use' }, of: ({ lastUsedAt }) => lastUsedAt },
  ]
}

function standingOf(shell: Shell, { revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== undefined) return shell.say({ es: `revocada ${revokedAt}`, en: `revoked ${revokedAt}` })
  if (expiresAt === undefined) return shell.say({ es: 'vigente', en: 'in force' })
  if (new Date(expiresAt) <= new Date()) return shell.say({ es: `venció ${expiresAt}`, en: `expired ${expiresAt}` })
  return shell.say({ es: `vence ${expiresAt}`, en: `expires ${expiresAt}` })
}
