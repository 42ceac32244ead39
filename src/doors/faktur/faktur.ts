import { serveContract } from '../contract.ts'
import { SECRET_HEADER } from '../shows-secret.ts'
import type { Door } from '../door.ts'
import { headerOf } from '../presented-key.ts'
import { createInvoice } from './create-invoice.ts'
import { answerError, KEY_HEADER, refuseMethod } from './errors.ts'
import { DOCUMENT, readDocuments } from './read-documents.ts'

/** Name of this contract among the doors. */
const DOOR = 'faktur'

/** Invoices of Ecuador by a key and its secret; SRI's decision comes in the answer. */
export const faktur: Door = async (app, parts) => {
  const { authenticator, settings } = parts
  const isAlone = !settings.doors.includes('sri-documents')
  await serveContract(app, parts, {
    identify: (request) => {
      const [key = '', secret = ''] = [headerOf(request, KEY_HEADER), headerOf(request, SECRET_HEADER)]
      return authenticator.authenticatePair(key, secret, DOOR)
    },
    answerError,
    refuseMethod,
    routes: [createInvoice, readDocuments],
    beneath: [isAlone ? { path: '/v1/documents/' } : { path: '/v1/documents/', showsSecret: true }],
    elsewhere: [
      '/v1/documents/invoices/*',
      `${DOCUMENT}/*`,
      // Another contract has documents at this address too.
      isAlone ? '/v1/documents/*' : { url: '/v1/documents/*', showsSecret: true },
    ],
  })
}
