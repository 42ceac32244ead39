import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../domain/caller.ts'
import { admit } from '../admission.ts'
import type { Door } from '../door.ts'
import { nothingHere } from '../nothing-here.ts'
import { refuseOtherMethods } from '../other-methods.ts'
import { headerOf } from '../presented-key.ts'
import { createInvoice } from './create-invoice.ts'
import { answerError, KEY_HEADER, refuseMethod, SECRET_HEADER } from './errors.ts'
import { DOCUMENT, readDocuments } from './read-documents.ts'

/** Name of this contract among the doors. */
const DOOR = 'faktur'

/** Invoices of Ecuador by a key and its secret; SRI's decision comes in the answer. */
export const faktur: Door = async (app, parts) => {
  const { authenticator, settings } = parts

  /** @throws Refusal unauthenticated */
  const identify = (request: FastifyRequest): Promise<Caller> => {
    const secret = headerOf(request, SECRET_HEADER)
    return authenticator.authenticatePair(headerOf(request, KEY_HEADER) ?? '', secret ?? '', DOOR)
  }

  app.setErrorHandler(answerError)
  const refuseTheRest = refuseOtherMethods(app, refuseMethod)
  await app.register(async (inner) => {
    await admit(inner, settings, identify)
    await inner.register(createInvoice, parts)
    await inner.register(readDocuments, parts)
  })
  refuseTheRest()

  const unknown = ['/v1/documents/invoices/*', `${DOCUMENT}/*`]
  // Where no other contract has documents at this address, every other one is ours to answer.
  if (!settings.doors.includes('sri-documents')) unknown.push('/v1/documents/*')
  for (const url of unknown) {
    app.all(url, { schema: { hide: true } }, () => {
      throw nothingHere()
    })
  }
}
