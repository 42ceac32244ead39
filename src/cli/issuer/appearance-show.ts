import type { Command } from 'commander'
import { appearanceOf } from '../../accounts/appearance.ts'
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
import type { Shell } from '../shell.ts'
import { appearanceText, appearanceValue } from './appearance-text.ts'

type Options = HouseOptions & TenantOptions & EnvironmentOptions & PrintOptions

/** `emite issuer appearance show ISSUER`: how an issuer's documents are printed. */
export function showAppearance(shell: Shell): Command {
  const page = {
    name: 'show',
    about: {
      es: 'Muestra cómo se imprimen los documentos de un emisor.',
      en: "Shows how an issuer's documents are printed.",
    },
    examples: ['issuer appearance show 131880681', 'issuer appearance show 131880681 --json'],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withHouseOptions(command, shell)
    .argument('<issuer>', shell.say({ es: 'id o número fiscal', en: 'id or tax id' }))
    .action(async (wanted: string, options: Options) => {
      const appearance = await inHouse(shell, options, async (house) => {
        const { id: tenantId } = await tenantOf(house, options)
        const issuer = await issuerNamed(house, tenantId, wanted, options)
        return appearanceOf(house, operatorIn(tenantId, issuer.environment), issuer.id)
      })
      print(shell, options, appearanceValue(appearance), () => appearanceText(shell, appearance))
      shell.end(EXIT.ok)
    })
}
