import type { Command } from 'commander'
import { createIssuer as create, type IssuerOutcome } from '../../accounts/issuers.ts'
import type { Environment } from '../../domain/caller.ts'
import type { IssuerProfile } from '../../jurisdictions/jurisdiction.ts'
import { wrongUsage } from '../command-problem.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { operatorIn, type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { faultsText, print, type PrintOptions } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

interface Options extends HouseOptions, TenantOptions, PrintOptions, Told {
  readonly environment: Environment
  readonly jurisdiction: string
  readonly authorityEnvironment?: string
}

/** What the options tell of the taxpayer. */
interface Told {
  readonly taxId: string
  readonly name: string
  readonly tradeName?: string
  readonly address?: string
  readonly municipality?: string
  readonly province?: string
  readonly phone?: readonly string[]
  readonly email?: string
  readonly website?: string
  readonly activity?: string
  readonly settings?: string
}

/** `emite issuer create`: a taxpayer that issues, or everything that is wrong with it. */
export function createIssuer(shell: Shell): Command {
  const command = withEnvironment(withTenant(printingCommandOf(shell, PAGE), shell), shell, 'required')
    .option('--jurisdiction <code>', shell.say({ es: 'país: do o ec', en: 'country: do or ec' }), 'do')
    .option(
      '--authority-environment <name>',
      shell.say({
        es: 'servicio de la administración tributaria, como testecf, certecf o celcer',
        en: "the tax authority's service, such as testecf, certecf or celcer",
      }),
    )
    .requiredOption('--tax-id <number>', shell.say({ es: 'RNC, cédula o RUC', en: 'RNC, cédula or RUC' }))
    .requiredOption('--name <name>', shell.say({ es: 'razón social', en: 'legal name' }))
    .option('--trade-name <name>', shell.say({ es: 'nombre comercial', en: 'trade name' }))
    .option('--address <text>', shell.say({ es: 'dirección', en: 'address' }))
    .option('--municipality <code>', shell.say({ es: 'código oficial del municipio', en: 'official code' }))
    .option('--province <code>', shell.say({ es: 'código oficial de la provincia', en: 'official code' }))
    .option('--phone <numbers...>', shell.say({ es: 'teléfonos', en: 'telephone numbers' }))
    .option('--email <address>', shell.say({ es: 'correo', en: 'e-mail address' }))
    .option('--website <address>', shell.say({ es: 'sitio web', en: 'web site' }))
    .option('--activity <text>', shell.say({ es: 'actividad económica', en: 'economic activity' }))
    .option('--settings <json>', shell.say({ es: 'ajustes propios del país, en JSON', en: "the country's own, JSON" }))
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const { environment, jurisdiction, authorityEnvironment } = options
    const profile = profileOf(options)
    const outcome = await inHouse(shell, options, async (house) => {
      const { id } = await tenantOf(house, options)
      const service = authorityEnvironment === undefined ? {} : { authorityEnvironment }
      return create(house, operatorIn(id, environment), { jurisdiction, profile, ...service })
    })
    print(shell, options, outcome, () => textOf(shell, outcome))
    shell.end(outcome.kind === 'saved' ? EXIT.ok : EXIT.no)
  })
}

const PAGE = {
  name: 'create',
  about: { es: 'Crea un emisor, o dice todo lo que le falta.', en: 'Makes an issuer, or says all it lacks.' },
  examples: [
    'issuer create --environment sandbox --tax-id 131880681 --name "FERRETERIA LA UNION SRL" --address "Calle 1"',
    'issuer create --jurisdiction ec --environment sandbox --tax-id 1792060346001 --name "ANDINA S.A." --address "Av. 1" ' +
      `--settings '{"obligadoContabilidad": true, "establishments": [{"code": "001", "points": ["001", "002"]}]}'`,
    'issuer create --environment production --tax-id 131880681 --name "X SRL" --address "Calle 1" --municipality 010100',
  ],
}

function profileOf({ phone: phones, settings, ...options }: Told): IssuerProfile {
  const { taxId, name, tradeName, address, municipality, province, email, website, activity } = options
  const optional = { tradeName, address, municipality, province, phones, email, website, activity }
  const told = Object.entries(optional).filter(([, value]) => value !== undefined)
  return { taxId, name, ...Object.fromEntries(told), settings: settingsOf(settings) }
}

function settingsOf(text: string | undefined): IssuerProfile['settings'] {
  if (text === undefined) return {}
  try {
    const settings: unknown = JSON.parse(text)
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return { ...settings }
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw wrongUsage({ es: '--settings no es un objeto JSON.', en: '--settings is not a JSON object.' })
}

function textOf(shell: Shell, outcome: IssuerOutcome): string {
  if (outcome.kind === 'faults') return faultsText(shell, outcome.faults)
  const { id, environment, authorityEnvironment, profile } = outcome.issuer
  return pairsText(shell, [
    [{ es: 'Emisor', en: 'Issuer' }, `${profile.taxId} ${profile.name}`],
    [{ es: 'Id', en: 'Id' }, id],
    [{ es: 'Ambiente', en: 'Environment' }, `${environment} (${authorityEnvironment})`],
  ])
}
