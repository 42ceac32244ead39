import type { FastifyRequest } from 'fastify'
import { badRequest } from './errors.ts'

const HEADER = 'x-issuer-id'

/** The number in `X-Issuer-Id`. @throws ContractRefusal when it is missing or no positive integer */
export function branchNumberOf({ headers }: FastifyRequest): number {
  const header = headers[HEADER]
  if (header === undefined || header === '') throw badRequest('X-Issuer-Id header is missing')
  if (typeof header !== 'string' || !/^0*[1-9]\d*$/.test(header)) {
    throw badRequest('X-Issuer-Id header must be a positive integer')
  }
  return Number(header)
}
