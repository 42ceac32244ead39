import type { Command } from 'commander'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

/** `emite tenant list`: every tenant of the installation. */
export function listTenants(shell: Shell): Command {
  const page = {
    name: 'list',
    about: { es: 'Muestra los tenants de la instalación.', en: 'Shows the tenants of the installation.' },
    examples: ['tenant list', 'tenant list --json'],
  }
  return withHouseOptions(printingCommandOf(shell, page), shell).action(
    async (options: HouseOptions & PrintOptions) => {
      const tenants = await inHouse(shell, options, ({ accounts }) => accounts.tenants())
      print(shell, options, tenants, () => tableText(shell, [
      { title: { es: 'Id', en: 'Id' }, of: ({ id }) => id },
      { title: { es: 'Nombre', en: 'Name' }, of: ({ name }) => name },
      { title: { es: 'Creado', en: 'Created' }, of: ({ createdAt }) => createdAt },
    ], tenants)) // prettier-ignore
      shell.end(EXIT.ok)
    },
  )
}
