import type { Command } from 'commander'
import type { House } from '../../compose.ts'
import type { Document } from '../../domain/document.ts'
import { negative } from '../command-problem.ts'
import { ENVIRONMENTS, type EnvironmentOptions } from '../operator.ts'
import type { Shell } from '../shell.ts'

export interface DocumentOptions extends EnvironmentOptions {
  readonly type?: string
}

/** The document a command is about, by its id or number, and what tells it from others of that number. */
export function withDocument(command: Command, shell: Shell): Command {
  return command.argument('<document>', shell.say({ es: 'id o número fiscal', en: 'id or fiscal number' })).option(
    '--type <type>',
    shell.say({
      es: 'su tipo, como 01: en Ecuador cada tipo se numera aparte',
      en: 'its type, such as 01: in Ecuador each type has numbers of its own',
    }),
  )
}

/** The document with this id or fiscal number. @throws CommandProblem when there is none, or several have the number */
export async function documentNamed(
  { documents }: House,
  tenantId: string,
  wanted: string,
  { environment, type }: DocumentOptions,
): Promise<Document> {
  const environments = environment === undefined ? ENVIRONMENTS : [environment]
  const found: Document[] = []
  for (const each of environments) {
    const byId = await documents.get(tenantId, each, wanted)
    if (byId) return byId
    const number = wanted.trim().toUpperCase()
    found.push(
      ...(await documents.list({
        tenantId,
        environment: each,
        number,
        limit: 20,
        ...(type === undefined ? {} : { type }),
      })),
    )
  }
  const [first, ...others] = found
  if (first && others.length === 0) return first
  throw first ? ambiguous(wanted, found) : unknown(wanted)
}

function unknown(wanted: string): Error {
  return negative({ es: `No hay ningún documento ${wanted}.`, en: `There is no document ${wanted}.` })
}

function ambiguous(wanted: string, found: readonly Document[]): Error {
  const ids = found.map(({ id, type, environment }) => `${id} (${type}, ${environment})`).join(', ')
  return negative({
    es: `Hay más de un documento ${wanted}; dé --type, --environment o el id: ${ids}.`,
    en: `There is more than one document ${wanted}; give --type, --environment or the id: ${ids}.`,
  })
}
