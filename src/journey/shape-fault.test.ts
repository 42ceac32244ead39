import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { Amount } from '../domain/draft.ts'
import { shapeFaults } from './shape-fault.ts'

const strict = { additionalProperties: false }
const shape = Compile(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 5 }),
      terms: Type.Optional(Type.Enum(['cash', 'credit'])),
      lines: Type.Array(Type.Object({ price: Amount }, strict), { minItems: 1, maxItems: 2 }),
      flag: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
)
const faults = (body: unknown) => shapeFaults(shape.Errors(body)).map((fault) => `${fault.code} ${fault.path}`)

describe('shapeFaults', () => {
  test.each([
    { body: {}, expected: ['field-missing name', 'field-missing lines'] },
    { body: { name: 'x', lines: [{ price: '1' }], 'a/b~c': 1 }, expected: ['field-unknown a/b~c'] },
    { body: { name: 'x', lines: [{ price: '1', tax: 1 }] }, expected: ['field-unknown lines[0].tax'] },
    { body: { name: '', lines: [{ price: '1' }] }, expected: ['field-too-short name'] },
    { body: { name: 'toolong', lines: [{ price: '1' }] }, expected: ['field-too-long name'] },
    { body: { name: 'x', lines: [] }, expected: ['too-few-items lines'] },
    {
      body: { name: 'x', lines: [{ price: '1' }, { price: '1' }, { price: '1' }] },
      expected: ['too-many-items lines'],
    },
    { body: { name: 'x', lines: [{ price: 'abc' }] }, expected: ['field-format lines[0].price'] },
    { body: { name: 'x', lines: [{ price: { a: 1 } }] }, expected: ['field-type lines[0].price'] },
    { body: { name: 'x', terms: 'barter', lines: [{ price: '1' }] }, expected: ['field-not-in-list terms'] },
    { body: { name: 'x', flag: 'yes', lines: [{ price: '1' }] }, expected: ['field-type flag'] },
    { body: { name: 1, lines: 'x' }, expected: ['field-type name', 'field-type lines'] },
  ])('$expected', ({ body, expected }) => expect(faults(body)).toEqual(expected))

  test('tells of unknown members also where they are more than errors are counted', () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`x${i}`, 1]))
    expect(faults({ name: 'x', lines: [{ price: '1' }], ...many })).not.toEqual([])
  })

  test('tells what a text of any visible characters may hold, not what one of them looks like', () => {
    const key = Compile(Type.Object({ key: Type.String({ pattern: '^[\\x21-\\x7e]{1,255}$' }) }))
    const [fault] = shapeFaults(key.Errors({ key: 'a b' }))
    expect(fault).toMatchObject({ code: 'field-format', path: 'key' })
    expect(fault?.message.es).toBe('De 1 a 255 letras sin tilde ni eñe, cifras o signos, sin espacios (ASCII visible).')
    expect(fault?.message.en).toBe('1 to 255 letters, digits or signs of ASCII, without blanks.')
  })

  test.each([
    ['^(now|\\d{1,15})$', 'Debe ser "now" o un entero de 15 cifras a lo sumo.'],
    ['^\\d{1,15}$', 'Debe ser un entero de 15 cifras a lo sumo.'],
    ['^\\d{2}$', 'Debe tener la forma de "01".'],
    ['^\\d{1,3}(\\.\\d{1,2})?$', 'Debe tener la forma de "18.00".'],
  ])('tells what a text of the form %s is', (pattern, es) => {
    const place = Compile(Type.Object({ after: Type.String({ pattern }) }))
    expect(shapeFaults(place.Errors({ after: 'abc' }))).toMatchObject([{ path: 'after', message: { es } }])
  })

  test('asks an empty object for a field where one is needed', () => {
    const change = Compile(Type.Object({ a: Type.Optional(Type.String()) }, { minProperties: 1 }))
    expect(shapeFaults(change.Errors({}))).toMatchObject([
      { code: 'field-missing', path: '', message: { en: 'It is empty: give one field at least.' } },
    ])
  })

  test('tells how many characters there must be', () => {
    const key = Compile(Type.Object({ key: Type.String({ minLength: 8 }) }))
    expect(shapeFaults(key.Errors({ key: 'x' }))).toMatchObject([{ message: { en: '8 characters at least.' } }])
    expect(shapeFaults(shape.Errors({ name: '', lines: [{ price: '1' }] }))).toMatchObject([
      { message: { en: 'Must not be empty.' } },
    ])
  })
})
