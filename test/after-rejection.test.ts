import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { uploadCertificate } from '../src/accounts/certificates.ts'
import type { FaultRequest } from '../simulator/faults.ts'
import type { Client } from './support/client.ts'
import { testPkcs12 } from './support/certificates.ts'
import { needs } from './support/needs.ts'
import { copiesOf, expectSentRightly, storedHash } from './support/sent-copies.ts'
import { consumerInvoice, creditInvoice, PRODUCTION, TESTECF } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const isThere = needs('postgres-server')

/** Whose certificate the test taxpayers have, and whom DGII knows as their signer here. */
const CLERK = '00113918253'
const DELEGATE = '00100000001'

const MINUTE = 60_000

/** A note over an invoice of ours, of the same buyer. */
function creditNote(original: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return creditInvoice({ type: '34', reference: { number: original, code: '3', reason: 'Devolución' }, ...changes })
}

describe.skipIf(!isThere)('a rejected document', () => {
  const EVERYBODY = ['101300011', '101300022', '101300033', '101300044', '101300055', '101300066', '101300077']
  let world: World
  beforeAll(async () => {
    const delegations = [
      ...EVERYBODY.map((issuer) => ({ issuer, holder: DELEGATE })),
      ...EVERYBODY.slice(4).map((issuer) => ({ issuer, holder: CLERK })),
    ]
    world = await World.start({ dgii: { delegations } })
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  async function delegate({ taxpayer }: Client): Promise<void> {
    const file = await testPkcs12({ taxId: DELEGATE })
    const { kind } = await uploadCertificate(world.house, taxpayer.caller, taxpayer.issuerId, file)
    expect(kind).toBe('in-force')
  }

  test.each([
    { what: 'an e-CF', taxId: EVERYBODY[0]!, draft: creditInvoice, rejected: ['signed', 'sent', 'rejected'] },
    { what: 'a summary', taxId: EVERYBODY[1]!, draft: consumerInvoice, rejected: ['signed', 'rejected'] },
  ])('whose number survives is corrected under it and approved: $what', async ({ taxId, draft, rejected }) => {
    const client = await world.taxpayer(taxId)
    const { id, number } = await client.issue(draft())
    await world.settle()
    const first = await client.document(id)
    expect(first).toMatchObject({ state: 'rejected', revision: 1, actions: ['correct'] })
    expect(first.verdict).toMatchObject({ numberSurvives: true })
    expect(first.verdict?.explanations[0]?.text).toContain(`(${CLERK}) no está delegado`)
    expect(await client.story(id)).toEqual(rejected)
    const firstHash = await storedHash({ client, id })

    await delegate(client)
    await world.pass(5 * MINUTE)
    const corrected = await client.correct(id, draft({ externalId: 'not-the-correction’s' }))
    expect(corrected).toMatchObject({ status: 200, body: { number, revision: 2, state: 'signed' } })
    expect(corrected.body.verdict).toBeUndefined()
    await world.settle()

    expect(await client.document(id)).toMatchObject({ state: 'approved', number, revision: 2, actions: [] })
    expect(await client.story(id)).toEqual([...rejected, 'corrected', ...rejected.slice(1, -1), 'approved'])
    const copies = await copiesOf(world, { client, id })
    const secondHash = await storedHash({ client, id })
    expect(secondHash).not.toBe(firstHash)
    expect(copies.map(({ sha256 }) => sha256)).toEqual([firstHash, secondHash])
    expect(copies.map(({ outcome }) => outcome.state)).toEqual(['rejected', 'accepted'])
  })

  test.each([
    { moment: 'minutes', waitMs: 5 * MINUTE, taxId: EVERYBODY[2]! },
    { moment: 'seconds', waitMs: 15_000, taxId: EVERYBODY[3]! },
  ])(
    'corrected $moment later is not taken for its first revision when its answer is lost',
    async ({ waitMs, taxId }) => {
      const client = await world.taxpayer(taxId)
      const { id, number } = await client.issue(creditInvoice())
      await world.settle()
      await delegate(client)
      await world.pass(waitMs)
      await client.correct(id, creditInvoice())
      world.simulator.faults.add({ kind: 'cut-before', number, service: 'recepcion', times: 1 })
      await world.settle()
      expect(await client.document(id)).toMatchObject({ state: 'approved', revision: 2 })
    },
  )

  test('whose number is spent offers nothing, and its number never comes back', async () => {
    const client = await world.taxpayer(EVERYBODY[4])
    const { id, number } = await client.issue(creditInvoice())
    world.simulator.faults.add({ kind: 'reject', number, times: 1 })
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'rejected', actions: [] })
    expect((await client.document(id)).verdict).toMatchObject({ numberSurvives: false })

    expect(await client.correct(id, creditInvoice())).toMatchObject({ status: 409, body: { code: 'state-conflict' } })
    await expect(client.retry(id)).rejects.toThrow(/409/)
    expect(await client.post(creditInvoice({ number }))).toMatchObject({
      status: 409,
      body: { code: 'duplicate-number' },
    })
    const next = await client.issue(creditInvoice())
    expect(next.number).toBe('E310000000002')
    await world.settle()
    expect(await client.document(next.id)).toMatchObject({ state: 'approved' })
  })

  test('keeps issuer, type and number when it is corrected, and a wrong correction changes nothing', async () => {
    const client = await world.taxpayer('101300088')
    const { id, number } = await client.issue(creditInvoice())
    await world.settle()
    const before = await client.xml(id)
    const retyped = await client.correct(id, consumerInvoice())
    expect(retyped.body.faults?.map(({ code }) => code)).toContain('number-type')
    const renumbered = await client.correct(id, creditInvoice({ number: 'E310000000099' }))
    expect(renumbered).toMatchObject({ status: 409, body: { path: 'number' } })
    const spelt = await client.correct(id, creditInvoice({ number: number.toLowerCase(), buyer: { name: 'Sin RNC' } }))
    expect(spelt).toMatchObject({ status: 422, body: { code: 'invalid-document' } })
    const faulty = await client.correct(id, creditInvoice({ buyer: { name: 'Sin RNC' } }))
    expect(faulty).toMatchObject({ status: 422, body: { code: 'invalid-document' } })
    expect(await client.document(id)).toMatchObject({ state: 'rejected', revision: 1, number })
    expect(await client.xml(id)).toEqual(before)
  })
})

describe.skipIf(!isThere)('a note', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  test.each([
    { how: 'by the neutral reference', reference: (number: string) => creditNote(number) },
    { how: 'in small letters', reference: (number: string) => creditNote(` ${number.toLowerCase()} `) },
    {
      how: 'by the official field',
      reference: (number: string) =>
        creditInvoice({
          type: '34',
          do: {
            InformacionReferencia: {
              NCFModificado: number,
              FechaNCFModificado: '21-11-2026',
              CodigoModificacion: '3',
              RazonModificacion: 'Devolución',
            },
          },
        }),
    },
  ])('named $how waits for its original, and goes the moment that is approved', async ({ how, reference }) => {
    const client = await world.taxpayer(`10140${how.length}`.padEnd(9, '0'))
    const original = await client.issue(creditInvoice())
    const held = world.simulator.faults.add({ kind: 'processing', number: original.number })
    const note = await client.issue(reference(original.number))
    await world.pass(30 * MINUTE)
    expect(await client.document(note.id)).toMatchObject({ state: 'signed', condition: 'waiting-for-original' })
    expect((await client.document(note.id)).reason).toContain(original.number)
    expect(await copiesOf(world, { client, id: note.id })).toEqual([])

    world.simulator.faults.remove(held.id)
    await world.settle()
    expect(await client.document(note.id)).toMatchObject({ state: 'approved' })
    expect(await client.story(note.id)).toEqual(['signed', 'waiting-for-original', 'sent', 'approved'])
    const [approved] = (await client.timeline(original.id)).filter(({ kind }) => kind === 'approved')
    const [sent] = (await client.timeline(note.id)).filter(({ kind }) => kind === 'sent')
    expect(sent?.at).toBe(approved?.at)
    expect(await expectSentRightly(world, { client, id: note.id })).toBe(1)
  })

  test('of a small type 32 waits for the summary', async () => {
    const client = await world.taxpayer('101410011')
    const original = await client.issue(consumerInvoice())
    world.simulator.faults.add({ kind: 'temporary', number: original.number, times: 2 })
    const note = await client.issue(creditNote(original.number))
    await world.settle()
    expect(await client.story(original.id)).toEqual(['signed', 'not-sent', 'approved'])
    expect(await client.story(note.id)).toEqual(['signed', 'waiting-for-original', 'sent', 'approved'])
  })

  test('over an original accepted conditionally goes', async () => {
    const client = await world.taxpayer('101410022')
    const original = await client.issue(creditInvoice())
    world.simulator.faults.add({ kind: 'conditional', number: original.number, times: 1 })
    const note = await client.issue(creditNote(original.number))
    await world.settle()
    expect(await client.document(original.id)).toMatchObject({ state: 'conditional' })
    expect(await client.document(note.id)).toMatchObject({ state: 'approved' })
  })

  test('whose original is rejected fails with the reason, is never sent, and spends no number at DGII', async () => {
    const client = await world.taxpayer('101410033')
    const original = await client.issue(creditInvoice())
    world.simulator.faults.add({ kind: 'reject', number: original.number, times: 1 })
    const note = await client.issue(creditNote(original.number))
    await world.settle()
    const failed = await client.document(note.id)
    expect(failed).toMatchObject({ state: 'failed', actions: ['retry', 'correct'] })
    expect(failed.reason).toContain(`El documento original ${original.number} no fue aceptado`)
    expect(await client.story(note.id)).toEqual(['signed', 'waiting-for-original', 'original-not-accepted'])
    expect(await copiesOf(world, { client, id: note.id })).toEqual([])

    // Trying again changes nothing while the original is what it is.
    await client.retry(note.id)
    await world.settle()
    expect(await client.document(note.id)).toMatchObject({ state: 'failed' })
    expect(await copiesOf(world, { client, id: note.id })).toEqual([])
    // And a new note over it is refused before it costs a number.
    expect(await client.post(creditNote(original.number))).toMatchObject({ status: 422 })
  })

  test.each([
    { how: 'by the neutral reference', taxId: '101410044', draft: (number: string) => creditNote(number) },
    {
      how: 'by the official field',
      taxId: '101410055',
      draft: (number: string) =>
        creditInvoice({
          type: '34',
          do: {
            InformacionReferencia: { NCFModificado: number, FechaNCFModificado: '21-11-2026', CodigoModificacion: '3' },
          },
        }),
    },
  ])('that credits more than is left is refused here, not by DGII (615): named $how', async ({ taxId, draft }) => {
    const client = await world.taxpayer(taxId)
    const original = await client.issue(creditInvoice())
    await client.issue(draft(original.number))
    const second = await client.post(draft(original.number))
    expect(second.status).toBe(422)
    const errors = second.body.faults?.filter(({ severity }) => severity === 'error')
    expect(errors?.map(({ code }) => code)).toEqual(['original-balance'])
    await world.settle()
  })
})

describe.skipIf(!isThere)('a note that failed', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  test('counts against its original all the same, since it may be sent yet, but not against its own correction', async () => {
    const client = await world.taxpayer('101420011', PRODUCTION)
    const { caller, issuerId } = client.taxpayer
    const original = await client.issue(creditInvoice())
    await world.settle()
    const soon = new Date(world.clock.now().getTime() + 60 * MINUTE)
    await uploadCertificate(world.house, caller, issuerId, await testPkcs12({ validTo: soon }))
    world.simulator.faults.add({ kind: 'down' })
    const note = await client.issue(creditNote(original.number))
    await world.pass(70 * MINUTE)
    expect(await client.document(note.id)).toMatchObject({ state: 'failed' })
    world.simulator.faults.clear()
    await uploadCertificate(world.house, caller, issuerId, await testPkcs12({}))

    expect(await client.post(creditNote(original.number))).toMatchObject({ status: 422 })
    expect(await client.correct(note.id, creditNote(original.number))).toMatchObject({ status: 200 })
    await world.settle()
    expect(await client.document(note.id)).toMatchObject({ state: 'approved', revision: 2 })
  })
})

describe.skipIf(!isThere)('a failed document', () => {
  let world: World
  beforeAll(async () => {
    // DGII trusts nobody who certified our clerk: it refuses the signed seed, so nothing can be handed in.
    world = await World.start({ dgii: { trustedCertificates: [await strangerPem()] } })
  })
  afterAll(() => world.close())

  test.each([
    { what: 'an e-CF', taxId: '101500011', draft: creditInvoice },
    { what: 'a summary', taxId: '101500022', draft: consumerInvoice },
  ])('tells why, waits for a person, and is tried again at a word: $what', async ({ taxId, draft }) => {
    const client = await world.taxpayer(taxId, TESTECF)
    const { id, number } = await client.issue(draft())
    await world.pass(MINUTE)
    const failed = await client.document(id)
    expect(failed).toMatchObject({ state: 'failed', actions: ['retry', 'correct'] })
    expect(failed.reason).toBe('La administración tributaria no recibió el documento: Firma del certificado invalida')
    expect(await client.story(id)).toEqual(['signed', 'refused'])

    const retried = await client.retry(id)
    expect(retried).toMatchObject({ state: 'signed', number })
    expect(retried.reason).toBeUndefined()
    await world.pass(MINUTE)
    // Looking is refused as well: nobody can say that it is not there, so nothing is sent.
    expect(await client.document(id)).toMatchObject({ state: 'signed', condition: 'unclear' })
    expect(world.simulator.ledger.entries({ number })).toEqual([])
  })
})

describe.skipIf(!isThere)('a document that DGII may have when its issuer’s certificate ends', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  const LOST: readonly FaultRequest[] = [
    { kind: 'cut-after', times: 1 },
    ...['consultatrackids', 'consultaestado', 'consultarfce'].map(
      (service) => ({ kind: 'maintenance', service }) as const,
    ),
  ]

  test.each<{ what: string; taxId: string; draft: () => unknown; faults: readonly FaultRequest[] }>([
    { what: 'an e-CF whose answer was lost', taxId: '101510012', draft: creditInvoice, faults: LOST },
    { what: 'a summary whose answer was lost', taxId: '101510022', draft: consumerInvoice, faults: LOST },
    { what: 'an e-CF in process', taxId: '101510032', draft: creditInvoice, faults: [{ kind: 'processing' }] },
  ])('fails, but cannot be signed over: $what', async ({ taxId, draft, faults }) => {
    const client = await world.taxpayer(taxId, PRODUCTION)
    const { caller, issuerId } = client.taxpayer
    const soon = new Date(world.clock.now().getTime() + 60 * MINUTE)
    await uploadCertificate(world.house, caller, issuerId, await testPkcs12({ validTo: soon }))
    const { id, number } = await client.issue(draft())
    for (const each of faults) world.simulator.faults.add(each.kind === 'maintenance' ? each : { ...each, number })
    await world.pass(70 * MINUTE)
    const failed = await client.document(id)
    expect(failed).toMatchObject({ state: 'failed', condition: 'unclear', actions: ['retry'] })
    expect(failed.reason).toMatch(/certificado del emisor venció/)
    expect(await client.correct(id, draft())).toMatchObject({ status: 409, body: { code: 'state-conflict' } })

    world.simulator.faults.clear()
    await uploadCertificate(world.house, caller, issuerId, await testPkcs12())
    await client.retry(id)
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved', revision: 1 })
    expect(await expectSentRightly(world, { client, id })).toBe(1)
  })
})

async function strangerPem(): Promise<string> {
  const { createTestAuthority } = await import('../src/certificates/test-authority.ts')
  const { intermediate } = await createTestAuthority(new Date('2020-01-01T00:00:00Z'), 'Otra Entidad')
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(intermediate).toString('base64')}\n-----END CERTIFICATE-----\n`
}
