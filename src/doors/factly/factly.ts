import type { FastifyPluginAsync } from 'fastify'
import { admit } from '../admission.ts'
import type { Door, DoorParts } from '../door.ts'
import { refuseOtherMethods } from '../other-methods.ts'
import { presentedKey } from '../presented-key.ts'
import { account } from './account.ts'
import { createDocumentJson } from './create-document-json.ts'
import { createDocumentXml } from './create-document-xml.ts'
import { documents } from './documents.ts'
import { answersIn, sendNotAllowed, nothingAtThisPath } from './errors.ts'
import { clientPath } from './client-path.ts'

/** Name of this contract among the doors. */
const DOOR = 'factly'
const PREFIX = '/api/public'
const IN_OUR_WORDS = answersIn({ pathOf: clientPath, unprocessable: 422 })

/** The contract of the Factly API: what it documents at `https://app.factly.do/api/public`, at `/api/public` here. */
export const factly: Door = async (app, parts) => {
  parts.earlyAnswers.set(`${PREFIX}/`, IN_OUR_WORDS)
  await app.register(contract, { ...parts, prefix: PREFIX })
}

const contract: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  app.addHook('onRoute', (route) => {
    // The OpenAPI document describes our own API; this contract has one of its own.
    route.schema = { ...route.schema, hide: true }
  })
  app.setErrorHandler(IN_OUR_WORDS)
  const refuseTheRest = refuseOtherMethods(app, sendNotAllowed)
  await admit(app, parts.settings, (request) => parts.authenticator.authenticate(presentedKey(request), DOOR))
  app.setNotFoundHandler(nothingAtThisPath)

  for (const routes of [createDocumentJson, createDocumentXml, documents, account]) {
    await app.register(routes, { ...parts, prefix: '' })
  }
  refuseTheRest()
}
