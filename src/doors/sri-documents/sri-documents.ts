import { serveContract } from '../contract.ts'
import type { Door } from '../door.ts'
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
  const isAlone = !settings.doors.includes('faktur')
  await serveContract(app, parts, {
    identify: (request) => authenticator.authenticate(bearerOf(request), DOOR),
    answerError,
    refuseMethod,
    routes: [createDocument, readDocuments, issuers, catalogs],
    beneath: [
      { path: '/v1/issuers/' },
      { path: '/v1/catalogs/' },
      isAlone ? { path: '/v1/documents/' } : { path: '/v1/documents/', showsSecret: false },
    ],
    elsewhere: [
      '/v1/issuers/*',
      '/v1/catalogs',
      '/v1/catalogs/:name/*',
      '/v1/documents/:accessKey(^\\d+$)/*',
      // Another contract has documents at this address too.
      isAlone ? '/v1/documents/*' : { url: '/v1/documents/*', showsSecret: false },
    ],
  })
}
