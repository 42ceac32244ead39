import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'

describe.skipIf(!needs('postgres-server'))('documents', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  test('first', async () => {
    const r = await api.app.inject(
      withKey(taxpayer.apiKey, { method: 'POST', url: '/api/v1/documents', payload: creditInvoice() }),
    )
    console.log(r.statusCode, r.headers, r.body)
    const o = await api.app.inject('/openapi.json')
    console.log(o.statusCode, o.body.length, Object.keys(o.json().paths), Object.keys(o.json().components.schemas))
    const d = await api.app.inject('/docs')
    console.log(d.statusCode, d.body.length)
    console.log(api.log.slice(-5))
    expect(r.statusCode).toBe(201)
  })
})
