import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ulidOf, uuidOf } from './ulid.ts'

test.each([
  { uuid: '00000000-0000-0000-0000-000000000000', ulid: '00000000000000000000000000' },
  { uuid: 'ffffffff-ffff-ffff-ffff-ffffffffffff', ulid: '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' },
  { uuid: '01563e3a-b5d3-d676-4c61-efb99302bd5b', ulid: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
])('$uuid is $ulid', ({ uuid, ulid }) => {
  expect(ulidOf(uuid)).toBe(ulid)
  expect(uuidOf(ulid)).toBe(uuid)
  expect(uuidOf(ulid.toLowerCase())).toBe(uuid)
})

test('there and back again is the same, and the order stays', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (one, other) => {
      expect(uuidOf(ulidOf(one))).toBe(one)
      expect(ulidOf(one) < ulidOf(other)).toBe(one < other)
    }),
  )
})

test.each([
  '',
  '0'.repeat(25),
  '0'.repeat(27),
  `8${'0'.repeat(25)}`,
  `${'0'.repeat(25)}U`,
  `${'0'.repeat(25)}ı`,
  `${'0'.repeat(25)}-`,
])('"%s" is no ULID', (text) => expect(uuidOf(text)).toBeUndefined())
