import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { Client } from '../../../test/support/client.ts'
import { endDocument } from '../../../test/support/api-operations.ts'
import { needs } from '../../../test/support/needs.ts'
import { blockingPlan } from '../../../test/support/plans.ts'
import { consumerInvoice, creditInvoice, dominicanTaxpayer, TESTECF } from '../../../test/support/taxpayer.ts'
import { setPlan } from '../../accounts/plans.ts'
import type { Plan } from '../../domain/plan.ts'

describe.skipIf(!needs('postgres-server'))('usage and quota', () => {
  let api: ApiServer

  beforeAll(async () => {
    api = await apiServer()
  })
  afterAll(() => api.close())

  async function client(plan?: Plan): Promise<Client> {
    const taxpayer = await dominicanTaxpayer(api.parts)
    if (plan) await setPlan(api.parts, taxpayer.caller, plan, 'test')
    return new Client(api.app, taxpayer, TESTECF)
  }

  async function usageOf({ taxpayer }: Client, query = ''): Promise<Record<string, unknown>> {
    const reply = await api.app.inject(withKey(taxpayer.apiKey, { url: `/api/v1/usage${query}` }))
    expect(reply.statusCode).toBe(200)
    return reply.json()
  }

  test('is counted without a plan, by issuer and type in the calendar month', async () => {
    const business = await client()
    for (const draft of [creditInvoice(), creditInvoice(), consumerInvoice()]) await business.issue(draft)
    const report = await usageOf(business, '?cycles=2')
    expect(report).toEqual({
      environment: 'sandbox',
      timeZone: 'America/Santo_Domingo',
      startsOn: '2026-11-01',
      endsOn: '2026-11-30',
      used: 3,
      issuers: [
        { taxId: '999999992', jurisdiction: 'do', type: '31', documents: 2 },
        { taxId: '999999992', jurisdiction: 'do', type: '32', documents: 1 },
      ],
      history: [
        { startsOn: '2026-10-01', endsOn: '2026-10-31', used: 0 },
        { startsOn: '2026-09-01', endsOn: '2026-09-30', used: 0 },
      ],
    })
  })

  test('tells what the plan includes, what is left and what the overage costs', async () => {
    const business = await client(blockingPlan(2, { overage: 'allow', overagePrice: '0.125' }))
    await business.issue(creditInvoice())
    expect(await usageOf(business)).toMatchObject({ included: 2, used: 1, remaining: 1, overage: 0 })
    for (let i = 0; i < 4; i += 1) await business.issue(creditInvoice())
    expect(await usageOf(business)).toMatchObject({
      plan: { name: 'Básico', overage: 'allow', price: '20', overagePrice: '0.125', currency: 'USD' },
      used: 5,
      remaining: 0,
      overage: 3,
      estimatedOverage: { amount: '0.38', currency: 'USD' },
    })
  })

  test('a spent quota refuses what is new, with figures, and nothing of it is used', async () => {
    const business = await client(blockingPlan(1))
    const first = creditInvoice({ externalId: 'one' })
    const { number } = await business.issue(first, { idempotencyKey: 'k1' })
    const refused = await business.post(creditInvoice({ externalId: 'two' }), { idempotencyKey: 'k2' })
    expect(refused).toMatchObject({ status: 402, body: { code: 'quota-exceeded' } })
    expect(refused.body.detail).toMatch(/1 de los 1 .* 2026-11-30/)
    // What was served is served again, by key or by external id; a draft is still checked before it is refused.
    expect(await business.post(first, { idempotencyKey: 'k1' })).toMatchObject({ status: 200, body: { number } })
    expect(await business.post(first)).toMatchObject({ status: 200, body: { number } })
    expect(await business.post(creditInvoice({ lines: [] }))).toMatchObject({ status: 422 })
    expect(await usageOf(business)).toMatchObject({ used: 1, remaining: 0, overage: 0 })

    await setPlan(api.parts, business.taxpayer.caller, blockingPlan(2), 'test')
    const second = await business.issue(creditInvoice({ externalId: 'two' }), { idempotencyKey: 'k2' })
    expect(Number(second.number.slice(3))).toBe(Number(number.slice(3)) + 1)
  })

  test('a batch stores as many as fit and answers each of the others 402', async () => {
    const business = await client(blockingPlan(5))
    const answers = await business.batch(Array.from({ length: 12 }, () => ({ draft: creditInvoice() })))
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 201),
      ...Array.from({ length: 7 }, () => 402),
    ])
    const numbers = answers.flatMap(({ document }) => document?.number ?? []).sort()
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((n) => `E31${String(n).padStart(10, '0')}`))
  })

  test('checking a draft and correcting a document need no quota and use none', async () => {
    const business = await client(blockingPlan(1))
    const { id } = await business.issue(creditInvoice())
    const trial = { method: 'POST' as const, url: '/api/v1/documents/validate', payload: creditInvoice() }
    expect((await api.app.inject(withKey(business.taxpayer.apiKey, trial))).json()).toMatchObject({ valid: true })
    await endDocument(api, id, 'failed')
    expect(await business.correct(id, creditInvoice())).toMatchObject({ status: 200 })
    expect(await usageOf(business)).toMatchObject({ used: 1 })
  })

  test('a cycle ends at midnight of its time zone, and becomes history', async () => {
    const own = await apiServer()
    try {
      const taxpayer = await dominicanTaxpayer(own.parts)
      await setPlan(own.parts, taxpayer.caller, blockingPlan(1, { anchor: '2026-01-22' as Plan['anchor'] }), 'test')
      const business = new Client(own.app, taxpayer, TESTECF)
      await business.issue(creditInvoice())
      const left = new Date('2026-11-22T04:00:00Z').getTime() - own.clock.now().getTime()
      own.clock.advance(left - 1)
      expect(await business.post(creditInvoice())).toMatchObject({ status: 402 })
      own.clock.advance(1)
      await business.issue(creditInvoice())
      const reply = await own.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/usage?cycles=1' }))
      expect(reply.json()).toMatchObject({
        startsOn: '2026-11-22',
        endsOn: '2026-12-21',
        used: 1,
        history: [{ startsOn: '2026-10-22', endsOn: '2026-11-21', used: 1 }],
      })
    } finally {
      await own.close()
    }
  })
})
