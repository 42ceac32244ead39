import type { Command } from 'commander'
import { loadRange, type RangeOutcome } from '../../accounts/ranges.ts'
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
import { faultsText, print, type PrintOptions } from '../output/print.ts'
import { tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { RANGE_COLUMNS } from './columns.ts'

interface Options extends HouseOptions, TenantOptions, EnvironmentOptions, PrintOptions {
  readonly series: string
  readonly first: string
  readonly last: string
  readonly next?: string
  readonly expires?: string
}

/** `emite range add ISSUER`: loads a range as the authority granted it, or says everything that is wrong with it. */
export function addRange(shell: Shell): Command {
  const page = {
    name: 'add',
    about: {
      es:
        'Carga un rango autorizado de números, sin la serie: 1 es E310000000001 en la serie 31. En Ecuador no hace falta: cada ' +
        'serie se abre sola en 1; cárguelo para empezar en otro número.',
      en:
        'Loads an authorised range of numbers, without the series: 1 is E310000000001 in series 31. In Ecuador none is needed: ' +
        'each series opens at 1 by itself; load one to begin at another number.',
    },
    examples: [
      'range add 131880681 --series 31 --first 1 --last 5000 --expires 2027-12-31',
      'range add 131880681 --series 32 --first 1 --last 100000 --next 501 --environment production',
      'range add 1792060346001 --series 01-001-002 --first 1201 --last 999999999',
    ],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
    .argument('<issuer>', shell.say({ es: 'id o número fiscal', en: 'id or tax id' }))
    .requiredOption(
      '--series <series>',
      shell.say({ es: 'serie, como 31 o 01-001-001', en: 'series, such as 31 or 01-001-001' }),
    )
    .requiredOption('--first <number>', shell.say({ es: 'primer número', en: 'first number' }))
    .requiredOption('--last <number>', shell.say({ es: 'último número', en: 'last number' }))
    .option(
      '--next <number>',
      shell.say({ es: 'el siguiente por usar, si ya se usaron otros', en: 'the next to use, when some are used' }),
    )
    .option('--expires <date>', shell.say({ es: 'último día de uso, AAAA-MM-DD', en: 'last day of use, YYYY-MM-DD' }))
  return withHouseOptions(command, shell).action(async (wanted: string, options: Options) => {
    const { series, first, last, next, expires } = options
    const request = {
      ...{ series, first, last },
      ...(next === undefined ? {} : { next }),
      ...(expires === undefined ? {} : { expiresOn: expires }),
    }
    const outcome = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      const issuer = await issuerNamed(house, tenantId, wanted, options)
      return loadRange(house, operatorIn(tenantId, issuer.environment), issuer.id, request)
    })
    print(shell, options, outcome, () => textOf(shell, outcome))
    shell.end(outcome.kind === 'loaded' ? EXIT.ok : EXIT.no)
  })
}

function textOf(shell: Shell, outcome: RangeOutcome): string {
  if (outcome.kind === 'faults') return faultsText(shell, outcome.faults)
  return tableText(shell, RANGE_COLUMNS, [outcome.range])
}
