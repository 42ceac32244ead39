import { describe, expect, test } from 'vitest'
import { branch, leaf } from './element.ts'
import { schemaOf } from './describe.ts'
import type { Format, SimpleType } from './format.ts'

const short: SimpleType = { name: 'Short', base: 'text', minLength: 1, maxLength: 5 }
const long: SimpleType = { ...short, maxLength: 9 }
const code: SimpleType = { name: 'Code', base: 'text', values: new Set(['1', '2']), catalog: 'codes' }

/** The few words of JSON Schema that a description uses. */
interface Described {
  readonly description?: string
  readonly maxLength?: number
  readonly maxItems?: number
  readonly required?: readonly string[]
  readonly properties: Readonly<Record<string, Described>>
}
const plain = (schema: object) => JSON.parse(JSON.stringify(schema)) as Described

const formatOf = (name: string, children: Format['root']['children'] = []): Format => {
  return { code: name, version: '1', source: 'Book', root: branch('X', 'required', children) }
}
const ONE = formatOf('1', [
  leaf('A', 'required', short),
  leaf('B', 'optional', code),
  branch('Lines', 'required', [branch('Line', 'required', [leaf('T', 'required', short)], { most: 10 })]),
])
const TWO = formatOf('2', [
  leaf('A', 'required', long),
  leaf('New', 'optional', short),
  leaf('B', 'required', code),
  branch('Lines', 'required', [branch('Line', 'required', [leaf('T', 'required', short)], { most: 20 })]),
])

describe('schemaOf', () => {
  test('describes one format, with what is required', () => {
    expect(plain(schemaOf(ONE))).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['A', 'Lines'],
      properties: {
        A: { type: 'string', minLength: 1, maxLength: 5 },
        B: { type: 'string', minLength: 1, enum: ['1', '2'], description: 'A code of the catalog codes.' },
        Lines: {
          type: 'object',
          additionalProperties: false,
          required: ['Line'],
          properties: {
            Line: {
              type: 'array',
              minItems: 1,
              maxItems: 10,
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['T'],
                properties: { T: { type: 'string', minLength: 1, maxLength: 5 } },
              },
            },
          },
        },
      },
    })
  })

  test('describes several at once: every field, where it applies, the widest limit', () => {
    const schema = plain(schemaOf([ONE, TWO]))
    expect(Object.keys(schema.properties)).toEqual(['A', 'New', 'B', 'Lines'])
    expect(schema.required).toEqual(['A', 'Lines'])
    expect(schema.properties.A).toMatchObject({ maxLength: 9, description: 'Required in all.' })
    expect(schema.properties.New?.description).toBe('Only in 2.')
    expect(schema.properties.B?.description).toBe('A code of the catalog codes. Required in 2.')
    expect(schema.properties.Lines?.properties.Line?.maxItems).toBe(20)
  })

  test('describes a group within, and requires nothing when it is only part', () => {
    const schema = plain(schemaOf([ONE, TWO], { at: 'Lines.Line', partial: true }))
    expect(schema.properties).toEqual({
      T: { type: 'string', minLength: 1, maxLength: 5, description: 'Required in all.' },
    })
    expect(schema.required).toBeUndefined()
  })

  test('refuses a place that is nowhere', () => {
    expect(() => schemaOf([ONE, TWO], { at: 'Lines.Nothing' })).toThrow(RangeError)
  })
})
