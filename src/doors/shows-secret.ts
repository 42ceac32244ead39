import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Where a client shows the secret that belongs to its key. */
export const SECRET_HEADER = 'x-api-secret'

type Strategy = Parameters<FastifyInstance['addConstraintStrategy']>[0]
type Handler = NonNullable<ReturnType<ReturnType<Strategy['storage']>['get']>>

/** For routes on one address that serve whoever shows a secret beside the key, or only who does not. */
export const SHOWS_SECRET = {
  name: 'showsSecret',
  mustMatchWhenDerived: false,
  storage: () => {
    const handlers = new Map<unknown, Handler>()
    return {
      get: (showsSecret: unknown) => handlers.get(showsSecret) ?? null,
      set: (showsSecret: unknown, handler: Handler) => void handlers.set(showsSecret, handler),
    }
  },
  deriveConstraint: doesShowSecret,
} satisfies Strategy

export function doesShowSecret({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers[SECRET_HEADER] !== undefined
}
