// What text and jsonb of PostgreSQL cannot hold, and an authority's answer can.
const NUL = /\u0000/g

/** The same value with every NUL and lone surrogate in its texts replaced, so that no answer is too strange to be recorded. */
export function storable<Value>(value: Value): Value {
  return mended(value) as Value
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replace(NUL, '\ufffd')
  if (Array.isArray(value)) return value.map(mended)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [mended(name), mended(member)]))
}
