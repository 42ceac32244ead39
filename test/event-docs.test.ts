import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FEED_TYPES } from '../src/domain/feed.ts'

test('docs/events.md tells of every type of event, in the order of the list, and of no other', () => {
  const page = readFileSync(new URL('../docs/events.md', import.meta.url), 'utf8')
  const told = [...page.matchAll(/^\| `((?:document|certificate|range|authority|webhook)\.[a-z]+)` \|/gm)]
  expect(told.map(([, type]) => type)).toEqual([...FEED_TYPES])
})
