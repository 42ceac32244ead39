import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from './support/client.ts'
import { needs } from './support/needs.ts'
import { copiesOf, expectSentRightly } from './support/sent-copies.ts'
import { consumerInvoice, creditInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const isThere = needs('postgres-server')

const SECOND = 1_000
/** What a worker that dies keeps of a step. */
const LEASE_MS = 60 * SECOND

describe.skipIf(!isThere)('a document from POST to approved', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  describe('a request that is repeated', () => {
    let client: Client
    beforeAll(async () => {
      client = await world.taxpayer('101600013')
    })

    test.each([
      { by: 'its idempotency key', draft: creditInvoice(), options: { idempotencyKey: 'order-1' } },
      { by: 'its external id', draft: creditInvoice({ externalId: 'order-2' }), options: {} },
      {
        by: 'both',
        draft: creditInvoice({ externalId: 'order-3' }),
        options: { idempotencyKey: 'order-3' },
      },
    ])('is answered with the first document, as it stands now: by $by', async ({ draft, options }) => {
      const first = await client.issue(draft, options)
      const reordered = Object.fromEntries(Object.entries(draft).reverse())
      expect(await client.post(reordered, options)).toMatchObject({
        status: 200,
        body: { id: first.id, state: 'signed' },
      })
      await world.settle()
      const later = await client.post(draft, options)
      expect(later).toMatchObject({ status: 200, body: { id: first.id, number: first.number, state: 'approved' } })
      expect(await expectSentRightly(world, { client, id: first.id })).toBe(1)
    })

    test('with another body is a conflict, and costs no number', async () => {
      const first = await client.issue(creditInvoice({ externalId: 'order-9' }), { idempotencyKey: 'order-9' })
      const otherKey = creditInvoice({ externalId: 'order-9b' })
      expect(await client.post(otherKey, { idempotencyKey: 'order-9' })).toMatchObject({
        status: 409,
        body: { code: 'idempotency-conflict' },
      })
      const otherBody = consumerInvoice({ externalId: 'order-9' })
      expect(await client.post(otherBody)).toMatchObject({
        status: 409,
        body: { code: 'duplicate-external-id', path: 'externalId' },
      })
      const next = await client.issue(creditInvoice())
      expect(sequenceOf(next.number)).toBe(sequenceOf(first.number) + 1)
    })

    test.each([
      { by: 'an idempotency key', draft: creditInvoice(), options: { idempotencyKey: 'rush-1' } },
      { by: 'an external id', draft: creditInvoice({ externalId: 'rush-2' }), options: {} },
    ])('32 times at once makes one document and takes one number: by $by', async ({ draft, options }) => {
      const before = await client.issue(creditInvoice())
      const answers = await Promise.all(Array.from({ length: 32 }, () => client.post(draft, options)))
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(31)
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
      const after = await client.issue(creditInvoice())
      expect(sequenceOf(after.number)).toBe(sequenceOf(before.number) + 2)

      await world.settle()
      expect(await expectSentRightly(world, { client, id: answers[0]!.body.id })).toBe(1)
    })

    test('belongs to its own tenant: another’s key means nothing here', async () => {
      const stranger = await world.taxpayer('101600021')
      const mine = await client.issue(creditInvoice(), { idempotencyKey: 'same-words' })
      const theirs = await stranger.issue(creditInvoice(), { idempotencyKey: 'same-words' })
      expect(theirs.id).not.toBe(mine.id)
      await expect(stranger.document(mine.id)).rejects.toThrow(/404/)
    })
  })

  describe('a client that waits', () => {
    test.each([
      { what: 'e-CF', draft: creditInvoice, taxId: '101600031' },
      { what: 'summary', draft: consumerInvoice, taxId: '101600041' },
    ])('is answered with the verdict: $what', async ({ draft, taxId }) => {
      const client = await world.taxpayer(taxId)
      const answer = await meanwhile(client.post(draft(), { waitSeconds: 60 }))
      expect(answer).toMatchObject({ status: 201, body: { state: 'approved', verdict: { outcome: 'approved' } } })
    })

    test('is answered with what is known when its patience ends, and the document goes on', async () => {
      const client = await world.taxpayer('101600051')
      const held = world.simulator.faults.add({ kind: 'processing', environment: 'testecf' })
      const answer = await meanwhile(client.post(creditInvoice(), { waitSeconds: 10 }))
      expect(answer).toMatchObject({ status: 201, body: { state: 'sent' } })
      world.simulator.faults.remove(held.id)
      await world.settle()
      expect(await client.document(answer.body.id)).toMatchObject({ state: 'approved' })
    })

    /** Lets the worker and time go on, in small steps, until an answer is there. */
    async function meanwhile<Answer>(answer: Promise<Answer>): Promise<Answer> {
      const progress = { isAnswered: false }
      const done = answer.finally(() => (progress.isAnswered = true))
      while (!progress.isAnswered) await world.pass(50)
      return done
    }
  })

  describe('a batch', () => {
    test('answers line by line, each for itself; sent again after a cut it makes nothing twice', async () => {
      const client = await world.taxpayer('101600061')
      const lines = Array.from({ length: 40 }, (_, i) => {
        const draft = i % 2 === 0 ? creditInvoice() : consumerInvoice()
        return { draft: i === 7 ? { ...draft, lines: [] } : draft, idempotencyKey: `line-${i}` }
      })
      // The first half arrived, then the line was cut.
      const half = await client.batch(lines.slice(0, 20))
      const all = await client.batch(lines)

      expect(all.map(({ line }) => line)).toEqual(lines.map((_, i) => i + 1))
      expect(all.map(({ status }) => status)).toEqual(lines.map((_, i) => (i === 7 ? 422 : i < 20 ? 200 : 201)))
      expect(all[7]?.problem).toMatchObject({ code: 'invalid-document', faults: [{ path: 'lines' }] })
      expect(all.slice(0, 20).map(({ document }) => document?.id)).toEqual(half.map(({ document }) => document?.id))
      const numbers = all.flatMap(({ document }) => document?.number ?? [])
      expect(new Set(numbers).size).toBe(39)
      expect(
        numbers
          .filter((number) => number.startsWith('E31'))
          .map(sequenceOf)
          .toSorted(byValue),
      ).toEqual(upTo(20))
      expect(
        numbers
          .filter((number) => number.startsWith('E32'))
          .map(sequenceOf)
          .toSorted(byValue),
      ).toEqual(upTo(19))

      await world.settle()
      for (const id of all.flatMap(({ document }) => document?.id ?? [])) {
        expect(await client.document(id)).toMatchObject({ state: 'approved' })
        expect(await expectSentRightly(world, { client, id })).toBe(1)
      }
    })
  })

  describe('a worker that dies', () => {
    test.each([
      { moment: 'before it sent anything', draft: creditInvoice, taxId: '101600071', hasSent: false },
      { moment: 'after it had sent an e-CF', draft: creditInvoice, taxId: '101600081', hasSent: true },
      { moment: 'before it sent a summary', draft: consumerInvoice, taxId: '101600091', hasSent: false },
      { moment: 'after it had sent a summary', draft: consumerInvoice, taxId: '101600103', hasSent: true },
    ])('$moment leaves a step that is looked up, not sent blindly', async ({ draft, taxId, hasSent }) => {
      const client = await world.taxpayer(taxId)
      const { id } = await client.issue(draft())
      const { work, jurisdictions, authorities, signers, clock } = world.house
      const [item, ...others] = await work.claim(clock.now(), 10, LEASE_MS)
      expect(others).toEqual([])
      if (hasSent) {
        // What the dead worker did before it could write anything down.
        const { outbound, document, authorityEnvironment } = (await work.load(item!))!
        const signer = await signers.of(document.tenantId, document.issuerId)
        const line = authorities.line({ ...document, authorityEnvironment, signer })
        await jurisdictions[0]!.authority.submit(outbound, line)
      }
      await world.pass(LEASE_MS - SECOND)
      expect(await client.document(id)).toMatchObject({ state: 'signed' })
      expect(await copiesOf(world, { client, id })).toHaveLength(hasSent ? 1 : 0)

      await world.settle()
      expect(await client.document(id)).toMatchObject({ state: 'approved' })
      const sent = hasSent ? [] : draft === creditInvoice ? ['not-found', 'sent'] : ['not-found']
      expect(await client.story(id)).toEqual(['signed', ...sent, 'approved'])
      expect(await expectSentRightly(world, { client, id })).toBe(1)

      // Should it wake up now, it changes nothing.
      const { document } = (await work.load(item!))!
      const lateEnd = {
        at: clock.now(),
        state: 'failed',
        condition: undefined,
        reason: 'late',
        event: undefined,
      } as const
      expect(await work.settle(item!, document, { ...lateEnd, next: undefined })).toBe(false)
      expect(await client.document(id)).toMatchObject({ state: 'approved' })
    })

    test('while it tracks costs nothing but the lease', async () => {
      const client = await world.taxpayer('101600113')
      const { id } = await client.issue(creditInvoice())
      await world.work()
      world.clock.advance(10 * SECOND)
      const { work, clock } = world.house
      expect(await work.claim(clock.now(), 10, LEASE_MS)).toMatchObject([{ documentId: id, step: 'track' }])
      await world.settle()
      expect(await client.story(id)).toEqual(['signed', 'sent', 'approved'])
      expect(await expectSentRightly(world, { client, id })).toBe(1)
    })
  })

  describe('several workers', () => {
    test('on one database share the work: each document is sent once', async () => {
      const client = await world.taxpayer('101600123')
      const lines = Array.from({ length: 60 }, (_, i) => ({ draft: i % 3 === 0 ? consumerInvoice() : creditInvoice() }))
      const ids = (await client.batch(lines)).map(({ document }) => document!.id)
      const workers = [world.worker, world.anotherWorker(), world.anotherWorker()]
      // Small hands, so that they take turns.
      const turns = () => Promise.all(workers.map((worker) => worker.start(4)))
      const started = [0, 0, 0]
      for (;;) {
        const taken = await turns()
        await Promise.all(workers.map((worker) => worker.idle()))
        taken.forEach((count, i) => (started[i]! += count))
        if (taken.every((count) => count === 0)) break
      }
      expect(started.filter((count) => count > 0)).toHaveLength(3)
      await world.settle()
      for (const id of ids) {
        expect(await client.document(id)).toMatchObject({ state: 'approved' })
        expect(await expectSentRightly(world, { client, id })).toBe(1)
      }
    })
  })

  test('leaves a history in which nothing is missing or changed', async () => {
    const client = await world.taxpayer('101600133')
    await client.batch(Array.from({ length: 10 }, () => ({ draft: creditInvoice() })))
    await world.settle()
    const { audit, clock } = world.house
    const { tenantId } = client.taxpayer.caller
    await audit.seal(tenantId, clock.now())
    expect(await audit.verify(tenantId)).toMatchObject({ documents: 10, events: 30, breaks: [] })
  })
})

function sequenceOf(number: string): number {
  return Number(number.slice(3))
}

function byValue(a: number, b: number): number {
  return a - b
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, i) => i + 1)
}
