import { expect, test } from 'vitest'
import { preferredWait } from './prefer-wait.ts'

test.each([
  { prefer: undefined, seconds: undefined },
  { prefer: 'respond-async', seconds: undefined },
  { prefer: 'wait', seconds: undefined },
  { prefer: 'wait=-1', seconds: undefined },
  { prefer: 'await=5', seconds: undefined },
  { prefer: 'wait=0', seconds: 0 },
  { prefer: 'Wait = "10"; x=1', seconds: 10 },
  { prefer: 'respond-async, wait=10', seconds: 10 },
  { prefer: 'wait=31', seconds: 30 },
])('$prefer waits $seconds', ({ prefer, seconds }) => expect(preferredWait(prefer, 30)).toBe(seconds))
