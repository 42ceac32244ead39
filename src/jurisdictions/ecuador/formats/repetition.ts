/**
 * How often an element stands at most where the schema sets no limit: no document of 320 KB, the most that SRI takes, has room
 * for more.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 11, code 26
 */
export const NO_LIMIT = { most: 10_000 } as const
