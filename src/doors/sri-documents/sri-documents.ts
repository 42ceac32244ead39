import { admit } from '../admission.ts'
import type { Door } from '../door.ts'
import { nothingHere } from '../nothing-here.ts'
import { refuseOtherMethods } from '../other-methods.ts'
import { bearerOf } from '../presented-key.ts'
import { catalogs } from './catalogs.ts'
import { createDocument } from './create-document.ts'
import { answerError, refuseMethod } from './errors.ts'
import { issuers } from './issuers.ts'
import { readDocuments } from './read-documents.ts'

/** Name of this contract among the doors. */
const DOOR = 'sri-documents'

/** Invoices of Ecuador by an API key and the number of a branch; SRI's decision is asked for by access key. */
export const sriDocuments: Door = async (app, parts) => {
  const { authenticator, settings } = parts

  app.setErrorHandler(answerError)
  const refuseTheRest = refuseOtherMethods(app, refuseMethod)
  await app.register(async (inner) => {
    await admit(inner, settings, (request) => authenticator.authenticate(bearerOf(request), DOOR))
    for (const routes of [createDocument, readDocuments, issuers, catalogs]) await inner.register(routes, parts)
  })
  refuseTheRest()

  const unknown = ['/v1/issuers/*', '/v1/catalogs', '/v1/catalogs/:name/*', '/v1/documents/:accessKey(^\\d+$)/*']
  // Where no other contract has documents at this address, every other one is ours to answer.
  if (!settings.doors.includes('faktur')) unknown.push('/v1/documents/*')
  for (const url of unknown) {
    app.all(url, { schema: { hide: true } }, () => {
      throw nothingHere()
    })
  }
}
