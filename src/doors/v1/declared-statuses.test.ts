import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { testPkcs12 } from '../../../test/support/certificates.ts'
import { needs } from '../../../test/support/needs.ts'
import { blockingPlan } from '../../../test/support/plans.ts'
import { pngOf } from '../../../test/support/pictures.ts'
import {
  creditInvoice,
  dominicanTaxpayer,
  ecuadorianInvoice,
  ecuadorianTaxpayer,
  type Taxpayer,
} from '../../../test/support/taxpayer.ts'
import { createKey } from '../../accounts/keys.ts'
import { setPlan } from '../../accounts/plans.ts'
import type { Scope } from '../../domain/caller.ts'
import { openAuthorityLines } from '../../adapters/http/authority-line.ts'
import { accountStore } from '../../adapters/postgres/account-store.ts'
import { openDatabase } from '../../adapters/postgres/database.ts'
import type { ServerParts } from '../parts.ts'
import type { Problem } from '../problem.ts'
import { endDocument, type Operation, operationsOf } from '../../../test/support/api-operations.ts'

const NOBODY = '00000000-0000-7000-8000-000000000000'
/** Names its issuer, because the tests add others. */
const invoice = (changes: object = {}) => creditInvoice({ issuer: '999999992', ...changes })
const TOO_LARGE = JSON.stringify({ padding: 'x'.repeat(5 * 1024 * 1024) })

describe.skipIf(!needs('postgres-server'))('every operation answers with each status it declares', () => {
  let api: ApiServer
  let taxpayer: Taxpayer
  let documentId: string
  const seen = new Set<string>()

  beforeAll(async () => {
    // Each operation is asked without a key once, which are more than an address may be wrong in a minute.
    api = await apiServer({ rejectedPerMinute: 1_000 })
    taxpayer = await dominicanTaxpayer(api.parts)
    documentId = await created({ externalId: 'first' })
  })
  afterAll(() => api.close())

  async function created(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const payload = invoice(changes)
    const reply = await api.app.inject(withKey(taxpayer.apiKey, { method: 'POST', url: '/api/v1/documents', payload }))
    expect(reply.statusCode).toBe(201)
    return reply.json<{ id: string }>().id
  }

  async function keyWith(scopes: readonly Scope[]): Promise<{ id: string; secret: string }> {
    const { tenantId } = taxpayer.caller
    const request = { tenantId, environment: 'sandbox' as const, name: 'narrow', scopes, expiresAt: undefined }
    const { key, secret } = await createKey(api.parts, 'test', request)
    return { id: key.id, secret }
  }

  async function expectStatus(
    operationId: string,
    status: number,
    request: InjectOptions,
    app = api.app,
  ): Promise<unknown> {
    const reply = await app.inject(request)
    expect({ operationId, status: reply.statusCode, body: reply.statusCode === status ? '' : reply.body }).toEqual({
      operationId,
      status,
      body: '',
    })
    if (status >= 400) expectProblem(reply.json(), status, reply.headers['content-type'])
    seen.add(`${operationId} ${status}`)
    return reply.body
  }

  const issuer = (changes: object = {}) => ({
    jurisdiction: 'do',
    taxId: '131880681',
    name: 'Otra SRL',
    address: 'Calle 2',
    ...changes,
  })
  const ownMailServer = (changes: object = {}) => ({
    host: '127.0.0.1',
    port: 1,
    security: 'none',
    from: 'yo@example.com',
    ...changes,
  })
  const range = (changes: object = {}) => ({
    series: '31',
    first: '90000001',
    last: '90000100',
    expiresOn: '2028-12-31',
    ...changes,
  })

  type Case = readonly [operationId: string, status: number, make: () => InjectOptions | Promise<InjectOptions>]
  const post = (url: string, payload?: object | string, headers = {}): InjectOptions => ({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: payload === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const get = (url: string, headers = {}): InjectOptions => ({ method: 'GET', url: `/api/v1${url}`, headers })
  const put = (url: string, payload: object | string, headers = {}): InjectOptions => ({
    ...post(url, payload, headers),
    method: 'PUT',
  })
  const remove = (url: string, payload?: object | string, headers = {}): InjectOptions => ({
    ...post(url, payload, headers),
    method: 'DELETE',
  })
  const ndjson = { 'content-type': 'application/x-ndjson' }
  const text = { 'content-type': 'text/plain' }
  const png = { 'content-type': 'image/png' }
  const dot = () => pngOf({ width: 1, height: 1, pixel: () => [0, 0, 0] })

  /** What any operation with a body does with one that cannot be read. */
  const unreadable = (
    operationId: string,
    url: () => string,
    make: (url: string, payload: string, headers?: object) => InjectOptions,
  ): Case[] => [
    [operationId, 400, () => make(url(), '{"a":')],
    [operationId, 413, () => make(url(), TOO_LARGE)],
    [operationId, 415, () => make(url(), 'hola', text)],
  ]

  const CASES: readonly Case[] = [
    ...unreadable('createDocument', () => '/documents', post),
    ['createDocument', 200, () => post('/documents', invoice({ externalId: 'first' }))],
    ['createDocument', 201, () => post('/documents', invoice())],
    ...['61', '1.5', '', '1e1', '1&wait=2'].map((wait): Case => {
      return ['createDocument', 400, () => post(`/documents?wait=${wait}`, invoice())]
    }),
    ['createDocument', 400, () => post('/documents', invoice(), { 'idempotency-key': 'with blank' })],
    ['createDocument', 409, () => post('/documents', invoice({ externalId: 'first', issueDate: '2026-11-20' }))],
    ['createDocument', 422, () => post('/documents', invoice({ lines: [] }))],
    ...unreadable('validateDocument', () => '/documents/validate', post),
    ['validateDocument', 200, () => post('/documents/validate', invoice({ lines: [] }))],
    [
      'validateDocument',
      409,
      async () => post('/documents/validate', invoice({ issuer: await issuerWithoutRanges() })),
    ],
    ['validateDocument', 422, () => post('/documents/validate', invoice({ issuer: '101010632' }))],
    ['createDocuments', 200, () => post('/documents/batch', '{"draft":{}}\n', ndjson)],
    ['createDocuments', 400, () => post('/documents/batch', '{}', { ...ndjson, 'idempotency-key': 'x'.repeat(241) })],
    ['createDocuments', 415, () => post('/documents/batch', '{"draft":{}}')],
    ['listDocuments', 200, () => get('/documents?state=signed&state=sent&limit=1')],
    ['listDocuments', 400, () => get('/documents?issuedFrom=2026-02-30')],
    ['getDocument', 200, () => get(`/documents/${documentId}`)],
    ['getDocument', 304, () => get(`/documents/${documentId}`, { 'if-none-match': '*' })],
    ['getDocument', 400, () => get(`/documents/${documentId}`, { 'if-none-match': 'x'.repeat(1001) })],
    ['getDocument', 404, () => get(`/documents/${NOBODY}`)],
    ['getDocumentTimeline', 200, () => get(`/documents/${documentId}/timeline`)],
    ['getDocumentTimeline', 404, () => get(`/documents/${NOBODY}/timeline`)],
    ['getDocumentStanding', 404, () => get(`/documents/${documentId}/standing`)],
    ['getDocumentXml', 200, () => get(`/documents/${documentId}/xml`)],
    ['getDocumentXml', 400, () => get(`/documents/${documentId}/xml?file=secret`)],
    ['getDocumentXml', 404, () => get(`/documents/${documentId}/xml?file=submission`)],
    ['getDocumentPdf', 200, () => get(`/documents/${documentId}/pdf`)],
    ['getDocumentPdf', 304, () => get(`/documents/${documentId}/pdf`, { 'if-none-match': '*' })],
    ['getDocumentPdf', 400, () => get(`/documents/${documentId}/pdf?paper=napkin`)],
    ['getDocumentPdf', 404, () => get(`/documents/${NOBODY}/pdf`)],
    ...unreadable('retryDocument', () => `/documents/${documentId}/retry`, post),
    ['retryDocument', 200, () => post(`/documents/${documentId}/retry`)],
    ['retryDocument', 404, () => post(`/documents/${NOBODY}/retry`)],
    ['retryDocument', 409, async () => post(`/documents/${await approved()}/retry`)],
    ...unreadable('correctDocument', () => `/documents/${documentId}/correct`, post),
    ['correctDocument', 200, async () => post(`/documents/${await failed()}/correct`, invoice())],
    ['correctDocument', 404, () => post(`/documents/${NOBODY}/correct`, invoice())],
    ['correctDocument', 409, () => post(`/documents/${documentId}/correct`, invoice())],
    ['correctDocument', 422, async () => post(`/documents/${await failed()}/correct`, invoice({ lines: [] }))],
    ['listIssuers', 200, () => get('/issuers')],
    ...unreadable('createIssuer', () => '/issuers', post),
    ['createIssuer', 201, () => post('/issuers', issuer())],
    ['createIssuer', 409, () => post('/issuers', issuer({ taxId: '999999992' }))],
    ['createIssuer', 422, () => post('/issuers', issuer({ taxId: 'x', surprise: 1 }))],
    ['getIssuer', 200, () => get(`/issuers/${taxpayer.issuerId}`)],
    ['getIssuer', 404, () => get(`/issuers/${NOBODY}`)],
    ...unreadable('updateIssuer', () => `/issuers/${taxpayer.issuerId}`, put),
    [
      'updateIssuer',
      200,
      () => put(`/issuers/${taxpayer.issuerId}`, issuer({ taxId: '999999992', name: 'Nuevo Nombre SRL' })),
    ],
    ['updateIssuer', 404, () => put(`/issuers/${NOBODY}`, issuer())],
    ['updateIssuer', 409, () => put(`/issuers/${taxpayer.issuerId}`, issuer({ taxId: '101010632' }))],
    ['updateIssuer', 422, () => put(`/issuers/${taxpayer.issuerId}`, issuer({ authorityEnvironment: 'ecf' }))],
    ['getAppearance', 200, () => get(`/issuers/${taxpayer.issuerId}/appearance`)],
    ['getAppearance', 404, () => get(`/issuers/${NOBODY}/appearance`)],
    ...unreadable('changeAppearance', () => `/issuers/${taxpayer.issuerId}/appearance`, put),
    ['changeAppearance', 200, () => put(`/issuers/${taxpayer.issuerId}/appearance`, { paper: 'a4' })],
    ['changeAppearance', 404, () => put(`/issuers/${NOBODY}/appearance`, {})],
    ['changeAppearance', 422, () => put(`/issuers/${taxpayer.issuerId}/appearance`, { colour: 'red' })],
    ['getLogo', 404, () => get(`/issuers/${taxpayer.issuerId}/logo`)],
    ['changeLogo', 200, () => put(`/issuers/${taxpayer.issuerId}/logo`, dot(), png)],
    ['changeLogo', 404, () => put(`/issuers/${NOBODY}/logo`, dot(), png)],
    ['changeLogo', 400, () => put(`/issuers/${taxpayer.issuerId}/logo?paper=a4`, dot(), png)],
    ['changeLogo', 413, () => put(`/issuers/${taxpayer.issuerId}/logo`, TOO_LARGE, png)],
    ['changeLogo', 415, () => put(`/issuers/${taxpayer.issuerId}/logo`, {})],
    ['changeLogo', 422, () => put(`/issuers/${taxpayer.issuerId}/logo`, '<svg/>', png)],
    ['getLogo', 200, () => get(`/issuers/${taxpayer.issuerId}/logo`)],
    ['getLogo', 304, () => get(`/issuers/${taxpayer.issuerId}/logo`, { 'if-none-match': '*' })],
    ['getLogo', 400, () => get(`/issuers/${taxpayer.issuerId}/logo`, { 'if-none-match': 'x'.repeat(1001) })],
    ['removeLogo', 204, () => remove(`/issuers/${taxpayer.issuerId}/logo`)],
    ['removeLogo', 404, () => remove(`/issuers/${taxpayer.issuerId}/logo`)],
    ['removeLogo', 400, () => remove(`/issuers/${taxpayer.issuerId}/logo?paper=a4`)],
    ['removeLogo', 413, () => remove(`/issuers/${taxpayer.issuerId}/logo`, TOO_LARGE, png)],
    ['removeLogo', 415, () => remove(`/issuers/${taxpayer.issuerId}/logo`, 'hola', text)],
    ['listCertificates', 200, () => get(`/issuers/${taxpayer.issuerId}/certificates`)],
    ['listCertificates', 404, () => get(`/issuers/${NOBODY}/certificates`)],
    ...unreadable('uploadCertificate', () => `/issuers/${taxpayer.issuerId}/certificates`, post),
    ['uploadCertificate', 201, async () => post(`/issuers/${taxpayer.issuerId}/certificates`, await upload())],
    ['uploadCertificate', 404, async () => post(`/issuers/${NOBODY}/certificates`, await upload())],
    [
      'uploadCertificate',
      422,
      async () => post(`/issuers/${taxpayer.issuerId}/certificates`, { ...(await upload()), password: 'no' }),
    ],
    ['listRanges', 200, () => get(`/issuers/${taxpayer.issuerId}/ranges`)],
    ['listRanges', 404, () => get(`/issuers/${NOBODY}/ranges`)],
    ...unreadable('addRange', () => `/issuers/${taxpayer.issuerId}/ranges`, post),
    ['addRange', 201, () => post(`/issuers/${taxpayer.issuerId}/ranges`, range())],
    ['addRange', 404, () => post(`/issuers/${NOBODY}/ranges`, range())],
    ['addRange', 409, () => post(`/issuers/${taxpayer.issuerId}/ranges`, range({ first: '1', last: '2' }))],
    ['addRange', 422, () => post(`/issuers/${taxpayer.issuerId}/ranges`, range({ expiresOn: '2026-11-20' }))],
    ['listKeys', 200, () => get('/keys')],
    ...unreadable('createKey', () => '/keys', post),
    ['createKey', 201, () => post('/keys', { name: 'till', scopes: ['documents:write'] })],
    ['createKey', 422, () => post('/keys', { name: 'till', scopes: [] })],
    ...unreadable('revokeKey', () => `/keys/${NOBODY}`, remove),
    ['revokeKey', 204, async () => remove(`/keys/${(await keyWith(['documents:read'])).id}`)],
    ['revokeKey', 404, () => remove(`/keys/${NOBODY}`)],
    ['listCatalogs', 200, () => get('/catalogs')],
    ['getCatalog', 200, () => get('/catalogs/do/units?q=caja')],
    ['getCatalog', 400, () => get('/catalogs/do/units?query=caja')],
    ['getCatalog', 404, () => get('/catalogs/do/nothing')],
    ['listAuthorities', 200, () => get('/authorities')],
    ...unreadable('pingAuthority', () => `/authorities/${taxpayer.issuerId}/ping`, post),
    ['pingAuthority', 200, () => post(`/authorities/${taxpayer.issuerId}/ping`)],
    ['pingAuthority', 404, () => post(`/authorities/${NOBODY}/ping`)],
    ['pingAuthority', 409, async () => post(`/authorities/${await issuerWithoutCertificate()}/ping`)],
    ['pingAuthority', 422, async () => post(`/authorities/${await issuerOfUnreachableService()}/ping`)],
    ['listAudit', 200, () => get('/audit?limit=2')],
    ['listAudit', 400, () => get('/audit?limit=0')],
    ['listEvents', 200, () => get('/events?limit=1')],
    ['listEvents', 400, () => get('/events?after=yesterday')],
    ['streamEvents', 400, () => get('/events/stream', { 'last-event-id': 'x' })],
    ['getUsage', 200, () => get('/usage?cycles=2')],
    ['getUsage', 400, () => get('/usage?cycles=61')],
    ['getMailSettings', 200, () => get(`/issuers/${taxpayer.issuerId}/mail`)],
    ['getMailSettings', 404, () => get(`/issuers/${NOBODY}/mail`)],
    ...unreadable('changeMailSettings', () => `/issuers/${taxpayer.issuerId}/mail`, put),
    ['changeMailSettings', 200, () => put(`/issuers/${taxpayer.issuerId}/mail`, { enabled: false })],
    ['changeMailSettings', 404, () => put(`/issuers/${NOBODY}/mail`, { enabled: false })],
    ['changeMailSettings', 422, () => put(`/issuers/${taxpayer.issuerId}/mail`, { enabled: true })],
    ['getMailServer', 404, () => get('/mail/server')],
    ['testMailServer', 404, () => post('/mail/server/test', { to: 'yo@example.com' })],
    ...unreadable('changeMailServer', () => '/mail/server', put),
    ['changeMailServer', 200, () => put('/mail/server', ownMailServer())],
    ['changeMailServer', 422, () => put('/mail/server', ownMailServer({ host: '10.0.0.1' }))],
    ['getMailServer', 200, () => get('/mail/server')],
    ...unreadable('testMailServer', () => '/mail/server/test', post),
    ['testMailServer', 200, () => post('/mail/server/test', { to: 'yo@example.com' })],
    ['testMailServer', 422, () => post('/mail/server/test', { to: 'no one' })],
    ...unreadable('removeMailServer', () => '/mail/server', remove),
    ['removeMailServer', 204, () => remove('/mail/server')],
    ['removeMailServer', 404, () => remove('/mail/server')],
    ['listMails', 200, () => get('/mails?status=failed&limit=1')],
    ['listMails', 400, () => get('/mails?status=lost')],
    ['listDocumentMails', 200, () => get(`/documents/${documentId}/mails`)],
    ['listDocumentMails', 400, () => get(`/documents/${documentId}/mails?limit=0`)],
    ['listDocumentMails', 404, () => get(`/documents/${NOBODY}/mails`)],
    ...unreadable('sendDocumentMail', () => `/documents/${documentId}/mails`, post),
    ['sendDocumentMail', 202, async () => post(`/documents/${await approved()}/mails`, { to: ['yo@example.com'] })],
    ['sendDocumentMail', 404, () => post(`/documents/${NOBODY}/mails`, {})],
    ['sendDocumentMail', 409, () => post(`/documents/${documentId}/mails`)],
    ['sendDocumentMail', 422, () => post(`/documents/${documentId}/mails`, { to: ['no one'] })],
    ['listSuppressions', 200, () => get('/mail/suppressions?limit=1')],
    ['listSuppressions', 400, () => get('/mail/suppressions?limit=0')],
    ...unreadable('addSuppression', () => '/mail/suppressions', post),
    ['addSuppression', 201, () => post('/mail/suppressions', { address: 'basta@example.com' })],
    ['addSuppression', 422, () => post('/mail/suppressions', { address: 'no one' })],
    ...unreadable('removeSuppression', () => '/mail/suppressions/basta@example.com', remove),
    ['removeSuppression', 204, () => remove('/mail/suppressions/basta@example.com')],
    ['removeSuppression', 404, () => remove('/mail/suppressions/basta@example.com')],
    ...unreadable('reportBounce', () => '/mail/bounces', post),
    ['reportBounce', 200, () => post('/mail/bounces', { address: 'ida@example.com' })],
    ['reportBounce', 404, () => post('/mail/bounces', { messageId: `<${NOBODY}@example.com>` })],
    ['reportBounce', 422, () => post('/mail/bounces', {})],
  ]

  async function failed(): Promise<string> {
    const id = await created()
    await endDocument(api, id, 'failed')
    return id
  }

  async function approved(): Promise<string> {
    const id = await created()
    await endDocument(api, id, 'approved')
    return id
  }

  async function upload() {
    const { file, password } = await testPkcs12()
    return { file: Buffer.from(file).toString('base64'), password }
  }

  async function issuerOfUnreachableService(): Promise<string> {
    const payload = issuer({ taxId: '401506254', authorityEnvironment: 'certecf' })
    const reply = await api.app.inject(withKey(taxpayer.apiKey, post('/issuers', payload)))
    const { id } = reply.json<{ id: string }>()
    await api.app.inject(withKey(taxpayer.apiKey, post(`/issuers/${id}/certificates`, await upload())))
    return id
  }

  async function issuerWithoutRanges(): Promise<string> {
    const payload = issuer({ taxId: '130000001' })
    await api.app.inject(withKey(taxpayer.apiKey, post('/issuers', payload)))
    return payload.taxId
  }

  async function issuerWithoutCertificate(): Promise<string> {
    const payload = issuer({ taxId: '101010632' })
    const reply = await api.app.inject(withKey(taxpayer.apiKey, post('/issuers', payload)))
    return reply.json<{ id: string }>().id
  }

  test.each(CASES)('%s %d', async (operationId, status, make) => {
    await expectStatus(operationId, status, withKey(taxpayer.apiKey, await make()))
  })

  test('what stands at an authority: 200 whatever it answers, 409 without a certificate, 422 where it must not be asked', async () => {
    const own = await apiServer({}, ({ jurisdictions, clock }) => {
      const hosts = { 'ec/celcer/ws': 'http://127.0.0.1:1' }
      return { authorities: openAuthorityLines({ jurisdictions, hosts, loopbackOnly: true, clock, limits: {} }) }
    })
    try {
      const { apiKey } = await ecuadorianTaxpayer(own.parts)
      const reply = await own.app.inject(withKey(apiKey, post('/documents', ecuadorianInvoice())))
      const ask = withKey(apiKey, get(`/documents/${reply.json<{ id: string }>().id}/standing`))
      await expectStatus('getDocumentStanding', 200, ask, own.app)
      own.clock.advance(20 * 365 * 86_400_000)
      await expectStatus('getDocumentStanding', 409, ask, own.app)
    } finally {
      await own.close()
    }
    const { apiKey } = await ecuadorianTaxpayer(api.parts)
    const reply = await api.app.inject(withKey(apiKey, post('/documents', ecuadorianInvoice())))
    const ask = withKey(apiKey, get(`/documents/${reply.json<{ id: string }>().id}/standing`))
    await expectStatus('getDocumentStanding', 422, ask)
  })

  test('402 when the plan of the account includes no more documents', async () => {
    const { apiKey, caller } = await dominicanTaxpayer(api.parts, '131000001')
    await setPlan(api.parts, caller, blockingPlan(0), 'test')
    const payload = creditInvoice()
    await expectStatus('createDocument', 402, withKey(apiKey, post('/documents', payload)))
  })

  test('webhooks and their deliveries: each status', async () => {
    const url = 'http://127.0.0.1:9/'
    const ask = async (request: InjectOptions) => (await api.app.inject(withKey(taxpayer.apiKey, request))).json<{ id: string; deliveryId: string }>() // prettier-ignore
    const { id } = await ask(post('/webhooks', { url }))
    const { id: doomed } = await ask(post('/webhooks', { url }))
    const { deliveryId } = await ask(post(`/webhooks/${id}/test`))
    const delivery = `/webhooks/${id}/deliveries/${deliveryId}`
    const patch = (path: string, payload: object | string, headers = {}): InjectOptions => ({ ...post(path, payload, headers), method: 'PATCH' }) // prettier-ignore
    const range = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' }
    const actions = { testWebhook: 'test', pauseWebhook: 'pause', resumeWebhook: 'resume', rotateWebhookSecret: 'rotate-secret', replayWebhookRange: 'replay' } // prettier-ignore
    const cases: Case[] = [
      ...unreadable('createWebhook', () => '/webhooks', post),
      ['createWebhook', 201, () => post('/webhooks', { url })],
      ['createWebhook', 422, () => post('/webhooks', { url: 'https://10.0.0.1/' })],
      ['listWebhooks', 200, () => get('/webhooks')],
      ['getWebhook', 200, () => get(`/webhooks/${id}`)],
      ['getWebhook', 404, () => get(`/webhooks/${NOBODY}`)],
      ...unreadable('changeWebhook', () => `/webhooks/${id}`, patch),
      ['changeWebhook', 200, () => patch(`/webhooks/${id}`, { description: 'ERP' })],
      ['changeWebhook', 404, () => patch(`/webhooks/${NOBODY}`, { description: 'ERP' })],
      ['changeWebhook', 422, () => patch(`/webhooks/${id}`, { secret: 'mine' })],
      ...unreadable('deleteWebhook', () => `/webhooks/${NOBODY}`, remove),
      ['deleteWebhook', 204, () => remove(`/webhooks/${doomed}`)],
      ['deleteWebhook', 404, () => remove(`/webhooks/${doomed}`)],
      ...Object.entries(actions).flatMap(([name, word]) => unreadable(name, () => `/webhooks/${id}/${word}`, post)),
      ['testWebhook', 200, () => post(`/webhooks/${id}/test`)],
      ['testWebhook', 404, () => post(`/webhooks/${NOBODY}/test`)],
      ['pauseWebhook', 200, () => post(`/webhooks/${id}/pause`)],
      ['pauseWebhook', 404, () => post(`/webhooks/${NOBODY}/pause`)],
      ['pauseWebhook', 409, () => post(`/webhooks/${id}/pause`)],
      ['resumeWebhook', 200, () => post(`/webhooks/${id}/resume`)],
      ['resumeWebhook', 404, () => post(`/webhooks/${NOBODY}/resume`)],
      ['rotateWebhookSecret', 200, () => post(`/webhooks/${id}/rotate-secret`, {})],
      ['rotateWebhookSecret', 404, () => post(`/webhooks/${NOBODY}/rotate-secret`, {})],
      ['rotateWebhookSecret', 422, () => post(`/webhooks/${id}/rotate-secret`, { previousHours: 169 })],
      ['listWebhookDeliveries', 200, () => get(`/webhooks/${id}/deliveries?status=failed`)],
      ['listWebhookDeliveries', 400, () => get(`/webhooks/${id}/deliveries?status=lost`)],
      ['listWebhookDeliveries', 404, () => get(`/webhooks/${NOBODY}/deliveries`)],
      ['getWebhookDelivery', 200, () => get(delivery)],
      ['getWebhookDelivery', 400, () => get(`${delivery}?nothing=1`)],
      ['getWebhookDelivery', 404, () => get(`/webhooks/${id}/deliveries/${NOBODY}`)],
      ...unreadable('replayWebhookDelivery', () => `${delivery}/replay`, post),
      ['replayWebhookDelivery', 202, () => post(`${delivery}/replay`)],
      ['replayWebhookDelivery', 404, () => post(`/webhooks/${id}/deliveries/${NOBODY}/replay`)],
      ['replayWebhookRange', 202, () => post(`/webhooks/${id}/replay`, range)],
      ['replayWebhookRange', 404, () => post(`/webhooks/${NOBODY}/replay`, range)],
      ['replayWebhookRange', 422, () => post(`/webhooks/${id}/replay`, { ...range, to: '2026-02-30T00:00:00Z' })],
    ]
    for (const [operationId, status, make] of cases) {
      await expectStatus(operationId, status, withKey(taxpayer.apiKey, await make()))
    }
    for (let i = 0; i < 18; i += 1) await ask(post('/webhooks', { url }))
    await expectStatus('createWebhook', 409, withKey(taxpayer.apiKey, post('/webhooks', { url })))
  })

  test('a stream of events: 200, and it goes on', async () => {
    const request = withKey(taxpayer.apiKey, get('/events/stream'))
    const reply = await api.app.inject({ ...request, payloadAsStream: true })
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    seen.add('streamEvents 200')
    reply.stream().destroy()
  })

  test('400 for a parameter that is not known, whatever is asked for', async () => {
    const all = await operations(api.app)
    const asking = all.filter(({ path, request: { method } }) => method === 'GET' && !path.includes('{deliveryId}'))
    expect(asking.length).toBeGreaterThan(20)
    for (const { operationId, request } of asking) {
      const misspelt = { ...request, url: `${request.url}?nothing=1` }
      await expectStatus(operationId, 400, withKey(taxpayer.apiKey, misspelt))
    }
  })

  test('401 without a key, whatever the operation', async () => {
    for (const { operationId, request } of await operations(api.app)) await expectStatus(operationId, 401, request)
  })

  test('403 with a key that lacks the scope, whatever the operation', async () => {
    const keys: Partial<Record<Scope, string>> = {
      'documents:write': (await keyWith(['documents:read'])).secret,
      'documents:read': (await keyWith(['documents:write'])).secret,
      'issuers:write': (await keyWith(['issuers:read'])).secret,
      'issuers:read': (await keyWith(['issuers:write'])).secret,
      'keys:write': (await keyWith(['documents:write'])).secret,
      'webhooks:write': (await keyWith(['webhooks:read'])).secret,
      'webhooks:read': (await keyWith(['webhooks:write'])).secret,
    }
    for (const { operationId, request, scopes } of await operations(api.app)) {
      const [scope] = scopes
      if (scope) await expectStatus(operationId, 403, withKey(keys[scope]!, request))
    }
  })

  test('429 when a key asks too often, whatever the operation', async () => {
    const strict = await apiServer({ rateLimit: { requests: 1, windowMs: 60_000 } })
    try {
      const { apiKey } = await dominicanTaxpayer(strict.parts)
      await strict.app.inject(withKey(apiKey, get('/catalogs')))
      for (const { operationId, request } of await operations(strict.app)) {
        await expectStatus(operationId, 429, withKey(apiKey, request), strict.app)
      }
    } finally {
      await strict.close()
    }
  })

  test('503 while the database is away, whatever the operation', async () => {
    const database = openDatabase({
      url: 'postgres://nobody@127.0.0.1:1/none',
      connections: 2,
      onError: () => undefined,
    })
    await everyOperation(503, ({ clock }) => ({ accounts: accountStore(database, clock) }))
    await database.close()
  })

  test('500 when something of ours breaks, whatever the operation', async () => {
    await everyOperation(500, () => ({ accounts: {} as ServerParts['accounts'] }))
  })

  async function everyOperation(status: number, change: (parts: ServerParts) => Partial<ServerParts>): Promise<void> {
    const broken = await apiServer({}, change)
    try {
      for (const { operationId, request } of await operations(broken.app)) {
        await expectStatus(operationId, status, withKey(taxpayer.apiKey, request), broken.app)
      }
    } finally {
      await broken.close()
    }
  }

  test('nothing that is declared went without a test', async () => {
    const declared = (await operations(api.app)).flatMap(({ operationId, statuses }) =>
      statuses.map((status) => `${operationId} ${status}`),
    )
    expect(declared.filter((each) => !seen.has(each))).toEqual([])
    expect([...seen].filter((each) => !declared.includes(each))).toEqual([])
  })
})

function operations(app: FastifyInstance): Promise<readonly Operation[]> {
  return operationsOf(app, NOBODY)
}

function expectProblem(problem: Problem, status: number, contentType: unknown): void {
  expect(contentType).toMatch(/^application\/problem\+json/)
  expect(problem).toMatchObject({ status, type: `/docs/errors#${problem.code}` })
  expect(problem.title).not.toBe('')
  expect(problem.requestId).not.toBe('')
}
