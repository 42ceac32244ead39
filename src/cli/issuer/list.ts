import type { Command } from 'commander'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import {
  type EnvironmentOptions,
  issuersIn,
  type TenantOptions,
  tenantOf,
  withEnvironment,
  withTenant,
} from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

type Options = HouseOptions & TenantOptions & EnvironmentOptions & PrintOptions

/** `emite issuer list`: the taxpayers of a tenant. */
export function listIssuers(shell: Shell): Command {
  const page = {
    name: 'list',
    about: { es: 'Muestra los emisores de un tenant.', en: 'Shows the issuers of a tenant.' },
    examples: ['issuer list', 'issuer list --environment production --json'],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const issuers = await inHouse(shell, options, async (house) => {
      const { id } = await tenantOf(house, options)
      return issuersIn(house.accounts, id, options.environment)
    })
    print(shell, options, issuers, () => tableText(shell, [
      { title: { es: 'Id', en: 'Id' }, of: ({ id }) => id },
      { title: { es: 'Número fiscal', en: 'Tax id' }, of: ({ profile }) => profile.taxId },
      { title: { es: 'Nombre', en: 'Name' }, of: ({ profile }) => profile.name },
      { title: { es: 'País', en: 'Country' }, of: ({ jurisdiction }) => jurisdiction },
      { title: { es: 'Ambiente', en: 'Environment' }, of: ({ environment }) => environment },
      { title: { es: 'Servicio', en: 'Service' }, of: ({ authorityEnvironment }) => authorityEnvironment },
    ], issuers)) // prettier-ignore
    shell.end(EXIT.ok)
  })
}
