import type { Static, TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Clean, Repair } from 'typebox/value'
import type { Fault } from '../domain/fault.ts'
import { plainFaults } from '../journey/plain-json.ts'
import { shapeFaults } from '../journey/shape-fault.ts'
import { carriedNumbers } from './carried-numbers.ts'
import { holdersOf } from './field-path.ts'
import { withoutNulls } from './without-nulls.ts'

/** How a contract reads bodies. */
export interface BodyReading {
  /** Whether nobody looks at members that the schema does not know. Else the schema refuses them, or lets them through. */
  readonly overlooksUnknown?: boolean
  /** Whether the contract's amounts are JSON numbers, as programs that reckon in binary send them. */
  readonly takesNumbers?: boolean
  /** Whether null is a value, which the schema refuses. Else a member that is null counts as left out. */
  readonly looksAtNulls?: boolean
}

/** A body, and everything that is wrong with its shape. */
export interface ReadBody<Body> {
  /** What the client says with it: requests that say the same are the same. */
  readonly said: unknown
  /** With the schema's defaults in place of what cannot be read; undefined where nothing more can be said than the faults. */
  readonly body: Body | undefined
  /** One a field. */
  readonly faults: readonly Fault[]
  /** False for fields that stand-ins are in place of. */
  readonly isRead: (field: string) => boolean
}

/**
 * Makes the function that reads JSON bodies of one schema, as far as they can be read. Every required member of the schema needs a
 * default where its type's own (`""`, `0`) would not do.
 */
export function readerOf<Schema extends TObject>(
  schema: Schema,
  { overlooksUnknown = false, takesNumbers = false, looksAtNulls = false }: BodyReading = {},
): (given: unknown) => ReadBody<Static<Schema>> {
  const shape = Compile(schema)
  return (given) => {
    const present = looksAtNulls ? given : withoutNulls(given)
    const tooMany = longLists(schema, present, '')
    if (tooMany.length > 0) return unreadable(present, shapeFaults(tooMany))
    const known: unknown = overlooksUnknown ? Clean(schema, present) : present
    const hopeless = plainFaults(known).filter(({ code }) => HOPELESS.has(code))
    if (hopeless.length > 0) return unreadable(known, hopeless)

    const said = takesNumbers ? carriedNumbers(known, schema) : known
    const inexact = plainFaults(said)
    const misshapen = shape.Check(said) ? [] : shapeFaults(shape.Errors(said))
    const faults = [...new Map([...inexact, ...misshapen].map((fault) => [fault.path, fault])).values()]
    // Nothing stands in for a field that there is not.
    const wrong = new Set(faults.filter(({ code }) => code !== 'field-unknown').map(({ path }) => path))
    const isRead = (field: string) => [field, ...holdersOf(field)].every((each) => !wrong.has(each))
    if (faults.length === 0) return { said, body: said as Static<Schema>, faults, isRead }
    const inexactPaths = new Set(inexact.map(({ path }) => path))
    return { said, body: Repair(schema, without(inexactPaths, said, '')), faults, isRead }
  }
}

/** What leaves nothing to read. */
const HOPELESS: ReadonlySet<string> = new Set(['not-an-object', 'too-deep'])

function unreadable(said: unknown, faults: readonly Fault[]): ReadBody<never> {
  return { said, body: undefined, faults, isRead: () => false }
}

type ShapeErrors = Parameters<typeof shapeFaults>[0]

/** Lists longer than the schema lets them be: found before anything looks at what is in them. */
function longLists(schema: TSchema, value: unknown, pointer: string): ShapeErrors {
  const { maxItems: limit, items, properties } = schema as ListOrObject
  if (Array.isArray(value)) {
    if (limit !== undefined && value.length > limit) {
      return [{ keyword: 'maxItems', schemaPath: '', instancePath: pointer, params: { limit } }]
    }
    return items ? value.flatMap((each, i) => longLists(items, each, `${pointer}/${i}`)) : []
  }
  if (value === null || typeof value !== 'object' || !properties) return []
  return Object.entries(value).flatMap(([name, member]) => {
    const inner = Object.hasOwn(properties, name) ? properties[name] : undefined
    return inner ? longLists(inner, member, `${pointer}/${name}`) : []
  })
}

interface ListOrObject {
  readonly maxItems?: number
  readonly items?: TSchema
  readonly properties?: Readonly<Record<string, TSchema>>
}

/** A copy without the texts and numbers at these paths. */
function without(paths: ReadonlySet<string>, value: unknown, path: string): unknown {
  if (value === null || typeof value !== 'object') return paths.has(path) ? undefined : value
  if (Array.isArray(value)) return value.map((each, i) => without(paths, each, `${path}[${i}]`))
  const members = Object.entries(value).map(([name, member]) => {
    return [name, without(paths, member, path ? `${path}.${name}` : name)]
  })
  return Object.fromEntries(members)
}
