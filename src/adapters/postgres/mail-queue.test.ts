import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import type { FeedEvent, FeedType } from '../../domain/feed.ts'
import type { Mail } from '../../domain/mail.ts'
import { DEFAULT_MAIL_SETTINGS } from '../../domain/mail.ts'
import { queueMails } from './mail-queue.ts'

const LIMITS = { total: 64, perAccount: 4, busy: [] }
const LEASE_MS = 60_000

describe.skipIf(!needs('postgres-server'))('the queue of mails', () => {
  let api: ApiServer
  let one: Taxpayer
  let two: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    one = await dominicanTaxpayer(api.parts, '999999992')
    two = await dominicanTaxpayer(api.parts, '131880681')
    for (const { caller, issuerId } of [one, two]) {
      const settings = { ...DEFAULT_MAIL_SETTINGS, enabled: true, copyTo: ['archivo@x.example'] }
      await api.house.mails.changeSettings(caller.tenantId, issuerId, settings, 'test')
    }
  })
  afterAll(() => api.close())

  async function documentFor(email: string, { apiKey } = one): Promise<string> {
    const payload = creditInvoice({ buyer: { taxId: '131880681', name: 'Fela', email } })
    const reply = await api.app.inject(withKey(apiKey, { method: 'POST', url: '/api/v1/documents', payload }))
    return reply.json<{ id: string }>().id
  }

  function eventOf(documentId: string, type: FeedType = 'document.approved', { caller } = one): FeedEvent {
    return {
      id: api.parts.chance.id(),
      sequence: 1n,
      tenantId: caller.tenantId,
      environment: 'sandbox',
      type,
      at: api.clock.now().toISOString(),
      documentId,
      order: 1,
      payload: '{}',
    }
  }

  function queue(events: readonly FeedEvent[], { caller: { tenantId } } = one): Promise<void> {
    return api.house.database.transaction({ tenantId }, (run) => queueMails(run, tenantId, events))
  }

  function mailsOf(documentId: string, { caller: { tenantId } } = one): Promise<readonly Mail[]> {
    return api.house.mails.list({ tenantId, environment: 'sandbox', limit: 100, documentId })
  }

  test('an event makes one mail, however often it is told and by however many at once', async () => {
    const id = await documentFor('a@x.example')
    const event = eventOf(id)
    await Promise.all([queue([event]), queue([event, event]), queue([event])])
    const mails = await mailsOf(id)
    expect(mails).toMatchObject([{ id: event.id, status: 'pending', actor: 'worker', tries: 0 }])
    expect(mails[0]?.recipients.map(({ address, role }) => `${role} ${address}`)).toEqual([
      'to a@x.example',
      'copy archivo@x.example',
    ])
  })

  test('a conditional approval makes one too; what else happens makes none', async () => {
    const id = await documentFor('b@x.example')
    await queue(
      (['document.signed', 'document.sent', 'document.rejected', 'document.delivered'] as const).map((type) =>
        eventOf(id, type),
      ),
    )
    expect(await mailsOf(id)).toEqual([])
    await queue([eventOf(id, 'document.conditional')])
    expect(await mailsOf(id)).toHaveLength(1)
  })

  test('what is no address is not lost: its mail has failed and says why', async () => {
    const id = await documentFor('llamar al 809-555-0100')
    await queue([eventOf(id)])
    expect(await mailsOf(id)).toMatchObject([
      { status: 'failed', recipients: [{ address: 'llamar al 809-555-0100', state: 'refused' }], nextAt: undefined },
    ])
  })

  test('who wants no mail gets none, also who said so after it was queued', async () => {
    const { tenantId } = one.caller
    const at = api.clock.now().toISOString()
    const later = await documentFor('luego@x.example')
    await queue([eventOf(later)])
    for (const address of ['basta@x.example', 'luego@x.example']) {
      const suppression = { address, reason: 'asked', detail: undefined, at } as const
      await api.house.mails.suppress(tenantId, 'sandbox', suppression, 'test')
    }
    const id = await documentFor('Basta@X.example')
    await queue([eventOf(id)])
    expect(await mailsOf(id)).toMatchObject([{ status: 'suppressed' }])
    const items = await api.house.mailQueue.claim(api.clock.now(), { ...LIMITS, perAccount: 64 }, LEASE_MS)
    const item = items.find(({ documentId }) => documentId === later)
    const loaded = await api.house.mailQueue.load(item!)
    expect(loaded?.recipients[0]).toMatchObject({ state: 'suppressed' })
  })

  test('a claim is fair: a thousand waiting mails of one account do not keep the only one of another back', async () => {
    api.clock.advance(2 * LEASE_MS)
    const id = await documentFor('c@x.example')
    await queue(Array.from({ length: 1_000 }, () => eventOf(id)))
    api.clock.advance(1)
    const single = await documentFor('d@x.example', two)
    await queue([eventOf(single, 'document.approved', two)], two)
    const items = await api.house.mailQueue.claim(api.clock.now(), LIMITS, LEASE_MS)
    expect(items).toHaveLength(5)
    expect(items.map(({ documentId }) => documentId)).toContain(single)
  })

  test('no two claims hold the same mail, and a lease that ended gives it to another', async () => {
    const limits = { ...LIMITS, perAccount: 64 }
    const claims = await Promise.all(
      [1, 2, 3, 4].map(() => api.house.mailQueue.claim(api.clock.now(), limits, LEASE_MS)),
    )
    const ids = claims.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const [first] = claims.flat()
    api.clock.advance(LEASE_MS)
    const again = await api.house.mailQueue.claim(
      api.clock.now(),
      { ...LIMITS, total: 2_000, perAccount: 2_000 },
      LEASE_MS,
    )
    const taken = again.find(({ id }) => id === first!.id)
    expect(taken!.attempt).toBeGreaterThan(first!.attempt)
    const end = { at: api.clock.now(), status: 'sent', recipients: [], isDelivered: false, reason: undefined, nextAt: undefined, restUntil: undefined, gone: [] } as const // prettier-ignore
    expect(await api.house.mailQueue.settle(first!, end)).toBe(false)
    expect(await api.house.mailQueue.settle(taken!, end)).toBe(true)
    expect(await api.house.mailQueue.settle(taken!, end)).toBe(false)
  })

  test('the rest of an account ends when its server answers, not by mails that never got there', async () => {
    const ids = [await documentFor('r@x.example'), await documentFor('s@x.example'), await documentFor('t@x.example')]
    await queue(ids.map((id) => eventOf(id)))
    api.clock.advance(2 * LEASE_MS)
    const limits = { ...LIMITS, total: 5_000, perAccount: 5_000 }
    const items = await api.house.mailQueue.claim(api.clock.now(), limits, LEASE_MS)
    const [first, second, third] = ids.map((id) => items.find(({ documentId }) => documentId === id))
    const settle = (item: typeof first, restUntil: Date | 'over' | undefined) =>
      api.house.mailQueue.settle(item!, { at: api.clock.now(), status: 'failed', recipients: [], isDelivered: false, reason: undefined, nextAt: undefined, restUntil, gone: [] }) // prettier-ignore
    const rests = async () => {
      const { tenantId } = first!
      const { rows } = await api.house.database.query({ tenantId }, { text: 'select from mail_rests' })
      return rows.length
    }
    await settle(first, new Date(api.clock.now().getTime() + 60_000))
    expect(await rests()).toBe(1)
    await settle(second, undefined)
    expect(await rests()).toBe(1)
    await settle(third, 'over')
    expect(await rests()).toBe(0)
  })

  test('another account sees none of it, whatever id it names', async () => {
    const id = await documentFor('e@x.example')
    await queue([eventOf(id)])
    const [mail] = await mailsOf(id)
    expect(await mailsOf(id, two)).toEqual([])
    const bounce = { tenantId: two.caller.tenantId, environment: 'sandbox', address: 'e@x.example', mailId: mail!.id, reason: 'bounced', detail: undefined, at: api.clock.now() } as const // prettier-ignore
    expect(await api.house.mails.bounced(bounce, 'test')).toEqual({ kind: 'unknown' })
    for (const table of ['mails', 'mail_servers', 'mail_settings', 'mail_suppressions', 'mail_rests']) {
      const { rows } = await api.house.database.query<{ tenant_id: string }>(
        { tenantId: two.caller.tenantId },
        { text: `select tenant_id from ${table}` },
      )
      expect(rows.filter(({ tenant_id }) => tenant_id !== two.caller.tenantId)).toEqual([])
    }
  })
})
