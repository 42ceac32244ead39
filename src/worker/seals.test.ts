import { expect, test } from 'vitest'
import { TestClock } from '../../test/support/clock.ts'
import { sealTenants } from './seals.ts'

test('a chain that cannot be sealed leaves no other open', async () => {
  const sealed: string[] = []
  const errors: unknown[] = []
  const audit = {
    unsealed: () => Promise.resolve(['a', 'b', 'c']),
    seal: (tenantId: string) => {
      if (tenantId === 'a') return Promise.reject(new Error('damaged'))
      sealed.push(tenantId)
      return Promise.resolve(1)
    },
  }
  await sealTenants({ audit, clock: new TestClock(), onError: (error) => errors.push(error) })
  expect(sealed).toEqual(['b', 'c'])
  expect(errors).toEqual([new Error('damaged')])
})
