import type { FastifyPluginAsync } from 'fastify'
import { usageOf } from '../../accounts/usage-report.ts'
import { testWebhook } from '../../accounts/webhook-care.ts'
import type { DoorParts } from '../door.ts'
import { takeNoBody } from '../no-body.ts'
import { countryOf, letsIn } from './access.ts'

/** What belongs to no document: the catalogue of types, what was used of the quota, and a try of the webhooks. */
export const account: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const reading = { preParsing: letsIn('documents:read') }

  app.get('/v1/catalogs/document-types', reading, () => ({
    data: countryOf(parts).documentTypes.map(({ code, name }) => ({ code, label: withoutAccents(name.es) })),
  }))

  app.get('/v1/:environment/usage', reading, async ({ caller }) => {
    const { plan, startsOn, endsOn, used, overage, estimatedOverage } = await usageOf(parts, caller, 0)
    return {
      environment: caller.environment,
      cycleStart: startsOn,
      cycleEnd: endsOn,
      documentsIncluded: plan?.included ?? 0,
      documentsUsed: used,
      documentsOverage: overage,
      amountEstimated: Number(estimatedOverage ?? 0),
      billingStrategy: plan ? STRATEGIES[plan.cycle] : 'unlimited',
      overagePolicy: plan?.overage ?? 'allow',
    }
  })

  await app.register(webhookTest, { ...parts, prefix: '' })
}

const STRATEGIES = { month: 'monthly_quota', year: 'annual_quota' } as const

/** POST /v1/{environment}/webhooks/test: `ok` when no webhook of the environment failed to take it. */
const webhookTest: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  takeNoBody(app)
  app.post('/v1/:environment/webhooks/test', { preParsing: letsIn('webhooks:write') }, async ({ caller }) => {
    const endpoints = await parts.webhooks.list(caller.tenantId, caller.environment)
    const tests = await Promise.all(endpoints.map(({ id }) => testWebhook(parts, caller, id)))
    const { environment } = caller
    return { ok: tests.every(({ delivered }) => delivered), eventType: 'document.received', environment }
  })
}

/** As the contract writes its labels. */
function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
