import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Document, DocumentState } from '../../domain/document.ts'
import { STATES } from '../../journey/journey.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import {
  ENVIRONMENTS,
  type EnvironmentOptions,
  type TenantOptions,
  tenantOf,
  withEnvironment,
  withTenant,
} from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { type Column, tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { wholeNumber } from '../whole-number.ts'

interface Options extends HouseOptions, TenantOptions, EnvironmentOptions, PrintOptions {
  readonly limit: number
  readonly before?: string
  readonly state?: readonly DocumentState[]
  readonly type?: string
  readonly buyer?: string
  readonly issuer?: string
}

const MOST = 1000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `emite documents list`: documents, newest first. */
export function listDocuments(shell: Shell): Command {
  const page = {
    name: 'list',
    about: { es: 'Muestra documentos, los más nuevos primero.', en: 'Shows documents, newest first.' },
    examples: [
      'documents list',
      'documents list --state rejected failed --limit 20',
      'documents list --type 31 --json',
    ],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
    .addOption(
      new Option('--limit <count>', shell.say({ es: `cuántos, hasta ${MOST}`, en: `how many, up to ${MOST}` }))
        .default(50)
        .argParser(wholeNumber(shell, 1, MOST)),
    )
    .addOption(
      new Option('--before <id>', shell.say({ es: 'los anteriores a este id', en: 'those before this id' })).argParser(
        (text) => idOf(shell, text),
      ),
    )
    .addOption(
      new Option('--state <states...>', shell.say({ es: 'solo en estos estados', en: 'in these states only' })).choices(
        Object.keys(STATES),
      ),
    )
    .option(
      '--type <type>',
      shell.say({ es: 'solo de este tipo, como 31 o 01', en: 'of this type only, such as 31 or 01' }),
    )
    .option('--buyer <taxId>', shell.say({ es: 'solo de este comprador', en: 'for this buyer only' }))
    .option('--issuer <taxId>', shell.say({ es: 'solo de este emisor', en: 'of this issuer only' }))
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const documents = await found(shell, options)
    print(shell, options, documents, () => tableText(shell, COLUMNS, documents))
    shell.end(EXIT.ok)
  })
}

function found(shell: Shell, options: Options): Promise<readonly Document[]> {
  const { limit, before, state: states, type, buyer: buyerTaxId, issuer: issuerTaxId } = options
  const wanted = Object.entries({ before, states, type, buyerTaxId, issuerTaxId })
  const conditions = Object.fromEntries(wanted.filter(([, value]) => value !== undefined))
  return inHouse(shell, options, async (house) => {
    const { id: tenantId } = await tenantOf(house, options)
    const environments = options.environment === undefined ? ENVIRONMENTS : [options.environment]
    const pages = await Promise.all(
      environments.map((environment) => house.documents.list({ tenantId, environment, limit, ...conditions })),
    )
    // Ids grow with time in both environments alike.
    return pages.flat().sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit) // prettier-ignore
  })
}

const COLUMNS: readonly Column<Document>[] = [
  { title: { es: 'Id', en: 'Id' }, of: ({ id }) => id },
  { title: { es: 'Número', en: 'Number' }, of: ({ number }) => number },
  { title: { es: 'Tipo', en: 'Type' }, of: ({ type }) => type },
  { title: { es: 'Estado', en: 'State' }, of: ({ state }) => state },
  { title: { es: 'Condición', en: 'Condition' }, of: ({ condition }) => condition },
  { title: { es: 'Fecha', en: 'Date' }, of: ({ issueDate }) => issueDate },
  { title: { es: 'Emisor', en: 'Issuer' }, of: ({ issuerTaxId }) => issuerTaxId },
  { title: { es: 'Comprador', en: 'Buyer' }, of: ({ buyerName, buyerTaxId }) => buyerName ?? buyerTaxId },
  { title: { es: 'Total', en: 'Total' }, of: ({ total, currency }) => `${total} ${currency}`, align: 'right' },
  { title: { es: 'Ambiente', en: 'Environment' }, of: ({ environment }) => environment },
]

function idOf(shell: Shell, text: string): string {
  if (UUID.test(text)) return text
  throw new InvalidArgumentError(shell.say({ es: 'no es un id', en: 'not an id' }))
}
