import { createHash } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endDocument } from '../../../test/support/api-operations.ts'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { consumerInvoice, creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import type { DocumentJson } from './document-schema.ts'

describe.skipIf(!needs('postgres-server'))('documents over the API', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  const send = (request: InjectOptions) => api.app.inject(withKey(taxpayer.apiKey, request))
  const issue = async (payload: object, rest: InjectOptions = {}) =>
    send({ method: 'POST', url: '/api/v1/documents', payload, ...rest })

  test('a lost reply never becomes a second number', async () => {
    const headers = { 'idempotency-key': 'order-77' }
    const first = await issue(creditInvoice(), { headers })
    const again = await issue(creditInvoice(), { headers })
    expect([first.statusCode, again.statusCode]).toEqual([201, 200])
    expect(again.json<DocumentJson>()).toEqual(first.json())
    expect(again.headers.location).toBe(`/api/v1/documents/${first.json<DocumentJson>().id}`)
    const other = await issue(creditInvoice({ externalId: 'other' }), { headers })
    expect(other.json()).toMatchObject({ status: 409, code: 'idempotency-conflict' })
  })

  test('says nothing of whose it is beyond the issuer', async () => {
    const { body } = await issue(creditInvoice())
    expect(body).not.toContain(taxpayer.caller.tenantId)
    expect(JSON.parse(body)).toMatchObject({
      state: 'signed',
      actions: ['retry'],
      issuer: { taxId: '999999992' },
      total: '1180.00',
    })
  })

  test('the file is the exact bytes that were signed, under its official name', async () => {
    const { id, number } = (await issue(creditInvoice())).json<DocumentJson>()
    const file = await send({ url: `/api/v1/documents/${id}/xml` })
    const stored = await api.parts.documents.files(taxpayer.caller.tenantId, id)
    expect(createHash('sha256').update(file.rawPayload).digest()).toEqual(
      createHash('sha256').update(stored!.xml).digest(),
    )
    expect(file.headers['content-disposition']).toBe(`attachment; filename="999999992${number}.xml"`)
    expect(file.headers['content-type']).toBe('application/xml')
  })

  test('a small type 32 has two files: the document and the summary that DGII gets', async () => {
    const { id } = (await issue(consumerInvoice())).json<DocumentJson>()
    expect((await send({ url: `/api/v1/documents/${id}/xml` })).body).toContain('<ECF')
    expect((await send({ url: `/api/v1/documents/${id}/xml?file=submission` })).body).toContain('<RFCE')
  })

  test('an unchanged document costs a polling client nothing, in its own language', async () => {
    const { id } = (await issue(creditInvoice())).json<DocumentJson>()
    const url = `/api/v1/documents/${id}`
    const etag = String((await send({ url })).headers.etag)
    const unchanged = await send({ url, headers: { 'if-none-match': `"old", W/${etag}` } })
    expect([unchanged.statusCode, unchanged.body, unchanged.headers.etag]).toEqual([304, '', etag])
    await endDocument(api, id, 'failed')
    const changed = await send({ url, headers: { 'if-none-match': etag } })
    expect(changed.statusCode).toBe(200)
    const reason = 'El envío se detuvo: corrija la causa y reintente.'
    expect(changed.json()).toMatchObject({ state: 'failed', reason, actions: ['retry', 'correct'] })
    const inEnglish = await send({ url, headers: { 'accept-language': 'en' } })
    expect(inEnglish.json()).toMatchObject({ reason: 'Sending has stopped: mend the cause, then retry.' })
    const list = await send({ url: '/api/v1/documents?state=failed' })
    expect(list.json()).toMatchObject({ documents: [{ id, reason }] })
  })

  test('the timeline tells who did what, each event sealing the one before', async () => {
    const { id } = (await issue(creditInvoice())).json<DocumentJson>()
    await endDocument(api, id, 'failed')
    const { events } = (await send({ url: `/api/v1/documents/${id}/timeline` })).json<{
      events: Record<string, unknown>[]
    }>()
    expect(events.map(({ sequence, from, to }) => [sequence, from, to])).toEqual([
      [1, undefined, 'signed'],
      [2, 'signed', 'failed'],
    ])
    expect(events[0]?.actor).toMatch(/^key:emk_sandbox_/)
    expect(events.every(({ hash }) => /^[0-9a-f]{64}$/.test(String(hash)))).toBe(true)
  })

  test('wait ends with the verdict, and never later than asked', async () => {
    const patient = issue(creditInvoice({ externalId: 'patient' }), { headers: { prefer: 'respond-async, wait=100' } })
    const id = await idOf('patient')
    await endDocument(api, id, 'approved')
    const answered = await wokenUp(patient)
    expect(answered.headers['preference-applied']).toBe('wait=60')
    expect(answered.json()).toMatchObject({ state: 'approved' })

    const impatient = await wokenUp(issue(creditInvoice(), { url: '/api/v1/documents?wait=1' }))
    expect(impatient.statusCode).toBe(201)
    expect(impatient.json()).toMatchObject({ state: 'signed' })
  })

  test.each(['retry', 'correct'])('wait holds the answer of %s back as well', async (action) => {
    const externalId = `patient-${action}`
    const { id } = (await issue(creditInvoice({ externalId }))).json<DocumentJson>()
    await endDocument(api, id, 'failed')
    const payload = action === 'correct' ? creditInvoice({ externalId }) : undefined
    const url = `/api/v1/documents/${id}/${action}?wait=10`
    const patient = send({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) })
    while ((await send({ url: `/api/v1/documents/${id}` })).json<DocumentJson>().state !== 'signed');
    await endDocument(api, id, 'approved')
    expect((await wokenUp(patient)).json()).toMatchObject({ id, state: 'approved' })
  })

  async function idOf(externalId: string): Promise<string> {
    for (;;) {
      const { documents } = (await send({ url: `/api/v1/documents?externalId=${externalId}` })).json<{
        documents: DocumentJson[]
      }>()
      if (documents[0]) return documents[0].id
    }
  }

  /** Lets the clock run until there is an answer. */
  async function wokenUp<Reply>(reply: Promise<Reply>): Promise<Reply> {
    const state = { answered: false }
    void reply.then(() => (state.answered = true))
    while (!state.answered) {
      api.clock.advance(100)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return reply
  }

  test('a list is walked page by page without loss or repetition, whatever comes meanwhile', async () => {
    for (let i = 0; i < 7; i += 1) await issue(creditInvoice({ buyer: { taxId: '130000001', name: `Página ${i}` } }))
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const url = `/api/v1/documents?buyer=130000001&limit=3${cursor ? `&cursor=${cursor}` : ''}`
      const page = (await send({ url })).json<{ documents: DocumentJson[]; nextCursor?: string }>()
      ids.push(...page.documents.map(({ id }) => id))
      cursor = page.nextCursor
      await issue(creditInvoice({ buyer: { taxId: '130000001', name: 'Entre páginas' } }))
    } while (cursor)
    expect(ids).toHaveLength(7)
    expect(new Set(ids).size).toBe(7)
    expect(ids).toEqual(ids.toSorted().toReversed())
  })

  test.each([
    ['state=approved', 'state=failed&state=rejected'],
    ['type=31', 'type=34'],
    ['issuer=999999992', 'issuer=131880681'],
    ['issuedFrom=2026-11-21&issuedTo=2026-11-21', 'issuedTo=2026-11-20'],
    ['issuer=999-99999-2', 'issuer=nobody'],
    ['buyer=1-31-88068-1', 'buyer=1-31-88068-2'],
    ['externalId=patient', 'externalId=nobody'],
  ])('?%s finds what ?%s does not', async (finding, missing) => {
    const found = async (query: string) =>
      (await send({ url: `/api/v1/documents?${query}` }))
        .json<{ documents: DocumentJson[] }>()
        .documents.map(({ id }) => id)
    const id = await idOf('patient')
    expect(await found(finding)).toContain(id)
    expect(await found(missing)).not.toContain(id)
  })

  test('a number is found however it is spelt', async () => {
    const { id, number } = (await issue(creditInvoice())).json<DocumentJson>()
    const { documents } = (await send({ url: `/api/v1/documents?number=${number.toLowerCase()}` })).json<{
      documents: DocumentJson[]
    }>()
    expect(documents.map((each) => each.id)).toEqual([id])
  })

  test('validating tells everything and keeps nothing', async () => {
    const url = '/api/v1/documents/validate'
    const good = (await send({ method: 'POST', url, payload: consumerInvoice() })).json<{
      valid: boolean
      xml: string
      totals: object
    }>()
    expect(good).toMatchObject({ valid: true, totals: { MontoTotal: '1180.00' } })
    expect(good.xml).toContain('<eNCF>E320000000000</eNCF>')
    expect(good.xml).not.toContain('<Signature')
    const bad = (await send({ method: 'POST', url, payload: creditInvoice({ lines: [], surprise: 1 }) })).json<{
      valid: boolean
      faults: { path: string }[]
    }>()
    expect(bad.valid).toBe(false)
    expect(bad.faults.map(({ path }) => path).sort()).toEqual(['lines', 'surprise'])
  })
})
