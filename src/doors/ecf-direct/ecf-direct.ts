import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { type Caller, type Environment } from '../../domain/caller.ts'
import { admit } from '../admission.ts'
import type { Door, DoorParts } from '../door.ts'
import { nothingHere } from '../nothing-here.ts'
import { refuseOtherMethods } from '../other-methods.ts'
import { headerOf, presentedKey } from '../presented-key.ts'
import { answerError, refuseMethod } from './errors.ts'
import { emit } from './emit.ts'
import { send } from './send.ts'
import { status } from './status.ts'

/** Name of this contract among the doors. */
const DOOR = 'ecf-direct'

/** e-CF in three requests: sign one, send one, ask for DGII's decision. */
export const ecfDirect: Door = async (app, parts) => {
  await app.register(contract, { ...parts, prefix: '/api/ecf' })
}

const contract: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const { authenticator, settings } = parts

  /** The contract documents no credential; without one it is open only where the operator has bound it to a tenant. */
  const identify = async (request: FastifyRequest): Promise<Caller> => {
    const presentsNothing = ['authorization', 'x-api-key'].every((name) => headerOf(request, name) === undefined)
    if (presentsNothing && settings.ecfDirectTenant) return boundCaller(settings.ecfDirectTenant)
    return authenticator.authenticate(presentedKey(request), DOOR)
  }

  app.setErrorHandler(answerError)
  const refuseTheRest = refuseOtherMethods(app, refuseMethod)
  await admit(app, settings, identify)
  app.setNotFoundHandler(() => {
    throw nothingHere()
  })
  for (const route of [emit, send, status]) await app.register(route, { ...parts, prefix: '' })
  refuseTheRest()
}

function boundCaller(tenant: { readonly tenantId: string; readonly environment: Environment }): Caller {
  return { ...tenant, scopes: ['documents:read', 'documents:write'], actor: `door:${DOOR}`, door: DOOR }
}
