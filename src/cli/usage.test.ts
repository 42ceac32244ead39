import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emite as run, emiteJson as runJson } from '../../test/support/command-line.ts'
import { needs } from '../../test/support/needs.ts'
import { creditInvoice } from '../../test/support/taxpayer.ts'
import { World } from '../../test/support/world.ts'

// One story, told in order.
describe.skipIf(!needs('postgres-server'))('plans and usage at the command line', () => {
  let world: World
  let tenant = ''
  const environment = () => ({
    DATABASE_URL: world.databaseUrl,
    EMITE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
  const emite = (...args: string[]) => run(args, { environment: environment() })
  const emiteJson = (...args: string[]) => runJson(args, { environment: environment() })
  const SANDBOX = ['--environment', 'sandbox']

  beforeAll(async () => {
    world = await World.start({ startsAt: new Date().toISOString() })
    const client = await world.taxpayer()
    tenant = client.taxpayer.caller.tenantId
    await client.issue(creditInvoice())
    await client.issue(creditInvoice())
  })
  afterAll(() => world.close())

  test('count without a plan', async () => {
    expect(await emiteJson('plan', 'show', ...SANDBOX)).toMatchObject({ exitCode: 0, value: null })
    expect(await emiteJson('usage', tenant, ...SANDBOX)).toMatchObject({
      exitCode: 0,
      value: [{ environment: 'sandbox', used: 2, issuers: [{ type: '31', documents: 2 }], history: [] }],
    })
    expect((await emite('usage', tenant, ...SANDBOX)).out).toMatch(/Documentos: +2\n/)
    expect((await emiteJson('usage', '--cycles', '3')).value).toMatchObject([
      { used: 2, history: [{}, {}, {}] },
      { used: 0 },
    ])
    expect(await emite('usage', 'nobody')).toMatchObject({ exitCode: 1, out: '' })
    expect(await emite('usage', '--cycles', '61')).toMatchObject({ exitCode: 2 })
  })

  test('put a plan in force', async () => {
    const set = [
      'plan',
      'set',
      ...SANDBOX,
      '--name',
      'Básico',
      '--included',
      '1',
      '--overage',
      'allow',
      '--overage-price',
      '0.05',
    ]
    expect(await emiteJson(...set)).toMatchObject({
      exitCode: 0,
      value: { name: 'Básico', included: 1, cycle: 'month', overage: 'allow', price: '0', overagePrice: '0.05' },
    })
    expect((await emite('plan', 'show', ...SANDBOX)).out).toContain('America/Santo_Domingo')
    const { out } = await emite('usage', tenant, ...SANDBOX)
    expect(out).toMatch(/Documentos: +2 \/ 1\n/)
    expect(out).toMatch(/De más: +1 = 0\.05 USD\n/)
    expect(await emiteJson('plan', 'show', '--environment', 'production')).toMatchObject({ value: null })
  })

  test.each([
    ['name', ['--name', '  ']],
    ['anchor', ['--anchor', '2026-02-30']],
    ['timeZone', ['--time-zone', 'Atlantis/Capital']],
    ['timeZone', ['--time-zone', '-04:00']],
    ['price', ['--price', '-1']],
    ['overagePrice', ['--overage-price', '1,50']],
    ['currency', ['--currency', 'pesos']],
  ])('refuse a plan with a wrong %s', async (field, wrong) => {
    const { exitCode, err } = await emite('plan', 'set', ...SANDBOX, '--name', 'x', '--included', '1', ...wrong)
    expect(exitCode).toBe(1)
    expect(err).toContain(`${field}: `)
  })

  test('take it away, and write everything down', async () => {
    for (const included of ['-1', '9999999999999']) {
      expect(await emite('plan', 'set', ...SANDBOX, '--name', 'x', '--included', included)).toMatchObject({
        exitCode: 2,
      })
    }
    expect(await emite('plan', 'remove', ...SANDBOX)).toMatchObject({ exitCode: 0 })
    expect(await emite('plan', 'remove', ...SANDBOX)).toMatchObject({ exitCode: 1 })
    const audit = (await emiteJson('audit', 'list')).value as { kind: string }[]
    expect(audit.map(({ kind }) => kind).filter((kind) => kind.startsWith('plan.'))).toEqual([
      'plan.set',
      'plan.removed',
    ])
  })

  test('give a key a rate', async () => {
    const create = ['key', 'create', ...SANDBOX, '--name', 'caja', '--rate']
    expect(await emiteJson(...create, '120')).toMatchObject({ exitCode: 0, value: { requestsPerMinute: 120 } })
    expect((await emite('key', 'list')).out).toMatch(/ 120 /)
    for (const rate of ['0', 'x', '10000001']) expect(await emite(...create, rate)).toMatchObject({ exitCode: 2 })
  })
})
