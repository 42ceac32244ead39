import type { FastifyPluginAsync } from 'fastify'
import type { Authenticator } from '../accounts/authentication.ts'
import type { ServerParts } from './parts.ts'

/** What doors stand on. */
export interface DoorParts extends ServerParts {
  readonly authenticator: Authenticator
}

/** A contract of another service: its routes on the very paths it documents, with its own answers to everything that goes wrong. */
export type Door = FastifyPluginAsync<DoorParts>
