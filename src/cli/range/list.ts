import type { Command } from 'commander'
import { rangesOf } from '../../accounts/ranges.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import {
  type EnvironmentOptions,
  issuerNamed,
  operatorIn,
  type TenantOptions,
  tenantOf,
  withEnvironment,
  withTenant,
} from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { RANGE_COLUMNS } from './columns.ts'

type Options = HouseOptions & TenantOptions & EnvironmentOptions & PrintOptions

/** `emite range list ISSUER`: the authorised numbers of an issuer, and how long they will do. */
export function listRanges(shell: Shell): Command {
  const page = {
    name: 'list',
    about: {
      es: 'Muestra los rangos autorizados de un emisor y lo que queda de cada uno.',
      en: 'Shows the authorised ranges of an issuer and what is left of each.',
    },
    examples: ['range list 131880681', 'range list 131880681 --environment production --json'],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withHouseOptions(command, shell)
    .argument('<issuer>', shell.say({ es: 'id o número fiscal', en: 'id or tax id' }))
    .action(async (wanted: string, options: Options) => {
      const ranges = await inHouse(shell, options, async (house) => {
        const { id: tenantId } = await tenantOf(house, options)
        const issuer = await issuerNamed(house, tenantId, wanted, options)
        return rangesOf(house, operatorIn(tenantId, issuer.environment), issuer.id)
      })
      print(shell, options, ranges, () => tableText(shell, RANGE_COLUMNS, ranges))
      shell.end(EXIT.ok)
    })
}
