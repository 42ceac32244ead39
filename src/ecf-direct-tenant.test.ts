import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const TENANT = '0e317e00-0000-7000-8000-00000000de32'

const mistakesIn = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return error instanceof ConfigError ? error.mistakes : [String(error)]
  }
}

describe('the tenant that the ecf-direct door is bound to', () => {
  test('is read with its environment', () => {
    const { ecfDirectTenant } = readConfig({ EMITE_ECF_DIRECT_TENANT: `${TENANT.toUpperCase()}/sandbox` })
    expect(ecfDirectTenant).toEqual({ tenantId: TENANT, environment: 'sandbox' })
    expect(readConfig({}).ecfDirectTenant).toBeUndefined()
  })

  test.each([TENANT, `${TENANT}/testecf`, 'demo/sandbox', `${TENANT}/`])('is not %s', (given) => {
    expect(mistakesIn({ EMITE_ECF_DIRECT_TENANT: given })).toEqual([
      `EMITE_ECF_DIRECT_TENANT: "${given}" is not <tenant id>/sandbox or <tenant id>/production`,
    ])
  })

  test.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost', ''])('is served on loopback: %s', (host) => {
    expect(mistakesIn({ EMITE_ECF_DIRECT_TENANT: `${TENANT}/sandbox`, EMITE_HOST: host })).toEqual([])
  })

  test.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', 'example.com'])(
    'is refused on %s, unless a proxy authenticates',
    (host) => {
      const given = { EMITE_ECF_DIRECT_TENANT: `${TENANT}/production`, EMITE_HOST: host }
      expect(mistakesIn(given)).toHaveLength(1)
      expect(mistakesIn(given)[0]).toContain('EMITE_ECF_DIRECT_BEHIND_PROXY=true')
      expect(mistakesIn({ ...given, EMITE_ECF_DIRECT_BEHIND_PROXY: 'false' })).toHaveLength(1)
      expect(mistakesIn({ ...given, EMITE_ECF_DIRECT_BEHIND_PROXY: 'true' })).toEqual([])
    },
  )
})
