import fc from 'fast-check'

/** As much of JSON Schema as our OpenAPI document uses. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly pattern?: string
}

/** Values that a schema describes, about one in ten of whose parts is garbage. */
export function valuesOf(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
  depth = 0,
): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: goodValues(schema, components, depth) }, { weight: 1, arbitrary: garbage })
}

const garbage = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '\uffff',
    '1e400',
    '-0',
    '',
    ' ',
    '2026-02-30',
    '999999999999999999999',
    '__proto__',
    '<x/>',
    ']]>',
  ),
  fc.constantFrom(Number.MAX_VALUE, Number.MIN_VALUE, -1, 0.1, 1e21),
)

function goodValues(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
  depth: number,
): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const target = components[schema.$ref.split('/').at(-1) ?? '']
    return target && depth < 8 ? fc.constant(null).chain(() => goodValues(target, components, depth + 1)) : garbage
  }
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => valuesOf(each, components, depth + 1)))
  if (schema.type === 'array') return fc.array(valuesOf(schema.items ?? {}, components, depth + 1), { maxLength: 3 })
  if (schema.type === 'object') return objects(schema, components, depth)
  if (schema.type === 'string') return strings(schema.pattern)
  if (schema.type === 'number' || schema.type === 'integer') return fc.oneof(fc.integer(), fc.double())
  return schema.type === 'boolean' ? fc.boolean() : fc.jsonValue()
}

function objects(
  { properties = {}, required = [] }: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
  depth: number,
): fc.Arbitrary<unknown> {
  if (depth > 8) return fc.constant({})
  const names = Object.keys(properties)
  // A few of the optional members at a time: with all of two hundred, every value would be refused for the same reasons.
  return fc.subarray(names, { maxLength: Math.min(names.length, 4) }).chain((some) => {
    const taken = [...new Set([...required, ...some])]
    return fc.record(
      Object.fromEntries(taken.map((name) => [name, valuesOf(properties[name] ?? {}, components, depth + 1)])),
    )
  })
}

function strings(pattern: string | undefined): fc.Arbitrary<string> {
  if (pattern === undefined)
    return fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('31', '131880681', 'DOP', 'Pan de agua', 'ITBIS'))
  try {
    return fc.stringMatching(new RegExp(pattern))
  } catch {
    // A pattern that cannot be turned around: any text has to do.
    return fc.string({ maxLength: 30 })
  }
}
