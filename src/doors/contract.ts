import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { requireScope } from '../accounts/keys.ts'
import type { Caller, Scope } from '../domain/caller.ts'
import { admit } from './admission.ts'
import type { Beneath, DoorParts } from './door.ts'
import { nothingHere } from './nothing-here.ts'
import { refuseOtherMethods } from './other-methods.ts'
import { SHOWS_SECRET } from './shows-secret.ts'

/** What a contract of another service is made of. */
export interface Contract {
  /** @throws Refusal unauthenticated */
  readonly identify: (request: FastifyRequest) => Promise<Caller>
  readonly answerError: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** Answers to a method that a known address does not take. */
  readonly refuseMethod: (reply: FastifyReply) => FastifyReply
  /** Served to anybody. */
  readonly open?: readonly FastifyPluginAsync<DoorParts>[]
  /** Served to whom `identify` lets in. */
  readonly routes: readonly FastifyPluginAsync<DoorParts>[]
  /** Addresses, beside those of the routes, that are the contract's to answer: with nothing. */
  readonly elsewhere: readonly Elsewhere[]
  /** Beginnings of addresses that are the contract's to answer even where they cannot be read. */
  readonly beneath: readonly Beneath[]
}

/** An address; where two contracts share it, who of their clients shows a secret beside the key tells whose answer is due. */
export type Elsewhere = string | { readonly url: string; readonly showsSecret: boolean }

/** Serves a contract on the paths its routes name. */
export async function serveContract(app: FastifyInstance, parts: DoorParts, contract: Contract): Promise<void> {
  app.setErrorHandler(contract.answerError)
  const { answerError: answer } = contract
  parts.earlyAnswers.push(...contract.beneath.map((beneath) => ({ ...beneath, answer })))
  const refuseTheRest = refuseOtherMethods(app, contract.refuseMethod)
  for (const routes of contract.open ?? []) await app.register(routes, { ...parts, prefix: '' })
  await app.register(async (inner) => {
    await admit(inner, parts.settings, contract.identify)
    for (const routes of contract.routes) await inner.register(routes, { ...parts, prefix: '' })
  })
  refuseTheRest()
  if (!app.hasConstraintStrategy(SHOWS_SECRET.name)) app.addConstraintStrategy(SHOWS_SECRET)
  for (const each of contract.elsewhere) {
    const { url, ...constraints } = typeof each === 'string' ? { url: each } : each
    app.all(url, { schema: { hide: true }, constraints }, () => {
      throw nothingHere()
    })
  }
}

/** Part of a route: only whose key has the scope passes, before a body is read. */
export function needsScope(scope: Scope) {
  return { preParsing: async ({ caller }: FastifyRequest): Promise<void> => requireScope(caller, scope) }
}
