import { serveContract } from '../contract.ts'
import { keyOrBoundTenant } from '../bound-tenant.ts'
import type { Door } from '../door.ts'
import { answerError, refuseMethod } from './errors.ts'
import { emit } from './emit.ts'
import { draftsOver } from './reading.ts'
import { send } from './send.ts'
import { status } from './status.ts'

/** e-CF in three requests: sign one, send one, ask for DGII's decision. */
export const ecfDirect: Door = async (app, parts) => {
  const draftOf = draftsOver(parts)
  await serveContract(app, parts, {
    identify: keyOrBoundTenant(parts.authenticator, parts.settings, 'ecf-direct'),
    answerError,
    refuseMethod,
    routes: [emit(draftOf), send(draftOf), status],
    beneath: [{ path: '/api/ecf/' }],
    elsewhere: ['/api/ecf', '/api/ecf/*'],
  })
}
