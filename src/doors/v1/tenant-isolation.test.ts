import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operationsOf } from '../../../test/support/api-operations.ts'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import { createKey } from '../../accounts/keys.ts'
import { type Environment, SCOPES } from '../../domain/caller.ts'

describe.skipIf(!needs('postgres-server'))('what belongs to another account or environment is not there', () => {
  let api: ApiServer
  let owner: Taxpayer
  let documentId: string
  let keyId: string
  let webhookId: string
  const strangers: { who: string; key: string }[] = []

  beforeAll(async () => {
    api = await apiServer()
    owner = await dominicanTaxpayer(api.parts, '999999992')
    const reply = await api.app.inject(
      withKey(owner.apiKey, {
        method: 'POST',
        url: '/api/v1/documents',
        payload: creditInvoice({ externalId: 'theirs' }),
      }),
    )
    documentId = reply.json<{ id: string }>().id
    keyId = (await newKey(owner, 'sandbox')).key.id
    const webhook = { method: 'POST', url: '/api/v1/webhooks', payload: { url: 'http://127.0.0.1:9/' } } as const
    webhookId = (await api.app.inject(withKey(owner.apiKey, webhook))).json<{ id: string }>().id
    strangers.push({ who: 'another account', key: (await dominicanTaxpayer(api.parts, '131880681')).apiKey })
    strangers.push({ who: 'the production key of the same account', key: (await newKey(owner, 'production')).secret })
  })
  afterAll(() => api.close())

  function newKey({ caller: { tenantId } }: Taxpayer, environment: Environment) {
    return createKey(api.parts, 'test', {
      tenantId,
      environment,
      name: 'secreta',
      scopes: SCOPES,
      expiresAt: undefined,
    })
  }

  const idsOf = (path: string): readonly string[] => {
    if (path.includes('/documents/{id}')) return [documentId]
    if (path.includes('/keys/{id}')) return [keyId]
    if (path.includes('/webhooks/{id}')) return [webhookId]
    return path.includes('{') && !path.includes('/catalogs/') ? [owner.issuerId] : []
  }

  /** A body that would do if the thing were theirs, so that only whose it is can be the reason. */
  const bodies: Readonly<Record<string, object>> = {
    correctDocument: creditInvoice(),
    updateIssuer: { jurisdiction: 'do', taxId: '999999992', name: 'Robada SRL', address: 'Calle 1' },
    uploadCertificate: { file: 'MAA=', password: '' },
    changeAppearance: { colour: '#000000' },
    changeMailSettings: { enabled: false },
    sendDocumentMail: { to: ['ladron@example.com'] },
    changeWebhook: { description: 'robado' },
    rotateWebhookSecret: {},
    replayWebhookRange: { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' },
    addRange: { series: '31', first: '90000001', last: '90000002', expiresOn: '2028-12-31' },
  }

  test('every operation with an id answers 404 to strangers, and the owner sees nothing changed', async () => {
    const before = await everythingOf(owner.apiKey)
    let asked = 0
    for (const { who, key } of strangers) {
      for (const { path, operationId } of await operationsOf(api.app, documentId)) {
        for (const id of idsOf(path)) {
          const [operation] = (await operationsOf(api.app, id)).filter((each) => each.operationId === operationId)
          const payload = bodies[operationId]
          const request: InjectOptions = { ...operation!.request, ...(payload === undefined ? {} : { payload }) }
          const { statusCode } = await api.app.inject(withKey(key, request))
          expect({ who, operationId, statusCode }).toEqual({ who, operationId, statusCode: 404 })
          asked += 1
        }
      }
    }
    expect(asked).toBeGreaterThanOrEqual(24)
    expect(await everythingOf(owner.apiKey)).toEqual(before)
  })

  test('no list shows anything of another account or environment', async () => {
    for (const { key } of strangers) {
      const lists = await everythingOf(key)
      for (const theirs of [documentId, owner.issuerId, keyId, webhookId, 'theirs']) expect(lists).not.toContain(theirs)
    }
  })

  test('an external id and an idempotency key belong to one account and environment', async () => {
    const [other] = strangers
    const payload = creditInvoice({ externalId: 'theirs' })
    const reply = await api.app.inject(withKey(other!.key, { method: 'POST', url: '/api/v1/documents', payload }))
    expect(reply.statusCode).toBe(201)
  })

  test('a key whose account part was swapped opens nothing', async () => {
    const [other] = strangers
    const forged = owner.apiKey.slice(0, -22) + other!.key.slice(-22)
    expect((await api.app.inject(withKey(forged, { url: '/api/v1/documents' }))).statusCode).toBe(401)
  })

  async function everythingOf(key: string): Promise<string> {
    const urls = [
      'documents',
      'issuers',
      'keys',
      'audit',
      'authorities',
      'events',
      'usage?cycles=2',
      'webhooks',
      'mails',
      'mail/suppressions',
    ]
    const replies = await Promise.all(urls.map((url) => api.app.inject(withKey(key, { url: `/api/v1/${url}` }))))
    // When a key was last used is the one thing that asking changes.
    return replies.map(({ body }) => body.replace(/,?"lastUsedAt":"[^"]*"/g, '')).join('\n')
  }
})
