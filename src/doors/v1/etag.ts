import { Type } from 'typebox'

/** The header by which a client tells what it has already. */
export const KnownEtags = Type.Object({
  'if-none-match': Type.Optional(Type.String({ maxLength: 1000, description: 'ETags you have already.' })),
})

/** True when `etag`, as it stands in the answer's header, is among those of `If-None-Match`; weak and strong ones alike. */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const known = header.split(',').map((each) => each.trim())
  return known.includes('*') || known.some((each) => strong(each) === strong(etag))
}

function strong(etag: string): string {
  return etag.replace(/^W\//, '')
}
