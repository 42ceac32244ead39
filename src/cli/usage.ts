import { type Command, InvalidArgumentError } from 'commander'
import { type UsageReport, usageOf } from '../accounts/usage-report.ts'
import type { Environment } from '../domain/caller.ts'
import { printingCommandOf } from './command.ts'
import { EXIT } from './exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from './house.ts'
import { type EnvironmentOptions, ENVIRONMENTS, tenantOf, withEnvironment } from './operator.ts'
import { print, type PrintOptions } from './output/print.ts'
import { pairsText, tableText } from './output/table.ts'
import type { Shell } from './shell.ts'

type Options = HouseOptions & EnvironmentOptions & PrintOptions & { readonly cycles: number }
type Account = UsageReport & { readonly environment: Environment }

const MOST_CYCLES = 60

/** `emite usage [TENANT]`: what a tenant has made in the present cycle, and before it. */
export function usage(shell: Shell): Command {
  const page = {
    name: 'usage',
    about: {
      es: 'Muestra cuántos documentos hizo un tenant en el ciclo actual y en los anteriores.',
      en: 'Shows how many documents a tenant made in the present cycle and in those before it.',
    },
    examples: ['usage', 'usage "Ferretería La Unión" --environment production --cycles 12', 'usage Acme --json'],
  }
  const command = withEnvironment(printingCommandOf(shell, page), shell, 'optional')
    .argument(
      '[tenant]',
      shell.say({ es: 'id o nombre; sobra si hay uno solo', en: 'id or name; not needed when there is one' }),
    )
    .option(
      '--cycles <count>',
      shell.say({ es: 'cuántos ciclos anteriores', en: 'how many cycles before it' }),
      (text) => cyclesOf(shell, text),
      0,
    )
  return withHouseOptions(command, shell).action(async (tenant: string | undefined, options: Options) => {
    const accounts = await inHouse(shell, options, async (house): Promise<readonly Account[]> => {
      const { id: tenantId } = await tenantOf(house, tenant === undefined ? {} : { tenant })
      const wanted = options.environment === undefined ? ENVIRONMENTS : [options.environment]
      return Promise.all(
        wanted.map(async (environment) => ({
          environment,
          ...(await usageOf(house, { tenantId, environment }, options.cycles)),
        })),
      )
    })
    print(shell, options, accounts, () => accounts.map((account) => accountText(shell, account)).join('\n'))
    shell.end(EXIT.ok)
  })
}

function accountText(shell: Shell, account: Account): string {
  const { environment, plan, startsOn, endsOn, timeZone, used, remaining, overage, estimatedOverage } = account
  const facts = pairsText(shell, [
    [{ es: 'Ambiente', en: 'Environment' }, environment],
    [{ es: 'Plan', en: 'Plan' }, plan?.name ?? shell.say({ es: 'ninguno', en: 'none' })],
    [{ es: 'Ciclo', en: 'Cycle' }, `${startsOn} – ${endsOn} (${timeZone})`],
    [{ es: 'Documentos', en: 'Documents' }, plan ? `${used} / ${plan.included}` : used],
    [{ es: 'Quedan', en: 'Remaining' }, remaining],
    [
      { es: 'De más', en: 'Beyond it' },
      plan && overage > 0 ? `${overage} = ${estimatedOverage ?? ''} ${plan.currency}` : undefined,
    ],
  ])
  return [facts, issuersText(shell, account), historyText(shell, account)].filter((part) => part !== '').join('\n')
}

function issuersText(shell: Shell, { issuers }: Account): string {
  if (issuers.length === 0) return ''
  return tableText(shell, [
    { title: { es: 'Emisor', en: 'Issuer' }, of: ({ taxId }) => taxId },
    { title: { es: 'País', en: 'Country' }, of: ({ jurisdiction }) => jurisdiction },
    { title: { es: 'Tipo', en: 'Type' }, of: ({ type }) => type },
    { title: { es: 'Documentos', en: 'Documents' }, of: ({ documents }) => documents, align: 'right' },
  ], issuers) // prettier-ignore
}

function historyText(shell: Shell, { history }: Account): string {
  if (history.length === 0) return ''
  return tableText(shell, [
    { title: { es: 'Desde', en: 'From' }, of: ({ startsOn }) => startsOn },
    { title: { es: 'Hasta', en: 'To' }, of: ({ endsOn }) => endsOn },
    { title: { es: 'Documentos', en: 'Documents' }, of: ({ used }) => used, align: 'right' },
  ], history) // prettier-ignore
}

function cyclesOf(shell: Shell, text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) <= MOST_CYCLES) return Number(text)
  throw new InvalidArgumentError(
    shell.say({ es: `un entero de 0 a ${MOST_CYCLES}`, en: `an integer from 0 to ${MOST_CYCLES}` }),
  )
}
