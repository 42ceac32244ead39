const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A header that is a UUID v4, in lower case: it is the same in either. Undefined when it is none. */
export function uuidV4Of(header: unknown): string | undefined {
  const text = typeof header === 'string' ? header.trim().toLowerCase() : ''
  return UUID_V4.test(text) ? text : undefined
}
