import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIssuer, updateIssuer } from '../../src/accounts/issuers.ts'
import { SCOPES } from '../../src/domain/caller.ts'
import { needs } from '../support/needs.ts'
import { CELCER, ecuadorianInvoice } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { FakturClient } from './faktur-client.ts'
import { fakturInvoice, fakturItem } from './faktur-routes.ts'

const DAY_MS = 24 * 3_600_000

describe.skipIf(!needs('postgres-server'))('a request of the faktur contract that is repeated', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterAll(() => world.close())

  const headers = { 'idempotency-key': 'sale-1' }
  const callerOf = ({ tenantId }: FakturClient) => {
    return { tenantId, environment: CELCER.environment, scopes: SCOPES, actor: 'test', door: 'v1' } as const
  }
  const profileOf = (taxId: string, settings: Readonly<Record<string, unknown>>) => {
    return { taxId, name: 'Panadería La Mitad del Mundo S.A.', address: 'Quito', settings }
  }

  test('is answered as at first on a later day, and when the issuer has given the establishment up', async () => {
    const taxId = '0991234571001'
    const client = await FakturClient.of(world, taxId, CELCER, { establishments: [{ code: '001' }, { code: '002' }] })
    const body = fakturInvoice({ establishmentCode: '002' })
    const first = await client.post(body, { headers })
    expect(first.body.data).toMatchObject({ status: 'AUTHORIZED', establishmentCode: '002' })

    world.clock.advance(3 * DAY_MS)
    expect(await client.post(body, { headers })).toMatchObject({ status: 201, text: first.text })
    const request = { jurisdiction: 'ec', profile: profileOf(taxId, { establishments: [{ code: '001' }] }) }
    const saved = await updateIssuer(world.house, callerOf(client), client.issuerId, request)
    expect(saved.kind).toBe('saved')
    expect(await client.post(body, { headers })).toMatchObject({ status: 201, text: first.text })
    expect((await client.post(body)).body.error.details).toMatchObject([{ field: 'establishmentCode' }])
    world.clock.advance(-3 * DAY_MS)
  })

  test('is answered as at first when there is a second issuer since', async () => {
    const client = await FakturClient.of(world, '0991234572001')
    const first = await client.post(fakturInvoice(), { headers })
    await createIssuer(world.house, callerOf(client), { jurisdiction: 'ec', profile: profileOf('0991234573001', {}) })
    expect(await client.post(fakturInvoice(), { headers })).toMatchObject({ status: 201, text: first.text })
    expect((await client.post(fakturInvoice())).body.error.code).toBe('ISSUER_NOT_CONFIGURED')
  })

  test('with another body is a conflict, whatever is wrong with that body', async () => {
    const client = await FakturClient.of(world, '0991234574001')
    expect((await client.post(fakturInvoice(), { headers })).status).toBe(201)
    for (const body of [
      fakturInvoice({ buyerIdType: '04', buyerId: '123' }),
      fakturInvoice({ totalAmount: 99 }),
      fakturInvoice({ items: [fakturItem({ quantity: 'x' })] }),
      { ...fakturInvoice(), items: undefined },
      fakturInvoice({ buyerName: 'A\u0001' }),
      fakturInvoice({ items: [fakturItem({ unitPrice: 1e25 })] }),
      [],
    ]) {
      const answer = await client.post(body, { headers })
      expect(answer).toMatchObject({ status: 409, body: { error: { code: 'IDEMPOTENCY_CONFLICT' } } })
    }
  })

  test('is the same with other fields that nobody looks at', async () => {
    const client = await FakturClient.of(world, '0991234575001')
    const first = await client.post(fakturInvoice({ note: 'a' }), { headers })
    const again = await client.post(fakturInvoice({ note: { deep: [1e-9, '\u0000'] } }), { headers })
    expect(again).toMatchObject({ status: 201, text: first.text })
  })

  test('and its document are found by the access key that was told, also when a correction has another', async () => {
    const { taxpayer } = await world.ecuadorian('0991234576001')
    const client = await FakturClient.over(world, taxpayer.caller.tenantId, taxpayer.issuerId)
    const { body } = await client.post(fakturInvoice({ issueDate: '2026-03-08' }), { headers })
    expect(body.data.status).toBe('REJECTED')
    const corrected = await world.app.inject({
      method: 'POST',
      url: `/api/v1/documents/${body.data.id}/correct`,
      headers: { authorization: `Bearer ${taxpayer.apiKey}` },
      payload: ecuadorianInvoice({ issueDate: '2026-11-21' }),
    })
    expect(corrected.statusCode, corrected.payload).toBe(200)
    await world.settle()
    const now = await client.detail(body.data.accessKey)
    expect(now).toMatchObject({ status: 200, body: { data: { id: body.data.id, status: 'AUTHORIZED' } } })
    expect(now.body.data.accessKey).not.toBe(body.data.accessKey)
  })
})
