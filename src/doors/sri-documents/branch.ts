import type { FastifyRequest } from 'fastify'
import { branchesOf, type NumberedBranch } from '../../accounts/branches.ts'
import type { DoorParts } from '../door.ts'
import { Refusal } from '../../domain/refusal.ts'
import { BadHeader } from './errors.ts'

const HEADER = 'x-issuer-id'

/**
 * The branch that `X-Issuer-Id` names.
 *
 * @throws BadHeader when it is missing or no positive integer
 * @throws Refusal not-found; forbidden when it is another tenant's; unauthenticated when it is of the other environment
 */
export async function branchOf(parts: DoorParts, request: FastifyRequest): Promise<NumberedBranch> {
  const { caller, headers } = request
  const number = numberIn(headers[HEADER])
  const known = await parts.doorRecords.branchNumbered(number)
  if (known && known.tenantId !== caller.tenantId) throw new Refusal('forbidden', OTHER_TENANT)
  if (known && known.environment !== caller.environment) throw new Refusal('unauthenticated', OTHER_ENVIRONMENT)
  // One that the issuer has given up since is no more.
  const branch = known && (await branchesOf(parts, caller)).find((each) => each.number === number)
  if (!branch) throw new Refusal('not-found', 'The X-Issuer-Id issuer does not exist')
  return branch
}

function numberIn(header: string | string[] | undefined): number {
  if (header === undefined || header === '') throw new BadHeader('X-Issuer-Id header is missing')
  if (typeof header !== 'string' || !/^0*[1-9]\d*$/.test(header)) {
    throw new BadHeader('X-Issuer-Id header must be a positive integer')
  }
  return Number(header)
}

const OTHER_TENANT = 'The X-Issuer-Id issuer belongs to a different tenant'
const OTHER_ENVIRONMENT = 'Environment mismatch: the API key and the X-Issuer-Id issuer are of different environments'
