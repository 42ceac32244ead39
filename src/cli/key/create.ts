import { type Command, InvalidArgumentError, Option } from 'commander'
import { createKey as create, MOST_REQUESTS_PER_MINUTE } from '../../accounts/keys.ts'
import { type Environment, type Scope, SCOPES } from '../../domain/caller.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor, type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

interface Options extends HouseOptions, TenantOptions, PrintOptions {
  readonly environment: Environment
  readonly name: string
  readonly scopes?: readonly Scope[]
  readonly expires?: string
  readonly rate?: number
}

/** `emite key create`: a new API key, whose secret is shown this once. */
export function createKey(shell: Shell): Command {
  const page = {
    name: 'create',
    about: {
      es: 'Crea una clave de la API y muestra su secreto por única vez.',
      en: 'Makes an API key and shows its secret this once.',
    },
    examples: [
      'key create --environment sandbox --name caja-1',
      'key create --environment production --name erp --scopes documents:read documents:write',
      'key create --environment sandbox --name prueba --expires 2027-01-31T00:00:00Z --json',
      'key create --environment production --name tienda --rate 120',
    ],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'required')
    .requiredOption('--name <name>', shell.say({ es: 'nombre, para reconocerla', en: 'name, to recognise it by' }))
    .addOption(
      new Option(
        '--scopes <scopes...>',
        shell.say({ es: 'permisos; todos si no se dice', en: 'scopes; all when left out' }),
      ).choices(SCOPES),
    )
    .option(
      '--expires <instant>',
      shell.say({ es: 'instante en que vence, con zona horaria', en: 'instant it expires at, with its time zone' }),
    )
    .option(
      '--rate <requests>',
      shell.say({
        es: 'solicitudes por minuto; las de la instalación si no se dice',
        en: "requests a minute; the installation's when left out",
      }),
      (text) => rateOf(shell, text),
    )
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const { key, secret } = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      const { environment, name, scopes = SCOPES, expires: expiresAt, rate: requestsPerMinute } = options
      return create(house, actor(), { tenantId, environment, name, scopes, expiresAt, requestsPerMinute })
    })
    print(shell, options, { ...key, secret }, () =>
      pairsText(shell, [
        [{ es: 'Clave', en: 'Key' }, secret],
        [{ es: 'Id', en: 'Id' }, key.id],
        [{ es: 'Permisos', en: 'Scopes' }, key.scopes.join(', ')],
        [{ es: 'Vence', en: 'Expires' }, key.expiresAt],
        [{ es: 'Solicitudes por minuto', en: 'Requests a minute' }, key.requestsPerMinute],
      ]),
    )
    if (!options.json) shell.terminal.err(shell.say(KEEP_IT))
    shell.end(EXIT.ok)
  })
}

function rateOf(shell: Shell, text: string): number {
  const rate = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (rate >= 1 && rate <= MOST_REQUESTS_PER_MINUTE) return rate
  const bounds = `1–${MOST_REQUESTS_PER_MINUTE}`
  throw new InvalidArgumentError(shell.say({ es: `un entero (${bounds})`, en: `an integer (${bounds})` }))
}

const KEEP_IT = {
  es: 'Guárdela ahora: Emite no la guarda y no se puede volver a mostrar.\n',
  en: 'Keep it now: Emite does not, and it cannot be shown again.\n',
}
