import type { Command } from 'commander'
import type { Environment } from '../../domain/caller.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import type { Shell } from '../shell.ts'
import { NO_PLAN, planText } from './plan-text.ts'

type Options = HouseOptions & TenantOptions & PrintOptions & { readonly environment: Environment }

/** `emite plan show`: the plan of a tenant in one environment; `null` as JSON where there is none. */
export function showPlan(shell: Shell): Command {
  const page = {
    name: 'show',
    about: { es: 'Muestra el plan de un tenant en un ambiente.', en: 'Shows the plan of a tenant in one environment.' },
    examples: ['plan show --environment production', 'plan show --environment production --tenant Acme --json'],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'required')
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const plan = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      return house.usage.plan({ tenantId, environment: options.environment })
    })
    print(shell, options, plan ?? null, () => (plan ? planText(shell, plan) : shell.say(NO_PLAN)))
    shell.end(EXIT.ok)
  })
}
