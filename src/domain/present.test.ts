import { expect, test } from 'vitest'
import { present, presentIfAny } from './present.ts'

interface Buyer {
  readonly name?: string
  readonly email?: string
}

test('what is undefined is left out, what is empty stays', () => {
  expect(Object.keys(present<Buyer>({ name: '', email: undefined }))).toEqual(['name'])
})

test('where nothing is, there is no whole either', () => {
  expect(presentIfAny<Buyer>({ name: undefined, email: undefined })).toBeUndefined()
  expect(presentIfAny<Buyer>({ name: 'Fela', email: undefined })).toEqual({ name: 'Fela' })
})
