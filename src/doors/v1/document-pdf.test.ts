import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import { openPrinter } from '../../adapters/pdf/printer.ts'
import type { Printer } from '../../ports/printer.ts'

describe.skipIf(!needs('postgres-server'))('a printer with more work than it can take', () => {
  const full = openPrinter({ queueLimit: 0 })
  let printer: Pick<Printer, 'print'> = full
  let api: ApiServer
  let taxpayer: Taxpayer
  let url: string

  beforeAll(async () => {
    api = await apiServer({}, () => ({ printer: { print: (...job) => printer.print(...job) } }))
    taxpayer = await dominicanTaxpayer(api.parts)
    const issue = withKey(taxpayer.apiKey, { method: 'POST', url: '/api/v1/documents', payload: creditInvoice() })
    url = `/api/v1/documents/${(await api.app.inject(issue)).json<{ id: string }>().id}/pdf`
  })
  afterAll(async () => {
    await full.close()
    await api.close()
  })

  const ask = (request: InjectOptions = {}) => api.app.inject(withKey(taxpayer.apiKey, { url, ...request }))

  test('says when to come again, keeps nothing of it, and prints as soon as it can', async () => {
    printer = full
    const busy = await ask()
    expect(busy.statusCode).toBe(503)
    expect(busy.headers['retry-after']).toBe('1')
    expect(busy.json()).toMatchObject({ code: 'unavailable' })
    expect(busy.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(busy.headers).not.toHaveProperty('etag')

    printer = api.house.printer
    expect((await ask()).statusCode).toBe(200)
  })

  test('still hands out what was printed lately, and tells who has it already that it is the same', async () => {
    printer = api.house.printer
    const { headers } = await ask()
    printer = full
    expect((await ask()).statusCode).toBe(200)
    expect((await ask({ headers: { 'if-none-match': String(headers.etag) } })).statusCode).toBe(304)
    expect((await ask({ url: `${url}?paper=receipt` })).statusCode).toBe(503)
  })

  test('costs no thread when only the headers are asked for and the paper is known', async () => {
    printer = full
    const { statusCode, body } = await ask({ method: 'HEAD' })
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '' })
  })
})
