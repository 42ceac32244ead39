import { expect, test } from 'vitest'
import { TestClock } from '../../test/support/clock.ts'
import type { Plan } from '../domain/plan.ts'
import { setPlan } from './plans.ts'

test.each([
  { timeZone: 'America/Santo_Domingo', anchor: '2026-11-01' },
  { timeZone: 'UTC', anchor: '2026-12-01' },
])('a cycle without an anchor begins on the 1st of the month that it is in $timeZone', async ({ timeZone, anchor }) => {
  const put: Plan[] = []
  const usage = {
    setPlan: (_account: unknown, plan: Plan) => {
      put.push(plan)
      return Promise.resolve()
    },
  }
  const request = { name: 'Básico', included: 1, cycle: 'month', anchor: undefined, timeZone, overage: 'block', price: '0', overagePrice: '0', currency: 'USD' } as const // prettier-ignore
  const clock = new TestClock('2026-12-01T03:00:00Z')
  await setPlan({ usage, clock }, { tenantId: 't', environment: 'sandbox' }, request, 'test')
  expect(put.map((plan) => plan.anchor)).toEqual([anchor])
})
