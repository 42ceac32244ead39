import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { issuerOf } from '../../accounts/issuers.ts'
import { jurisdictionOf } from '../../journey/issuer-named.ts'
import type { Issuer } from '../../ports/accounts.ts'
import { laneOf, type OpenCircuit } from '../../ports/circuits.ts'
import { Id } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

const Lane = Type.Object({
  issuerId: Type.String(),
  issuerTaxId: Type.String(),
  jurisdiction: Type.String(),
  authorityEnvironment: Type.String(),
  circuit: Type.Enum(['closed', 'open'], {
    description: '`open`: the authority is down for this issuer; its documents wait.',
  }),
  cause: Type.Optional(Type.String()),
  failures: Type.Optional(Type.Integer({ description: 'In a row.' })),
  openedAt: Type.Optional(Type.String()),
  nextProbeAt: Type.Optional(Type.String({ description: 'When the authority is asked again by itself.' })),
})

const Reachability = Type.Object(
  {
    up: Type.Boolean(),
    cause: Type.String({ description: 'Why not, or what was answered.' }),
    latencyMs: Type.Number(),
    checkedAt: Type.String(),
  },
  { description: 'The authority was asked.' },
)

/** /api/v1/authorities: whether the authorities can be reached, seen from each issuer's lane. */
export const authorityStatus: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/authorities',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'listAuthorities',
        tags: ['authorities'],
        summary: 'See the state of the lanes to the authorities',
        response: {
          200: Type.Object({ lanes: Type.Array(Lane) }, { description: 'One lane an issuer.' }),
          ...problems(403),
        },
      },
    },
    async ({ caller }) => {
      const [issuers, circuits] = await Promise.all([
        parts.accounts.issuers(caller.tenantId, caller.environment),
        parts.circuits.open(caller.tenantId),
      ])
      return { lanes: issuers.map((issuer) => laneView(issuer, circuits)) }
    },
  )

  app.post(
    '/authorities/:issuerId/ping',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'pingAuthority',
        tags: ['authorities'],
        summary: 'Ask whether the authority is there',
        description: "Over the issuer's own lane, with its certificate in force. Sends no document.",
        params: Type.Object({ issuerId: Id }),
        response: { 200: Reachability, ...problems(403, 404, 409, 413, 415, 422) },
      },
    },
    async (request) => {
      const issuer = await issuerOf(parts, request.caller, request.params.issuerId)
      return ping(parts, issuer)
    },
  )
}

async function ping(parts: NativeApiParts, issuer: Issuer) {
  const { authority } = jurisdictionOf(parts, issuer)
  const signer = await parts.signers.of(issuer.tenantId, issuer.id)
  const line = parts.authorities.line({ ...issuer, signer })
  const started = performance.now()
  const { up, cause } = await authority.ping(line)
  const latencyMs = Math.round(performance.now() - started)
  return { up, cause, latencyMs, checkedAt: parts.clock.now().toISOString() }
}

function laneView(issuer: Issuer, circuits: readonly OpenCircuit[]) {
  const name = laneOf({ ...issuer, issuerId: issuer.id })
  const circuit = circuits.find(({ lane }) => lane === name)
  const { jurisdiction, authorityEnvironment } = issuer
  const lane = { issuerId: issuer.id, issuerTaxId: issuer.profile.taxId, jurisdiction, authorityEnvironment }
  if (!circuit) return { ...lane, circuit: 'closed' as const }
  return {
    ...lane,
    circuit: 'open' as const,
    cause: circuit.cause,
    failures: circuit.failures,
    openedAt: circuit.openedAt.toISOString(),
    nextProbeAt: circuit.nextProbeAt.toISOString(),
  }
}
