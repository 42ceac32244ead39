import type { Command } from 'commander'
import type { Environment } from '../../domain/caller.ts'
import { negative } from '../command-problem.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor, type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import type { Shell } from '../shell.ts'
import { NO_PLAN } from './plan-text.ts'

type Options = HouseOptions & TenantOptions & PrintOptions & { readonly environment: Environment }

/** `emite plan remove`: from the next document on nothing limits the tenant; usage is counted as before. */
export function removePlan(shell: Shell): Command {
  const page = {
    name: 'remove',
    about: {
      es: 'Quita el plan de un tenant en un ambiente: sin límite desde el próximo documento.',
      en: 'Takes the plan of a tenant away in one environment: no limit from the next document on.',
    },
    examples: ['plan remove --environment sandbox'],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'required')
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const { environment } = options
    const wasThere = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      return house.usage.removePlan({ tenantId, environment }, actor())
    })
    if (!wasThere) throw negative({ es: 'No había ningún plan.', en: 'There was no plan.' })
    print(shell, options, { environment, removed: true }, () => shell.say(NO_PLAN))
    shell.end(EXIT.ok)
  })
}
