import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { serveContract } from '../contract.ts'
import type { Door } from '../door.ts'
import { presentedKey } from '../presented-key.ts'
import { account } from './account.ts'
import { clientPath } from './client-path.ts'
import { createFromJson, createFromXml } from './create-documents.ts'
import { documents } from './documents.ts'
import { answersIn, refuseMethod, refusePath } from './errors.ts'

/** Name of this contract among the doors. */
const DOOR = 'factly'
const PREFIX = '/api/public'

/** The contract of the Factly API: what it documents at `https://app.factly.do/api/public`, at `/api/public` here. */
export const factly: Door = async (app, parts) => {
  const answerError = answersIn(clientPath, 422)
  const identify = (request: FastifyRequest) => parts.authenticator.authenticate(presentedKey(request), DOOR)
  const routes = [createFromJson, createFromXml, documents, account, elsewhere]
  await app.register(
    (inner) =>
      serveContract(inner, parts, {
        identify,
        answerError,
        refuseMethod,
        routes,
        elsewhere: [],
        beneath: [{ path: `${PREFIX}/` }],
      }),
    { prefix: PREFIX },
  )
}

/** Every other path is this contract's as well. */
const elsewhere: FastifyPluginAsync = async (app) => {
  app.setNotFoundHandler(refusePath)
}
