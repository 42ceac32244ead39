// What the system, the name servers and undici call it when nobody answers, for people.
const SILENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name of the host is unknown',
  ENODATA: 'the name of the host is unknown',
  EBADNAME: 'the name of the host is unknown',
  ESERVFAIL: 'the name of the host could not be looked up',
  ETIMEOUT: 'the name of the host could not be looked up',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_ABORTED: 'no answer in time',
  ETIMEDOUT: 'no connection in time',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
}

/** The code of what ended a connection, of the first of several; its name where it has none. */
export function codeOf(error: Error): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : error.name
}

/** Why nobody answered, in words: never the address with its query, which may name taxpayers. */
export function silenceOf(code: string): string {
  return SILENCES[code] ?? `the connection failed (${code})`
}
