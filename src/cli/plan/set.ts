import { type Command, Option } from 'commander'
import { MOST_INCLUDED, setPlan as put } from '../../accounts/plans.ts'
import type { Environment } from '../../domain/caller.ts'
import type { Plan } from '../../domain/plan.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor, type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import type { Shell } from '../shell.ts'
import { wholeNumber } from '../whole-number.ts'
import { planText } from './plan-text.ts'

interface Options extends HouseOptions, TenantOptions, PrintOptions {
  readonly environment: Environment
  readonly name: string
  readonly included: number
  readonly cycle: Plan['cycle']
  readonly anchor?: string
  readonly timeZone: string
  readonly overage: Plan['overage']
  readonly price: string
  readonly overagePrice: string
  readonly currency: string
}

/** `emite plan set`: how many documents a tenant may make in one environment, and what they cost. */
export function setPlan(shell: Shell): Command {
  const page = {
    name: 'set',
    about: {
      es: 'Pone un plan a un tenant en un ambiente; reemplaza el anterior. Lo ya emitido en el ciclo cuenta.',
      en: 'Gives a tenant a plan in one environment; it replaces the one before. What the cycle has made already counts.',
    },
    examples: [
      'plan set --environment production --name Básico --included 500 --price 20.00 --overage-price 0.05',
      'plan set --environment production --name Anual --included 10000 --cycle year --anchor 2026-07-15 --overage allow',
      'plan set --environment sandbox --name Prueba --included 100 --time-zone America/Guayaquil',
    ],
  }
  const say = (es: string, en: string) => shell.say({ es, en })
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'required')
    .requiredOption('--name <name>', say('nombre del plan', 'name of the plan'))
    .requiredOption(
      '--included <count>',
      say('documentos incluidos por ciclo', 'documents included in a cycle'),
      wholeNumber(shell, 0, MOST_INCLUDED),
    )
    .addOption(
      new Option('--cycle <cycle>', say('mes o año', 'month or year')).choices(['month', 'year']).default('month'),
    )
    .option(
      '--anchor <date>',
      say(
        'un día en que empieza un ciclo; el 1 de este mes si no se dice',
        'a day on which a cycle begins; else the 1st of this month',
      ),
    )
    .option('--time-zone <zone>', say('zona horaria del ciclo', 'time zone of the cycle'), 'America/Santo_Domingo')
    .addOption(
      new Option(
        '--overage <policy>',
        say('al pasarse: block rechaza, allow cuenta y sigue', 'beyond it: block refuses, allow counts and goes on'),
      )
        .choices(['block', 'allow'])
        .default('block'),
    )
    .option('--price <amount>', say('precio de un ciclo', 'price of a cycle'), '0')
    .option('--overage-price <amount>', say('precio de cada documento de más', 'price of each document beyond it'), '0')
    .option('--currency <code>', say('moneda, ISO 4217', 'currency, ISO 4217'), 'USD')
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const plan = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      const { environment, name, included, cycle, anchor, timeZone, overage, price, overagePrice, currency } = options
      const request = { name, included, cycle, anchor, timeZone, overage, price, overagePrice, currency }
      return put(house, { tenantId, environment }, request, actor())
    })
    print(shell, options, plan, () => planText(shell, plan))
    shell.end(EXIT.ok)
  })
}
