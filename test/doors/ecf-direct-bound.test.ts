import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_SERVER_SETTINGS, type ServerSettings } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { EcfDirectClient } from './ecf-direct-client.ts'
import { ecfDirectInvoice } from './ecf-direct-routes.ts'

describe.skipIf(!needs('postgres-server'))('the door ecf-direct, bound to a tenant by its operator', () => {
  let world: World
  let taxpayer: Client
  const apps: FastifyInstance[] = []
  beforeAll(async () => {
    world = await World.start()
    taxpayer = await world.taxpayer('131000003')
  })
  afterAll(async () => {
    for (const app of apps) await app.close()
    await world.close()
  })

  async function bound(changes: Partial<ServerSettings> = {}) {
    const { tenantId, environment } = taxpayer.taxpayer.caller
    const settings = { ...DEFAULT_SERVER_SETTINGS, ecfDirectTenant: { tenantId, environment }, ...changes }
    const app = await buildServer({ ...world.house, logger: world.house.log, readiness: [], settings })
    apps.push(app)
    return (headers: Readonly<Record<string, string>> = {}) => new EcfDirectClient(world, headers, app)
  }

  test('serves whoever shows no key, and refuses a wrong one all the same', async () => {
    const as = await bound()
    const { trackId } = (await as().send(ecfDirectInvoice())).body.dgii_response
    expect(await as().status(trackId)).toMatchObject({ status: 200 })
    expect(await EcfDirectClient.of(world, taxpayer).status(trackId)).toMatchObject({ status: 200 })
    const wrong = [{ 'x-api-key': 'wrong' }, { 'x-api-key': '' }, { authorization: 'Bearer wrong' }, { authorization: 'bearer' }]
    for (const headers of wrong) expect(await as(headers).status(trackId)).toMatchObject({ status: 401 })
  }) // prettier-ignore

  test('refuses a key that is shown in a wrong way, whoever’s it is', async () => {
    const { apiKey } = (await world.taxpayer('131000011')).taxpayer
    for (const isBehindProxy of [false, true]) {
      const as = await bound({ ecfDirectBehindProxy: isBehindProxy })
      for (const authorization of [apiKey, `ApiKey ${apiKey}`, `Token ${apiKey}`, `Bearer: ${apiKey}`, '']) {
        const { status } = await as({ authorization }).emit(ecfDirectInvoice())
        expect({ authorization, status }).toEqual({ authorization, status: 401 })
      }
    }
  })

  test('takes the credentials of another scheme for those of the proxy in front', async () => {
    const as = await bound({ ecfDirectBehindProxy: true })
    const headers = { authorization: 'Basic YWxnbzphbGdv', host: 'facturas.example.com' }
    expect(await as(headers).emit(ecfDirectInvoice())).toMatchObject({ status: 200 })
    const nobodysProxy = await bound()
    const { authorization } = headers
    expect(await nobodysProxy({ authorization }).emit(ecfDirectInvoice())).toMatchObject({ status: 401 })
  })

  test.each([
    { host: 'localhost', status: 200 },
    { host: '127.0.0.1:3000', status: 200 },
    { host: '[::1]:3000', status: 200 },
    { host: 'LOCALHOST:3000', status: 200 },
    { host: 'evil.example:3000', status: 403 },
    { host: 'localhost.evil.example', status: 403 },
    { host: '127.0.0.1.evil.example', status: 403 },
    { host: '192.168.1.5:3000', status: 403 },
  ])('answers $status to who calls it $host, as a page in a browser could', async ({ host, status }) => {
    const answer = await (await bound())({ host, 'x-forwarded-host': 'localhost' }).emit(ecfDirectInvoice())
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.body).toMatchObject({ status: 'error', code: 'forbidden', errors: [] })
  })

  test('serves who shows a key by whatever name', async () => {
    const headers = { 'x-api-key': taxpayer.taxpayer.apiKey, host: 'facturas.example.com' }
    expect(await (await bound())(headers).emit(ecfDirectInvoice())).toMatchObject({ status: 200 })
  })
})
