import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify'
import { Refusal } from '../domain/refusal.ts'

/** Reads bytes as JSON. @throws Refusal malformed-json, with line and column where the reader knows them */
export type JsonReader = (bytes: Uint8Array) => unknown

/**
 * A reader of JSON in UTF-8. Bytes that are no UTF-8 are refused, because replacing them would put wrong names on invoices;
 * so are members that would change an object's prototype.
 */
export function jsonReaderOf(app: FastifyInstance): JsonReader {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (bytes) => {
    const text = utf8(bytes)
    let outcome: { readonly error: Error | null; readonly value: unknown } | undefined
    // Fastify's parser takes a request and a callback, looks at neither before it is done, and calls back at once.
    void parse({} as FastifyRequest, text, (error, value: unknown) => (outcome = { error, value }))
    if (!outcome || outcome.error) throw malformed(text)
    return outcome.value
  }
}

/** Takes `application/json` in UTF-8 and nothing else. */
export function takeJson(app: FastifyInstance): void {
  const read = jsonReaderOf(app)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      requireUtf8(request.headers['content-type'])
      done(null, read(body))
    } catch (error) {
      done(error as Error, undefined)
    }
  })
}

/** JSON is UTF-8; who declares something else means something else. */
function requireUtf8(contentType: string | undefined): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(charset)
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Refusal('malformed-json', { es: 'El cuerpo no está en UTF-8.', en: 'The body is not UTF-8.' })
  }
}

/** V8 tells where it stopped at the end of its message; the part before may quote the body, which goes nowhere. */
const POSITION = /at position \d+ \(line (\d+) column (\d+)\)$/

function malformed(text: string): Refusal {
  if (text.trim() === '')
    return new Refusal('malformed-json', { es: 'El cuerpo está vacío.', en: 'The body is empty.' })
  const message = messageOf(text)
  if (message === PROTOTYPE) return new Refusal('malformed-json', FORBIDDEN_NAMES)
  if (message.endsWith(CUT_SHORT)) return cutShort(text)
  const [, line, column] = POSITION.exec(message) ?? []
  if (line === undefined || column === undefined) {
    return new Refusal('malformed-json', { es: 'No se pudo leer como JSON.', en: 'It could not be read as JSON.' })
  }
  return new Refusal('malformed-json', {
    es: `Error en la línea ${line}, columna ${column}.`,
    en: `Error in line ${line}, column ${column}.`,
  })
}

/** It is JSON, but not such as is taken. */
const PROTOTYPE = 'prototype'
const FORBIDDEN_NAMES = {
  es: 'Ningún miembro puede llamarse __proto__, ni prototype dentro de constructor.',
  en: 'No member may be called __proto__, nor prototype within constructor.',
}
const CUT_SHORT = 'end of JSON input'

function cutShort(text: string): Refusal {
  const lines = text.split('\n')
  const column = (lines.at(-1)?.length ?? 0) + 1
  return new Refusal('malformed-json', {
    es: `Está cortado en la línea ${lines.length}, columna ${column}.`,
    en: `It is cut short in line ${lines.length}, column ${column}.`,
  })
}

function messageOf(text: string): string {
  try {
    JSON.parse(text)
    return PROTOTYPE
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}
