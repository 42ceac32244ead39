import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticator } from '../accounts/authentication.ts'
import type { ServerParts } from './parts.ts'

/** What doors stand on. */
export interface DoorParts extends ServerParts {
  readonly authenticator: Authenticator
  readonly earlyAnswers: EarlyAnswers
}

/** Answers of contracts to what is refused before a route is known, such as an address that cannot be decoded. */
export type EarlyAnswers = EarlyAnswer[]

export interface EarlyAnswer extends Beneath {
  readonly answer: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => unknown
}

/** The beginning of addresses; where two contracts share it, who of their clients shows a secret tells whose it is. */
export interface Beneath {
  readonly path: string
  readonly showsSecret?: boolean
}

/** A contract of another service: its routes on the very paths it documents, with its own answers to everything that goes wrong. */
export type Door = FastifyPluginAsync<DoorParts>
