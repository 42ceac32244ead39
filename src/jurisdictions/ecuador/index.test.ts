import { describe, expect, test } from 'vitest'
import { ecuador } from './index.ts'
import { TYPE_FACTS } from './type-facts.ts'

describe('Ecuador on one page', () => {
  test('has a test service and one that counts, each with its host', () => {
    expect(ecuador.authorityEnvironments.map(({ name, environment }) => [name, environment])).toEqual([
      ['celcer', 'sandbox'],
      ['cel', 'production'],
    ])
    for (const { name, hosts } of ecuador.authorityEnvironments) expect(hosts.ws).toBe(`https://${name}.sri.gob.ec`)
  })

  test('asks for priced lines of everything but the guía and the retención', () => {
    expect(ecuador.documentTypes.map(({ code, lines }) => [code, lines])).toEqual([
      ['01', 'priced'],
      ['03', 'priced'],
      ['04', 'priced'],
      ['05', 'priced'],
      ['06', 'free'],
      ['07', 'free'],
    ])
  })

  test('numbers by itself, at every emission point, in every type', () => {
    for (const { code } of TYPE_FACTS) {
      const number = ecuador.numbering.format(`${code}-001-001`, 1n)
      expect(ecuador.numbering.parse(number, code)).toEqual({ series: `${code}-001-001`, sequence: 1n })
    }
    expect(ecuador.numbering.opensByItself).toBe(true)
  })

  test('is dated in one time zone and paid in dollars', () => {
    expect([ecuador.code, ecuador.currency, ecuador.timeZone]).toEqual(['ec', 'USD', 'America/Guayaquil'])
  })
})
