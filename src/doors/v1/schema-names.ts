import { type Static, type TSchema, Type } from 'typebox'

/** A reference to a schema that the OpenAPI document lists under its `$id`. */
export function ref<Schema extends TSchema>(schema: Schema) {
  const { $id } = schema as { $id?: string }
  if ($id === undefined) throw new Error('only a schema with an $id can be referred to')
  return Type.Unsafe<Static<Schema>>({ $ref: `${$id}#` })
}
