import type { House } from '../../compose.ts'
import type { Document } from '../../domain/document.ts'
import { negative } from '../command-problem.ts'
import { ENVIRONMENTS, type EnvironmentOptions } from '../operator.ts'

/** The document with this id or fiscal number. @throws CommandProblem when there is none, or several have the number */
export async function documentNamed(
  { documents }: House,
  tenantId: string,
  wanted: string,
  { environment }: EnvironmentOptions,
): Promise<Document> {
  const environments = environment === undefined ? ENVIRONMENTS : [environment]
  const found: Document[] = []
  for (const each of environments) {
    const byId = await documents.get(tenantId, each, wanted)
    if (byId) return byId
    const number = wanted.trim().toUpperCase()
    found.push(...(await documents.list({ tenantId, environment: each, number, limit: 2 })))
  }
  const [first, ...others] = found
  if (first && others.length === 0) return first
  throw first ? ambiguous(wanted, found) : unknown(wanted)
}

function unknown(wanted: string): Error {
  return negative({ es: `No hay ningún documento ${wanted}.`, en: `There is no document ${wanted}.` })
}

function ambiguous(wanted: string, found: readonly Document[]): Error {
  const ids = found.map(({ id }) => id).join(', ')
  return negative({
    es: `Hay más de un documento ${wanted}; dé el id: ${ids}.`,
    en: `There is more than one document ${wanted}; give the id: ${ids}.`,
  })
}
