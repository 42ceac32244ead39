import { userInfo } from 'node:os'
import { type Command, Option } from 'commander'
import type { House } from '../compose.ts'
import { type Caller, type Environment, SCOPES } from '../domain/caller.ts'
import type { Issuer, Tenant } from '../ports/accounts.ts'
import { negative, wrongUsage } from './command-problem.ts'
import type { Shell } from './shell.ts'

/** Whose things a command is about. */
export interface TenantOptions {
  readonly tenant?: string
}

export interface EnvironmentOptions {
  readonly environment?: Environment
}

export const ENVIRONMENTS: readonly Environment[] = ['sandbox', 'production']

export function withTenant(command: Command, shell: Shell): Command {
  return command.option(
    '--tenant <tenant>',
    shell.say({ es: 'id o nombre del tenant; sobra si hay uno solo', en: 'id or name; not needed when there is one' }),
  )
}

export function withEnvironment(command: Command, shell: Shell, presence: 'required' | 'optional'): Command {
  const option = new Option(
    '--environment <environment>',
    shell.say({ es: 'ambiente de Emite: sandbox o production', en: "Emite's environment: sandbox or production" }),
  ).choices(ENVIRONMENTS)
  return command.addOption(option.makeOptionMandatory(presence === 'required'))
}

/** Who works at the command line, as the audit shows it. */
export function actor(): string {
  return `cli:${userName()}`
}

/** The operator as a caller within one tenant and environment: with every right there is. */
export function operatorIn(tenantId: string, environment: Environment): Caller {
  return { tenantId, environment, scopes: SCOPES, actor: actor(), door: 'cli' }
}

/** The tenant named, or the only one there is. @throws CommandProblem */
export async function tenantOf({ accounts }: House, { tenant: wanted }: TenantOptions): Promise<Tenant> {
  const tenants = await accounts.tenants()
  const fitting = wanted === undefined ? tenants : tenants.filter(({ id, name }) => id === wanted || name === wanted)
  const [first, ...others] = fitting
  if (first && others.length === 0) return first
  if (first) throw wanted === undefined ? tenantMissing(tenants) : tenantAmbiguous(wanted)
  throw wanted === undefined ? noTenant() : unknownTenant(wanted)
}

/** The issuer with this id or tax id. @throws CommandProblem */
export async function issuerNamed(
  { accounts }: House,
  tenantId: string,
  wanted: string,
  { environment }: EnvironmentOptions,
): Promise<Issuer> {
  const issuers = await issuersIn(accounts, tenantId, environment)
  const taxId = wanted.replace(/[\s.-]/g, '').toUpperCase()
  const [first, ...others] = issuers.filter(({ id, profile }) => id === wanted || profile.taxId === taxId)
  if (!first) {
    throw negative({ es: `No hay ningún emisor ${wanted}.`, en: `There is no issuer ${wanted}.` })
  }
  if (others.length === 0) return first
  throw wrongUsage({
    es: `Hay más de un emisor ${wanted}: diga también --environment, o dé su id.`,
    en: `There is more than one issuer ${wanted}: give --environment as well, or its id.`,
  })
}

/** The issuers of one environment, or of both. */
export async function issuersIn(
  accounts: House['accounts'],
  tenantId: string,
  environment: Environment | undefined,
): Promise<readonly Issuer[]> {
  const wanted = environment === undefined ? ENVIRONMENTS : [environment]
  return (await Promise.all(wanted.map((each) => accounts.issuers(tenantId, each)))).flat()
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run as a number that no account has.
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}

function noTenant(): Error {
  return negative({
    es: 'Todavía no hay ningún tenant: créelo con emite tenant create.',
    en: 'There is no tenant yet: make one with emite tenant create.',
  })
}

function unknownTenant(wanted: string): Error {
  return negative({ es: `No hay ningún tenant ${wanted}.`, en: `There is no tenant ${wanted}.` })
}

function tenantAmbiguous(wanted: string): Error {
  return wrongUsage({
    es: `Hay más de un tenant llamado ${wanted}: dé su id.`,
    en: `There is more than one tenant called ${wanted}: give its id.`,
  })
}

function tenantMissing(tenants: readonly Tenant[]): Error {
  const names = tenants.slice(0, 10).map(({ name }) => name).join(', ') // prettier-ignore
  return wrongUsage({
    es: `Diga cuál con --tenant: hay ${tenants.length} (${names}).`,
    en: `Say which by --tenant: there are ${tenants.length} (${names}).`,
  })
}
