import { Type, type TSchema } from 'typebox'

// The JSON Schema of a country block. It only describes, and lets shapes pass that make sense: null for a field left out, numbers
// for texts, names and codes that do not exist. Those are judged by the format table, with faults that name the field.

/** A group of a schema made by `schemaOf`, with every member optional and nothing forbidden. */
export function lenientGroup(schema: TSchema, description: string | undefined): TSchema {
  return Type.Object(lenientMembers(schema), description === undefined ? {} : { description })
}

/** The members of such a group by name, but those left out. */
export function lenientMembers(schema: TSchema, leftOut: ReadonlySet<string> = NOTHING): Record<string, TSchema> {
  const { properties = {} }: Described = schema
  const members = Object.entries(properties).filter(([name]) => !leftOut.has(name))
  return Object.fromEntries(members.map(([name, member]) => [name, Type.Optional(lenient(member))]))
}

const NOTHING: ReadonlySet<string> = new Set()

interface Described {
  readonly description?: string
  readonly enum?: readonly string[]
  readonly items?: TSchema
  readonly properties?: Readonly<Record<string, TSchema>>
}

function lenient(schema: TSchema): TSchema {
  const { items, properties, description }: Described = schema
  if (properties) return Type.Union([lenientGroup(schema, description), Type.Null()])
  if (items) {
    const list = Type.Array(Type.Union([lenient(items), Type.Null()]), description === undefined ? {} : { description })
    return Type.Union([list, Type.Null()])
  }
  return Type.Union([Type.String(), Type.Number(), Type.Null()], { description: wordsOf(schema) })
}

/** A list of codes as words, because a code that is not in it deserves our own fault. */
function wordsOf({ description = '', enum: codes }: Described): string {
  return codes ? `${description} One of: ${codes.join(', ')}.`.trim() : description
}
