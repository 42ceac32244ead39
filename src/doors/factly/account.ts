import type { FastifyPluginAsync } from 'fastify'
import { usageOf } from '../../accounts/usage-report.ts'
import { testWebhooks } from '../../accounts/webhook-care.ts'
import { withoutAccents } from '../../domain/without-accents.ts'
import { countryOf } from '../../jurisdictions/country.ts'
import type { DoorParts } from '../door.ts'
import { takeNoBody } from '../no-body.ts'
import { COUNTRY, letsIn } from './access.ts'

/** What belongs to no document: the catalogue of types, what was used of the quota, and a try of the webhooks. */
export const account: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const reading = letsIn('documents:read')
  takeNoBody(app)

  app.get('/v1/catalogs/document-types', reading, () => {
    const { documentTypes } = countryOf(parts.jurisdictions, COUNTRY)
    return { data: documentTypes.map(({ code, name }) => ({ code, label: withoutAccents(name.es) })) }
  })

  app.get('/v1/:environment/usage', letsIn('documents:read', { unknown: 400 }), async ({ caller }) => {
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

  app.post('/v1/:environment/webhooks/test', letsIn('webhooks:write'), async ({ caller }) => {
    const { environment } = caller
    return { ok: await testWebhooks(parts, caller), eventType: 'document.received', environment }
  })
}

const STRATEGIES = { month: 'monthly_quota', year: 'annual_quota' } as const
