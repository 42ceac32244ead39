import type { Command } from 'commander'
import { negative } from '../command-problem.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor, type TenantOptions, tenantOf, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import type { Shell } from '../shell.ts'

type Options = HouseOptions & TenantOptions & PrintOptions

/** `emite key revoke ID`: ends a key for good. */
export function revokeKey(shell: Shell): Command {
  const page = {
    name: 'revoke',
    about: {
      es: 'Revoca una clave para siempre; deja de servir en segundos.',
      en: 'Revokes a key for good; it stops working within seconds.',
    },
    examples: ['key revoke 0199aa00-0000-7000-8000-000000000000'],
  }
  return withHouseOptions(withTenant(printingCommandOf(shell, page), shell), shell)
    .argument('<id>', shell.say({ es: 'id de la clave (emite key list)', en: 'id of the key (emite key list)' }))
    .action(async (id: string, options: Options) => {
      const isRevoked = await inHouse(shell, options, async (house) => {
        const { id: tenantId } = await tenantOf(house, options)
        return house.accounts.revokeKey(tenantId, undefined, id, actor())
      })
      if (!isRevoked) throw noSuchKey(id)
      print(shell, options, { id, revoked: true }, () => shell.say({ es: `Revocada: ${id}\n`, en: `Revoked: ${id}\n` }))
      shell.end(EXIT.ok)
    })
}

function noSuchKey(id: string): Error {
  return negative({ es: `No hay ninguna clave con el id ${id}.`, en: `There is no key with the id ${id}.` })
}
