import type { Command } from 'commander'
import type { House } from '../../compose.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Issuer } from '../../ports/accounts.ts'
import { type CommandPage, printingCommandOf } from '../command.ts'
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
import type { Shell } from '../shell.ts'

type Options = HouseOptions & TenantOptions & EnvironmentOptions & PrintOptions

/** What a command that shows something of an issuer reads, and how it is printed. */
export interface ShownOfIssuer<Found> {
  read(house: House, caller: Caller, issuer: Issuer): Promise<Found>
  /** For programs. */
  valueOf(found: Found): unknown
  textOf(found: Found): string
}

/** A command `… ISSUER` that shows something of one issuer and changes nothing. */
export function commandOfIssuer<Found>(shell: Shell, page: CommandPage, shown: ShownOfIssuer<Found>): Command {
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withHouseOptions(command, shell)
    .argument('<issuer>', shell.say({ es: 'id o número fiscal', en: 'id or tax id' }))
    .action(async (wanted: string, options: Options) => {
      const found = await inHouse(shell, options, async (house) => {
        const { id: tenantId } = await tenantOf(house, options)
        const issuer = await issuerNamed(house, tenantId, wanted, options)
        return shown.read(house, operatorIn(tenantId, issuer.environment), issuer)
      })
      print(shell, options, shown.valueOf(found), () => shown.textOf(found))
      shell.end(EXIT.ok)
    })
}
