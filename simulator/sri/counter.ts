import type { FastifyInstance } from 'fastify'
import type { Fault, Subject } from '../faults.ts'
import { addService, text, type ServiceAnswer, type ServiceParts } from '../service.ts'
import type { Desk } from './desk.ts'
import { soapFault } from './soap-answer.ts'
import { soapRequest, type SoapRequest } from './soap-request.ts'
import { wsdlOf, type WebService } from './wsdl.ts'

/** One environment of SRI as its services see it. */
export interface Counter extends ServiceParts {
  readonly desk: Desk
  /** Where the environment is served, such as `http://127.0.0.1:8790/sri/celcer`. */
  readonly address: () => string
}

/** A request that was understood: what it is about, and how it is answered. */
export interface Call {
  readonly about: Omit<Subject, 'service' | 'environment'>
  readonly answer: (faults: readonly Fault[]) => ServiceAnswer
}

/** Makes a call of an operation and its argument. `bytes` is the whole request, for the ledger. */
export type Reader = (operation: string, argument: string | undefined, bytes: Uint8Array) => Call

/** Adds a web service: its description, and its operations on one address. Faults know it by its first operation. */
export function addWebService(app: FastifyInstance, counter: Counter, service: WebService, read: Reader): void {
  const { environment } = counter.desk
  const path = `/comprobantes-electronicos-ws/${service.name}`
  app.get(`/sri/${environment}${path}`, (request, reply) => {
    if (!('wsdl' in (request.query as object))) return reply.code(404).send()
    return reply.type('text/xml;charset=UTF-8').send(wsdlOf(service, `${counter.address()}${path}`))
  })
  addService<Call>(app, counter, {
    name: service.operations[0].name,
    environment,
    method: 'POST',
    path: `/sri/${environment}${path}`,
    read: (request) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const asked = soapRequest(request.headers['content-type'], bytes, service)
      return asked.kind === 'call' ? read(asked.operation, asked.argument, bytes) : refusalOf(asked)
    },
    about: ({ about }) => about,
    answer: (call, faults) =>
      faults.some(({ kind }) => kind === 'soap-fault') ? soapFault('Server', 'Internal Error') : call.answer(faults),
  })
}

function refusalOf(asked: Exclude<SoapRequest, { kind: 'call' }>): Call {
  const answer = asked.kind === 'fault' ? soapFault(asked.code, asked.reason) : text('Unsupported Media Type', 415)
  return { about: {}, answer: () => answer }
}
