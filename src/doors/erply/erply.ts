import { callerOfToken } from '../../accounts/access-tokens.ts'
import { admit } from '../admission.ts'
import type { Door } from '../door.ts'
import { nothingHere } from '../nothing-here.ts'
import { refuseOtherMethods } from '../other-methods.ts'
import { bearerOf } from '../presented-key.ts'
import { tokenEndpoint } from '../token-endpoint.ts'
import { DOOR } from './access.ts'
import { createInvoice } from './create-invoice.ts'
import { answerError, refuseMethod } from './errors.ts'
import { readInvoices } from './read-invoices.ts'

/** Invoices of the Dominican Republic by OAuth tokens; every amount is a string, and DGII decides later. */
export const erply: Door = async (app, parts) => {
  app.setErrorHandler(answerError)
  const refuseTheRest = refuseOtherMethods(app, refuseMethod)
  const scopesThere = ['documents:read', 'documents:write'] as const
  await app.register(tokenEndpoint, { ...parts, url: '/v1/auth/token', door: DOOR, scopesThere })
  await app.register(async (inner) => {
    await admit(inner, parts.settings, (request) => callerOfToken(parts, bearerOf(request), DOOR))
    for (const routes of [createInvoice, readInvoices]) await inner.register(routes, parts)
  })
  refuseTheRest()
  for (const url of ['/v1/auth', '/v1/auth/*', '/v1/invoices/*']) {
    app.all(url, { schema: { hide: true } }, () => {
      throw nothingHere()
    })
  }
}
