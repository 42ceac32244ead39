import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { readerOf } from './read-body.ts'

const Body = Type.Object({
  name: Type.String({ pattern: '\\S', default: '-' }),
  amount: Type.Number({ minimum: 0, default: 1 }),
  note: Type.Optional(Type.String()),
  lines: Type.Optional(
    Type.Array(Type.Object({ code: Type.String({ default: '0' }), inner: Type.Optional(Type.Array(Type.String())) }), {
      maxItems: 3,
    }),
  ),
})
const read = readerOf(Body, { overlooksUnknown: true })
const faultsOf = (given: unknown) => read(given).faults.map(({ code, path }) => `${path}: ${code}`)
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

describe('a body', () => {
  test('that is right is read as it stands, without nulls and what nobody knows', () => {
    const { body, said, faults } = read({ name: 'a', amount: 2, note: null, other: 1e-9, lines: [{ code: 'x', y: 1 }] })
    expect(faults).toEqual([])
    expect(body).toEqual({ name: 'a', amount: 2, lines: [{ code: 'x' }] })
    expect(said).toEqual(body)
  })

  test('is not changed by who reads it', () => {
    const given = { name: 'a', amount: 1, other: null, lines: [{ code: 'x', y: 1 }] }
    const before = structuredClone(given)
    read(given)
    expect(given).toEqual(before)
  })

  test.each([
    { why: 'shape and what cannot be kept at once', given: { name: 'a\u0000', amount: -1 }, faults: ['name: illegal-character', 'amount: field-invalid'] },
    { why: 'one fault a field', given: { name: '', amount: -1e21 }, faults: ['amount: field-invalid', 'name: field-format'] },
    { why: 'nothing of unknown members', given: { name: 'a', amount: 1, x: 1e21, 'y\u0000': { z: nested(50) } }, faults: [] },
    { why: 'long lists and nothing else', given: { name: 5, lines: [1, 2, 3, 4] }, faults: ['lines: too-many-items'] },
    { why: 'that it is too deep, whatever else', given: { name: 'a', amount: 1, lines: [{ code: 'a', inner: [...Array.from({ length: 150 }, () => '\u0001'), nested(3_000)] }] }, faults: [': too-deep'] },
    { why: 'no object', given: [], faults: [': not-an-object'] },
    { why: 'null', given: null, faults: [': not-an-object'] },
    { why: 'deep nesting', given: { name: nested(50_000), amount: 'x' }, faults: [expect.stringMatching(/^name.*: too-deep$/)] },
  ])('tells $why', ({ given, faults }) => expect(faultsOf(given)).toEqual(faults)) // prettier-ignore

  test('is read as far as it can be, with stand-ins for the rest', () => {
    const { body, isRead } = read({ name: '\ud800', amount: 'x', note: '\u0000', lines: [{ code: 'a' }, 'y', {}] })
    expect(body).toEqual({ name: '-', amount: 1, lines: [{ code: 'a' }, { code: '0' }, { code: '0' }] })
    const fields = ['name', 'amount', 'lines', 'lines[0].code', 'lines[1]', 'lines[1].code', 'lines[2].code', 'other']
    expect(fields.filter(isRead)).toEqual(['lines', 'lines[0].code', 'other'])
  })

  test.each([
    { what: 'a list too long', lines: [1, 2, 3, 4] },
    { what: 'deep nesting', lines: [{ code: nested(30) }] },
  ])('with $what has no more to read', ({ lines }) => {
    expect(read({ name: 'a', amount: 1, lines }).body).toBeUndefined()
  })

  test('may bear numbers as programs reckon them', () => {
    const given = { name: 'a', amount: 0.1 + 0.2 }
    expect(read(given).faults).toHaveLength(1)
    expect(readerOf(Body, { takesNumbers: true })(given)).toMatchObject({ body: { amount: 0.3 }, faults: [] })
  })

  test('may have to be known whole', () => {
    const strict = readerOf(Type.Object({ name: Type.String() }, { additionalProperties: false }))
    const { faults, body } = strict({ name: 'a', other: 1e21 })
    expect(faults.map(({ path, code }) => `${path}: ${code}`)).toEqual(['other: field-unknown'])
    expect(body).toEqual({ name: 'a' })
  })

  test('of very many wrong lines is refused at once', () => {
    const started = performance.now()
    expect(faultsOf({ name: 'a', amount: 1, lines: Array.from({ length: 300_000 }, () => ({})) })).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
