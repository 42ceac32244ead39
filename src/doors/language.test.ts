import { describe, expect, test } from 'vitest'
import { languageOf } from './language.ts'

describe('languageOf', () => {
  test.each([
    { header: undefined, language: 'es' },
    { header: '', language: 'es' },
    { header: 'en', language: 'en' },
    { header: 'en-GB,en;q=0.9', language: 'en' },
    { header: 'es-DO,es;q=0.9,en;q=0.8', language: 'es' },
    { header: 'en;q=0.8,es;q=0.9', language: 'es' },
    { header: 'fr,en;q=0.5', language: 'en' },
    { header: 'fr', language: 'es' },
    { header: '*', language: 'es' },
    { header: 'es;q=0, *', language: 'en' },
    { header: 'en;q=1e9', language: 'en' },
    { header: ';;;,,,', language: 'es' },
  ])('$header → $language', ({ header, language }) => {
    expect(languageOf({ headers: header === undefined ? {} : { 'accept-language': header } })).toBe(language)
  })
})
