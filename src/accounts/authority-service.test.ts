import { describe, expect, test } from 'vitest'
import { JURISDICTIONS } from '../jurisdictions/jurisdictions.ts'
import { chosenService } from './authority-service.ts'

const dominican = JURISDICTIONS.find(({ code }) => code === 'do')!

describe('chosenService', () => {
  test.each([
    { environment: 'sandbox', asked: undefined, name: 'testecf' },
    { environment: 'sandbox', asked: 'certecf', name: 'certecf' },
    { environment: 'production', asked: undefined, name: 'ecf' },
  ] as const)('$environment, asked $asked → $name', ({ environment, asked, name }) => {
    expect(chosenService(dominican, environment, asked)).toEqual({ name, faults: [] })
  })

  test.each([
    { why: 'a sandbox key never reaches production', environment: 'sandbox', asked: 'ecf' },
    { why: 'a production key never reaches a test service', environment: 'production', asked: 'testecf' },
    { why: 'an unknown service', environment: 'sandbox', asked: 'prueba' },
  ] as const)('$why', ({ environment, asked }) => {
    const { name, faults } = chosenService(dominican, environment, asked)
    expect(name).toBeUndefined()
    expect(faults).toMatchObject([{ code: 'authority-environment', path: 'authorityEnvironment', severity: 'error' }])
  })
})
