import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainFaults, plainValue } from './plain-json.ts'

const codes = (body: unknown) => plainFaults(body).map((fault) => `${fault.code} ${fault.path}`)

describe('plainFaults', () => {
  test.each([
    { why: 'no object', body: null, faults: ['not-an-object '] },
    { why: 'a list', body: [], faults: ['not-an-object '] },
    { why: 'a text', body: 'x', faults: ['not-an-object '] },
    { why: 'NUL in a text', body: { a: 'x\u0000' }, faults: ['illegal-character a'] },
    { why: 'a lone surrogate', body: { a: { b: ['ok', '\ud800'] } }, faults: ['illegal-character a.b[1]'] },
    { why: 'U+FFFE', body: { a: '\ufffe' }, faults: ['illegal-character a'] },
    { why: 'a control character in a name', body: { 'a\u0001': 1 }, faults: ['illegal-character '] },
    { why: '1e400', body: JSON.parse('{"a":1e400}') as unknown, faults: ['number-not-exact a'] },
    { why: 'a sum of doubles', body: { a: 0.1 + 0.2 }, faults: ['number-not-exact a'] },
    { why: 'seventeen digits', body: { a: 12345678901234567 }, faults: ['number-not-exact a'] },
    { why: 'an exponent', body: { a: 1e21 }, faults: ['number-not-exact a'] },
    { why: 'a tiny number', body: { a: 1e-9 }, faults: ['number-not-exact a'] },
  ])('tells of $why', ({ body, faults }) => expect(codes(body)).toEqual(faults))

  test.each([
    { why: 'tab, line feed, carriage return', body: { a: '\t\n\r' } },
    { why: 'emoji and private use', body: { a: '\u{1F600}\ue000' } },
    { why: 'fifteen digits', body: { a: 123456789012.345, b: -999999999999999, c: 0 } },
    { why: 'null, true, empty', body: { a: null, b: true, c: [], d: {} } },
  ])('lets $why pass', ({ body }) => expect(codes(body)).toEqual([]))

  test('stops at a nesting that nobody writes by hand', () => {
    let body: unknown = 'x'
    for (let i = 0; i < 5_000; i += 1) body = [body]
    expect(plainFaults({ body }).map((fault) => fault.code)).toEqual(['too-deep'])
  })
})

describe('plainValue', () => {
  test('turns exact numbers into the decimals they denote and drops nulls', () => {
    expect(plainValue({ a: 10, b: -0.5, c: [1.25, null], d: null, e: 'x' })).toEqual({
      a: '10',
      b: '-0.5',
      c: ['1.25', null],
      e: 'x',
    })
  })

  test('keeps an own __proto__ member an own member', () => {
    const body = JSON.parse('{"__proto__": {"polluted": 1}, "a": 2}') as unknown
    const plain = plainValue(body) as Record<string, unknown>
    expect(Object.keys(plain)).toEqual(['__proto__', 'a'])
    expect(plain.polluted).toBeUndefined()
  })

  test('what has no faults survives as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const body = { value }
        if (plainFaults(body).length > 0) return
        expect(JSON.parse(JSON.stringify(plainValue(body)))).toEqual(plainValue(body))
      }),
    )
  })
})

test('a body that is too deep is said to be so, whatever else there is to tell', () => {
  let deep: unknown = 'x'
  for (let level = 0; level < 3_000; level += 1) deep = [deep]
  const faults = plainFaults({ items: Array.from({ length: 150 }, () => '\u0001'), payments: deep })
  expect(faults.map(({ code }) => code)).toContain('too-deep')
})
