import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { dayField, figureField, mailAddressField, neededText, textField } from './body-fields.ts'
import { readerOf } from './read-body.ts'
import { withoutStandIns } from './without-stand-ins.ts'

const Body = Type.Object({
  name: neededText(5),
  day: dayField(),
  email: mailAddressField(),
  note: textField(5),
  price: figureField({ minimum: 0 }),
})
const read = readerOf(Body, { overlooksUnknown: true, takesNumbers: true, looksAtNulls: true })

describe('fields of bodies', () => {
  test.each([
    { why: 'nothing that may be left out', body: { name: 'a', price: 0 } },
    { why: 'what keeps every form', body: { name: 'a', price: 0.000_01, day: '2028-02-29', email: 'a@example.com', note: '' } },
    { why: 'no address as an empty text', body: { name: 'a', price: 5, email: '' } },
  ])('take $why', ({ body }) => expect(read(body)).toMatchObject({ body, faults: [] })) // prettier-ignore

  test.each([
    { why: 'all at once', body: { day: '2026-02-30', email: 'x', note: 'aaaaaa', price: -1 }, wrong: ['name', 'note', 'price', 'day', 'email'] },
    { why: 'a blank', body: { name: '  ', price: 0 }, wrong: ['name'] },
    { why: 'null, which is a value', body: { name: 'a', price: 1, day: null }, wrong: ['day'] },
    { why: 'what cannot be kept', body: { name: 'a\u0000', price: 1, day: '2026-02-30' }, wrong: ['day', 'name'] },
    { why: 'an exponent', body: { name: 'a', price: 1e21 }, wrong: ['price'] },
    { why: 'decimals past exactness', body: { name: 'a', price: 9_876_543_210.123_456_7 }, wrong: ['price'] },
    { why: 'what is no object', body: [], wrong: [''] },
  ])('refuse $why', ({ body, wrong }) => {
    expect(read(body).faults.map(({ path }) => path).sort()).toEqual(wrong.sort())
  }) // prettier-ignore

  test('leave nothing in place of what could not be read and may be left out', () => {
    const { body, isRead } = read({ day: 'ayer', email: 5, note: 'a', price: 'x' })
    expect(body && withoutStandIns(body, Body, isRead)).toEqual({ name: '-', note: 'a', price: 0 })
  })
})
