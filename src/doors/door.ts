import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticator } from '../accounts/authentication.ts'
import type { ServerParts } from './parts.ts'

/** What doors stand on. */
export interface DoorParts extends ServerParts {
  readonly authenticator: Authenticator
  readonly earlyAnswers: EarlyAnswers
}

/**
 * Answers, by the beginning of the paths that are one contract's alone, for what is refused before a route is known, such as an
 * address that cannot be decoded.
 */
export type EarlyAnswers = Map<string, (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => unknown>

/** A contract of another service: its routes on the very paths it documents, with its own answers to everything that goes wrong. */
export type Door = FastifyPluginAsync<DoorParts>
