import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { systemChance } from '../adapters/system/chance.ts'
import { newKeyText, PREFIX_CHARACTERS, tenantOfKeyText } from './key-text.ts'

describe('the text of a key', () => {
  test('says whose it is, whatever the tenant', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('sandbox' as const, 'production' as const), (tenantId, environment) => {
        expect(tenantOfKeyText(newKeyText(environment, tenantId, systemChance))).toBe(tenantId)
      }),
    )
  })

  test('begins so that keys of one tenant can be told apart, and environments at once', () => {
    const tenantId = systemChance.id()
    const texts = Array.from({ length: 100 }, () => newKeyText('production', tenantId, systemChance))
    expect(new Set(texts.map((text) => text.slice(0, PREFIX_CHARACTERS))).size).toBe(100)
    expect(texts.every((text) => text.startsWith('emk_live_'))).toBe(true)
    expect(newKeyText('sandbox', tenantId, systemChance)).toMatch(/^emk_sandbox_/)
  })

  test('anything else is no key', () => {
    const good = newKeyText('sandbox', systemChance.id(), systemChance)
    for (const text of [
      '',
      'emk_',
      good.slice(1),
      good.slice(0, -1),
      `${good}a`,
      `${good}\n`,
      good.replace('sandbox', 'test'),
    ]) {
      expect(tenantOfKeyText(text)).toBeUndefined()
    }
    fc.assert(fc.property(fc.string(), (text) => tenantOfKeyText(text) === undefined))
  })
})
