import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_MAIL_SETTINGS } from '../../src/domain/mail.ts'
import { mailCatcher, type MailCatcher } from '../support/mail-catcher.ts'
import { needs } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { FakturClient } from './faktur-client.ts'
import { fakturInvoice, fakturItem } from './faktur-routes.ts'

const URL = '/v1/documents/invoices?async=true'

describe.skipIf(!needs('postgres-server'))('the faktur contract', () => {
  let world: World
  let catcher: MailCatcher
  let client: FakturClient
  beforeAll(async () => {
    catcher = await mailCatcher({})
    world = await World.start({
      environment: {
        EMITE_SMTP_URL: `smtp://127.0.0.1:${catcher.port}?tls=none`,
        EMITE_MAIL_FROM: 'emite@facturas.example',
      },
    })
    client = await FakturClient.of(world, '0991234567001')
  })
  afterAll(async () => {
    await world.close()
    await catcher.close()
  })

  const FIELDS = [
    ...['buyerIdType', 'buyerId', 'buyerName', 'buyerAddress', 'buyerEmail', 'issueDate', 'establishmentCode'],
    ...['emissionPointCode', 'items', 'payments', 'subtotal', 'totalDiscount', 'totalAmount'],
  ]
  const ITEM_FIELDS = ['mainCode', 'auxiliaryCode', 'description', 'quantity', 'unitPrice', 'discount', 'taxes']
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.double(),
    fc.constantFrom('\u0000', '\ud800', '2026-02-30', '99999-12-31', 1e21, 1e-9, -0, 999_999_999_999_999, '__proto__'),
  )

  test('answers whatever it is sent in its own words, and never breaks', async () => {
    const change = fc.record({
      field: fc.constantFrom(...FIELDS),
      value: anything,
      itemField: fc.constantFrom(...ITEM_FIELDS, 'none'),
      itemValue: anything,
      taxField: fc.constantFrom('taxCode', 'rateCode', 'rate', 'taxableBase', 'taxAmount', 'none'),
      taxValue: anything,
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ field, value, itemField, itemValue, taxField, taxValue }) => {
        const taxes = [{ taxCode: '2', rateCode: '2', [taxField]: taxValue }]
        const body = { ...fakturInvoice({ items: [fakturItem({ taxes, [itemField]: itemValue })] }), [field]: value }
        const answer = await client.send('POST', URL, JSON.stringify(body))
        expect([201, 400, 422]).toContain(answer.status)
        if (answer.status === 201) return
        expect(answer.body.success).toBe(false)
        expect(answer.body.error.code).toMatch(/^[A-Z_]+$/)
        expect(answer.text).not.toMatch(/lines\[|\bec\.|infoFactura/)
      }),
      { numRuns: 150 },
    )
  })

  test('tells a buyer by mail what SRI has authorised', async () => {
    const settings = { ...DEFAULT_MAIL_SETTINGS, enabled: true }
    await world.house.mails.changeSettings(client.tenantId, client.issuerId, settings, 'test')
    const { body } = await client.post(fakturInvoice({ buyerEmail: 'rosa@example.com' }))
    await world.settle()
    await world.pass(60_000)
    const mail = catcher.messages.find(({ to }) => to.includes('rosa@example.com'))
    expect(mail, JSON.stringify(catcher.messages.map(({ to }) => to))).toBeDefined()
    expect(body.data.status).toBe('AUTHORIZED')
  })
})
