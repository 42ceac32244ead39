import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig, SETTINGS } from './config.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')

const mistakesIn = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return error instanceof ConfigError ? error.mistakes : [String(error)]
  }
}

describe('readConfig', () => {
  test('has a default for everything that needs one', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, dataDir: './data', loopbackOnly: false })
    expect(readConfig({}).databaseUrl).toBeUndefined()
  })

  test('takes an empty value as none', () => {
    expect(readConfig({ EMITE_PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  })

  test('tells of all mistakes at once', () => {
    const mistakes = mistakesIn({ EMITE_PORT: '70000', EMITE_LOOPBACK_ONLY: 'yes', EMITE_PROT: '1' })
    expect(mistakes).toEqual([
      'EMITE_PROT: there is no such setting',
      'EMITE_PORT: "70000" is not a port from 0 to 65535',
      'EMITE_LOOPBACK_ONLY: "yes" is neither true nor false',
    ])
  })

  test.each([
    'x',
    '[]',
    '{"do/testecf": "http://127.0.0.1"}',
    '{"do/testecf/ecf": "nowhere"}',
    '{"do/testecf/ecf": 1}',
  ])('refuses %s as authority addresses', (value) =>
    expect(mistakesIn({ EMITE_AUTHORITY_HOSTS: value })).toHaveLength(1),
  )

  test.each([
    ['EMITE_LOG_LEVEL', 'loud'],
    ['EMITE_MASTER_KEY', 'zz'],
    ['EMITE_MASTER_KEY', ' '],
    ['EMITE_METRICS_TOKEN', ' '],
    ['EMITE_METRICS_TOKEN', 'señal'],
    ['EMITE_WORKER_PORT', '70000'],
    ['EMITE_AUTHORITY_HOSTS', '{"do/testecf/nobody": "http://127.0.0.1"}'],
    ['EMITE_AUTHORITY_HOSTS', '{"do/ecf/ecf": "http://ecf.example"}'],
    ['EMITE_TRUST_PROXY', 'banana'],
    ['EMITE_TRUST_PROXY', '10.0.0.1, 10.0.0.0/33'],
    ['EMITE_TRUST_PROXY', '10.0.0.0/8/8'],
    ['EMITE_TRUST_PROXY', 'true'],
    ['EMITE_WEBHOOK_ALLOW', '10.0.0.0/33'],
    ['EMITE_WEBHOOK_ALLOW', '10.0.0'],
    ['EMITE_WEBHOOK_ALLOW', 'erp.internal, https://erp'],
    ['EMITE_WEBHOOK_ALLOW', '*.internal'],
    ['DATABASE_URL', 'mysql://db/emite'],
    ['DATABASE_URL', 'db.example'],
  ])('refuses %s=%s before anything starts', (name, value) =>
    expect(mistakesIn({ [name]: value })).toEqual([expect.stringMatching(`^${name}: `)]),
  )

  test.each([
    ['EMITE_TRUST_PROXY', '10.0.0.1, 192.168.0.0/16,::1,fd00::/8, loopback'],
    ['EMITE_WEBHOOK_ALLOW', '10.0.0.1, 192.168.0.0/16,::1,fd00::/8, erp.internal,localhost'],
    ['DATABASE_URL', 'postgres://emite:s%C3%A9creta@db.example:5432/emite?sslmode=require'],
    ['DATABASE_URL', 'postgresql:///emite?host=/var/run/postgresql'],
    ['EMITE_LOG_LEVEL', 'silent'],
    ['EMITE_MASTER_KEY', `${KEY} ${KEY},${KEY}`],
    ['EMITE_WORKER_PORT', '0'],
  ])('takes %s=%s', (name, value) => expect(mistakesIn({ [name]: value })).toEqual([]))

  test('names the addresses that lead away from a machine that contacts nothing else', () => {
    const given = { EMITE_AUTHORITY_HOSTS: '{"do/testecf/ecf": "https://ecf.example"}', EMITE_LOOPBACK_ONLY: 'true' }
    expect(mistakesIn(given)).toEqual([expect.stringMatching(/^EMITE_AUTHORITY_HOSTS: .*do\/testecf\/ecf/)])
    expect(mistakesIn({ ...given, EMITE_LOOPBACK_ONLY: 'false' })).toEqual([])
  })

  test('never repeats a secret in a mistake', () => {
    const secret = 'c2VjcmV0LWtleS1vZi10aGlydHktdHdvLWJ5dGVzISE='
    const mistakes = mistakesIn({
      EMITE_MASTER_KEY: secret,
      EMITE_PORT: 'x',
      DATABASE_URL: `mysql://emite:${secret}@db`,
    })
    expect(mistakes).toHaveLength(2)
    expect(mistakes.join()).not.toContain(secret)
  })

  test('every setting has a word on what it is for', () => {
    for (const setting of Object.values(SETTINGS)) expect(setting.about.length).toBeGreaterThan(20)
  })
})
