import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type UsageReport, usageOf } from '../../accounts/usage-report.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const Day = Type.String({ format: 'date', examples: ['2026-11-01'] })
const Count = Type.Integer({ minimum: 0 })
const Price = Type.String({ description: 'Decimal.', examples: ['0.05'] })

/** What a plan says, as clients see it. */
const PlanSchema = Type.Object(
  {
    name: Type.String(),
    included: Type.Integer({ description: 'Documents of one cycle that the price covers.' }),
    cycle: Type.Enum(['month', 'year']),
    anchor: Type.String({ format: 'date', description: 'A day on which a cycle begins.' }),
    timeZone: Type.String({ description: 'Whose midnight ends a cycle.', examples: ['America/Santo_Domingo'] }),
    overage: Type.Enum(['block', 'allow'], {
      description: 'Beyond what is included: `block` refuses with 402 `quota-exceeded`, `allow` counts and goes on.',
    }),
    price: Price,
    overagePrice: Price,
    currency: Type.String({ description: 'ISO 4217.', examples: ['USD'] }),
  },
  { description: 'Left out: as many documents as you like, counted by the calendar month.' },
)

/** What was used. */
export const UsageSchema = Type.Object(
  {
    environment: Type.Enum(['sandbox', 'production']),
    plan: Type.Optional(PlanSchema),
    timeZone: Type.String({ description: 'In which the days of the cycle are counted.' }),
    startsOn: Day,
    endsOn: Type.String({ format: 'date', description: 'The last day of the cycle.', examples: ['2026-11-30'] }),
    used: Type.Integer({ description: 'Documents created in the cycle, whatever became of them.' }),
    included: Type.Optional(Count),
    remaining: Type.Optional(Count),
    overage: Type.Optional(Type.Integer({ description: 'Documents beyond those included.' })),
    estimatedOverage: Type.Optional(
      Type.Object({ amount: Price, currency: Type.String() }, { description: 'What the overage costs so far.' }),
    ),
    issuers: Type.Array(
      Type.Object({
        taxId: Type.String(),
        jurisdiction: Type.String(),
        type: Type.String({ description: 'Of document.' }),
        documents: Count,
      }),
      { description: 'The present cycle by issuer and type, most documents first.' },
    ),
    history: Type.Array(Type.Object({ startsOn: Day, endsOn: Day, used: Count }), {
      description: 'Cycles before the present one, newest first, as the present plan divides time.',
    }),
  },
  { $id: 'Usage', description: 'What was used in the present cycle.' },
)

const MOST_CYCLES = 60

/** GET /api/v1/usage: what the account has made in the environment of the key, and what its plan says to that. */
export const usage: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/usage',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'getUsage',
        tags: ['account'],
        summary: 'Usage and quota',
        description: 'Documents created in the present cycle; corrections, retries and repeated requests do not count.',
        querystring: Type.Object({
          cycles: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: MOST_CYCLES,
              default: 0,
              description: 'How many past cycles to list.',
            }),
          ),
        }),
        response: {
          200: { ...ref(UsageSchema), description: 'As it stands now.' },
          ...problems(403),
        },
      },
    },
    async ({ caller, query }) => {
      const report = await usageOf(parts, caller, query.cycles ?? 0)
      return { environment: caller.environment, ...usageView(report) }
    },
  )
}

function usageView({ plan, timeZone, startsOn, endsOn, used, ...report }: UsageReport) {
  const { remaining, overage, estimatedOverage, issuers, history } = report
  return {
    ...(plan && { plan }),
    timeZone,
    startsOn,
    endsOn,
    used,
    ...(plan && remaining !== undefined && estimatedOverage !== undefined
      ? {
          included: plan.included,
          remaining,
          overage,
          estimatedOverage: { amount: estimatedOverage, currency: plan.currency },
        }
      : {}),
    issuers: [...issuers],
    history: [...history],
  }
}
