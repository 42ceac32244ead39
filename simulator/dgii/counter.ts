import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Ambiente } from '../../src/jurisdictions/dominican-republic/wire/environments.ts'
import type { Answer } from '../fault-effects.ts'
import { addService, json, text, type Service, type ServiceParts } from '../service.ts'
import type { Desk } from './desk.ts'
import type { Tokens } from './tokens.ts'

/** One environment of DGII as its services see it. */
export interface Counter extends ServiceParts {
  readonly environment: Ambiente
  readonly desk: Desk
  readonly tokens: Tokens
}

/** Adds a service that anybody may use. */
export function addOpenService<Question>(
  app: FastifyInstance,
  counter: Counter,
  service: Omit<Service<Question>, 'environment'>,
): void {
  const { environment } = counter
  addService(app, counter, { ...service, environment, path: `/${environment}/${service.path}` })
}

/** Adds a service that wants a token of its environment. */
export function addTokenService<Question>(
  app: FastifyInstance,
  counter: Counter,
  service: Omit<Service<Question>, 'environment'>,
): void {
  addOpenService(app, counter, {
    ...service,
    forgetToken: (request) => counter.tokens.forget(request),
    answer: (question, faults, request) =>
      counter.tokens.admits(request) ? service.answer(question, faults, request) : UNAUTHORISED,
  })
}

/** The value of a query name, in whatever case the name came; undefined when it is absent or empty. */
export function queryOf(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Readonly<Record<string, string>>)[name.toLowerCase()]
  return value === '' ? undefined : value
}

/** DGII's refusal of a request that lacks something. */
export function badRequest(message: string): Answer {
  return json({ codigo: '2', estado: 'Rechazado', mensajes: [{ codigo: '0', valor: message }] }, 400)
}

/** DGII names the number both ways, as integrators found out; which way is fixed for each number. */
export function numberField(number: string): Readonly<Record<string, string>> {
  return Number(number.slice(-1)) % 2 === 0 ? { eNCF: number } : { encf: number }
}

const UNAUTHORISED: Answer = { ...text('', 401), headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
