import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Convert } from 'typebox/value'
import type { Fault } from '../domain/fault.ts'
import { plainFaults } from '../journey/plain-json.ts'
import { shapeFaults } from '../journey/shape-fault.ts'

/** A part of a request that breaks the schema of its route. */
export class ShapeProblem extends Error {
  /** Which part: `body`, `querystring`, `params` or `headers`. */
  readonly part: string
  readonly faults: readonly Fault[]

  constructor(part: string, faults: readonly Fault[]) {
    super(`the ${part} breaks the schema of its route`)
    this.name = 'ShapeProblem'
    this.part = part
    this.faults = faults
  }
}

/**
 * Compiles the schema of one part of a request. What is wrong comes back as faults, in the same words and with the same paths
 * as the faults of a draft. A body that only refers to a shared schema (`$ref`) is described, not checked: the journey
 * does that, because it knows the country.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  if ('$ref' in schema) return () => true
  const compiled = Compile(schema)
  const isText = httpPart === 'querystring' || httpPart === 'params'

  return (given: unknown) => {
    // PostgreSQL takes no NUL and JSON takes no lone surrogate: refused here, they can never become an error further in.
    const plain = httpPart === 'headers' ? [] : plainFaults(given)
    if (plain.length > 0) return { error: new ShapeProblem(httpPart, plain) }
    const value = isText ? textsConverted(schema, given) : given
    if (compiled.Check(value)) return { value }
    return { error: new ShapeProblem(httpPart, shapeFaults(compiled.Errors(value))) }
  }
}

/** Texts of an address as what their schema wants. Only plain digits are a figure: any other text stays one, to be refused. */
function textsConverted(schema: TSchema, given: unknown): unknown {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, { readonly type?: unknown }>> }
  const texts = Object.entries(given as object)
  const converted = Convert(schema, Object.fromEntries(texts)) as object
  const others = texts.filter(
    ([name, text]) => properties[name]?.type === 'integer' && !/^-?\d{1,15}$/.test(String(text)),
  )
  return { ...converted, ...Object.fromEntries(others) }
}
