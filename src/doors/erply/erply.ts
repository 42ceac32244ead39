import type { FastifyPluginAsync } from 'fastify'
import { callerOfToken } from '../../accounts/access-tokens.ts'
import { serveContract } from '../contract.ts'
import type { Door, DoorParts } from '../door.ts'
import { bearerOf } from '../presented-key.ts'
import { tokenEndpoint } from '../token-endpoint.ts'
import { createInvoice } from './create-invoice.ts'
import { answerError, refuseMethod } from './errors.ts'
import { readInvoices } from './read-invoices.ts'

/** Name of this contract among the doors. */
const DOOR = 'erply'

/** Invoices of the Dominican Republic by OAuth tokens; every amount is a string, and DGII decides later. */
export const erply: Door = async (app, parts) => {
  await serveContract(app, parts, {
    identify: (request) => callerOfToken(parts, bearerOf(request), DOOR),
    answerError,
    refuseMethod,
    open: [tokens],
    routes: [createInvoice, readInvoices],
    beneath: [{ path: '/v1/auth/' }, { path: '/v1/invoices/' }],
    // An invoice without an id is none, whatever the method.
    elsewhere: ['/v1/auth', '/v1/auth/*', '/v1/invoices/', '/v1/invoices//status', '/v1/invoices/*'],
  })
}

const tokens: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const scopesThere = ['documents:read', 'documents:write'] as const
  await app.register(tokenEndpoint, { ...parts, url: '/v1/auth/token', door: DOOR, scopesThere })
}
