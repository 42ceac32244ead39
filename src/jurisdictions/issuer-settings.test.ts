import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { settingsReader } from './issuer-settings.ts'

const strict = { additionalProperties: false } as const
const { settingsFaults, settingsOf } = settingsReader(
  Type.Object(
    {
      colour: Type.Optional(Type.Enum(['red', 'green'])),
      places: Type.Optional(Type.Array(Type.Object({ code: Type.String({ pattern: '^\\d{3}$' }) }, strict))),
    },
    strict,
  ),
  {},
)
const profile = (settings: Readonly<Record<string, unknown>>) => ({ taxId: '1', name: 'X', settings })
const told = (settings: Readonly<Record<string, unknown>>) =>
  settingsFaults(profile(settings), 'the law').map(({ path, message: { es, en } }) => [path, es, en])

test('a name that no setting has is told once, with the names that there are', () => {
  expect(told({ foo: 1 })).toEqual([
    [
      'settings.foo',
      'No existe la configuración foo: las que hay son colour, places.',
      'There is no setting foo: there are colour, places.',
    ],
  ])
  expect(told({ places: [{ code: '001', 'a/b': 1 }] })).toEqual([
    [
      'settings.places.0.a/b',
      'No existe la configuración a/b: las que hay son code.',
      'There is no setting a/b: there are code.',
    ],
  ])
})

test('a value is told of in each language', () => {
  expect(told({ colour: 'blue', places: [{ code: '1' }] })).toEqual([
    [
      'settings.colour',
      'Configuración no válida: debe ser uno de red, green.',
      'Not a valid setting: must be one of red, green.',
    ],
    ['settings.places.0.code', 'Debe tener la forma de "001".', 'Must be of the form "001".'],
  ])
})

test('settings with a mistake read as none, others as they are', () => {
  expect(settingsOf(profile({ foo: 1 }))).toEqual({})
  expect(settingsOf(profile({ colour: 'red' }))).toEqual({ colour: 'red' })
  expect(settingsFaults(profile({ colour: 'red' }), 'the law')).toEqual([])
})
