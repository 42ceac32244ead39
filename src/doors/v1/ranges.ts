import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { RangeRequest } from '../../accounts/range-faults.ts'
import { loadRange, type RangeStanding, rangesOf } from '../../accounts/ranges.ts'
import { sendProblem } from '../problem.ts'
import { Id } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const IssuerId = Type.Object({ id: Id })
const sequence = (description: string) => Type.String({ pattern: '^[0-9]{1,18}$', description })

const RangeBody = Type.Object(
  {
    series: Type.String({
      minLength: 1,
      maxLength: 20,
      description: 'What the range is for; for an e-NCF the type, such as 31.',
    }),
    first: sequence('First sequence, without the series.'),
    last: sequence('Last sequence.'),
    next: Type.Optional(
      sequence('Next number to hand out, when part of the range was used elsewhere; `first` when left out.'),
    ),
    expiresOn: Type.Optional(
      Type.String({ maxLength: 10, description: 'Last day it may be used, YYYY-MM-DD, where ranges expire.' }),
    ),
  },
  { additionalProperties: false, examples: [{ series: '31', first: '1', last: '1000', expiresOn: '2027-12-31' }] },
)

/** A range as clients see it. */
export const RangeSchema = Type.Object(
  {
    id: Type.String({ description: 'UUID.' }),
    issuerId: Type.String(),
    series: Type.String(),
    first: Type.String(),
    last: Type.String(),
    next: Type.String({ description: '`last` + 1 when none is left.' }),
    remaining: Type.String(),
    expiresOn: Type.Optional(Type.String()),
    daysLeft: Type.Optional(Type.Integer({ description: 'Until it expires; negative when it has.' })),
    standing: Type.Enum(['open', 'low', 'expiring', 'exhausted', 'expired'], {
      description: '`low`: a tenth or less is left. `expiring`: within 30 days.',
    }),
    createdAt: Type.String(),
  },
  { $id: 'Range', description: 'An authorised range of fiscal numbers.' },
)

/** /api/v1/issuers/{id}/ranges: the numbers the authority has granted. */
export const ranges: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/issuers/:id/ranges',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'listRanges',
        tags: ['issuers'],
        summary: 'List number ranges',
        params: IssuerId,
        response: {
          200: Type.Object({ ranges: Type.Array(ref(RangeSchema)) }, { description: 'By series.' }),
          ...problems(403, 404),
        },
      },
    },
    async (request) => ({ ranges: (await rangesOf(parts, request.caller, request.params.id)).map(rangeView) }),
  )

  app.post(
    '/issuers/:id/ranges',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'addRange',
        tags: ['issuers'],
        summary: 'Load a number range',
        description: 'A range that overlaps one of the same series is refused, so that sending it again is safe.',
        params: IssuerId,
        body: RangeBody,
        response: {
          201: { ...ref(RangeSchema), description: 'The range.' },
          ...problems(403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const outcome = await loadRange(parts, request.caller, request.params.id, requestOf(request.body))
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return reply.code(201).send(rangeView(outcome.range))
    },
  )
}

function requestOf({ next, expiresOn, ...range }: Static<typeof RangeBody>): RangeRequest {
  return { ...range, ...(next === undefined ? {} : { next }), ...(expiresOn === undefined ? {} : { expiresOn }) }
}

function rangeView({ range: { expiresOn, ...range }, standing, daysLeft }: RangeStanding) {
  return {
    ...range,
    standing,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(daysLeft === undefined ? {} : { daysLeft }),
  }
}
