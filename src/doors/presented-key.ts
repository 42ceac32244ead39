import type { FastifyRequest } from 'fastify'

/** The key in `Authorization: Bearer`. The scheme is not case sensitive; what follows must be the key and nothing else. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

/** The key in `Authorization: Bearer` or in `X-API-Key`. */
export function presentedKey(request: FastifyRequest): string | undefined {
  return bearerOf(request) ?? headerOf(request, 'x-api-key')
}

/** A header that is there once and not empty. */
export function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
