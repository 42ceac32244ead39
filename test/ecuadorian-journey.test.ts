import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { needs } from './support/needs.ts'
import { CEL, ecuadorianInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const isThere = needs('postgres-server')

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** 23:30 in Guayaquil, where it is the 20th still. */
const LATE_EVENING = '2026-11-21T04:30:00Z'

describe.skipIf(!isThere)('a document in Ecuador, from POST to AUTORIZADO', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  const copiesOf = (accessKey: string | undefined) =>
    world.simulator.ledger
      .entries({ service: 'validarComprobante' })
      .filter((entry) => accessKey !== undefined && entry.accessKey === accessKey)

  test('is numbered by itself, signed, and approved with the number and date of its authorisation', async () => {
    const client = await world.ecuadorian('1790000010001')
    const signed = await client.issue(ecuadorianInvoice())
    expect(signed).toMatchObject({ number: '001-001-000000001', state: 'signed', total: '11.50', currency: 'USD' })
    expect(signed.stamp.accessKey).toMatch(/^211120260117900000100011001001000000001\d{8}1\d$/)
    await world.settle()

    const approved = await client.document(signed.id)
    expect(approved).toMatchObject({
      state: 'approved',
      verdict: { outcome: 'approved', authorization: signed.stamp.accessKey },
    })
    expect(approved.verdict?.decidedAt).toBe(new Date(Date.parse(approved.verdict?.decidedAt ?? '')).toISOString())
    // The test environment says so in every answer: a warning, kept as SRI gave it.
    expect(approved.verdict?.messages.map(({ code }) => code)).toContain('60')
    expect(await client.story(signed.id)).toEqual(['signed', 'sent', 'approved'])
  })

  test('keeps the file of the authorisation byte for byte, with the very document that was signed in it', async () => {
    const client = await world.ecuadorian('1790000020001')
    const { id, stamp } = await client.issue(ecuadorianInvoice())
    expect(await client.xml(id, 'answer')).toBeUndefined()
    await world.settle()
    const [xml, answer] = [await client.xml(id), await client.xml(id, 'answer')]
    expect(answer?.toString()).toMatch(/<autorizacion>/)
    expect(answer?.toString()).toContain(`<numeroAutorizacion>${stamp.accessKey}</numeroAutorizacion>`)
    expect(answer?.toString()).toContain(xml?.toString().replace(/^<\?xml[^>]*>/, ''))
    const [copy] = copiesOf(stamp.accessKey)
    expect(copy?.sha256).toBe(createHash('sha256').update(xml!).digest('hex'))
  })

  test('can be asked about at SRI, whatever Emite keeps of it', async () => {
    const client = await world.ecuadorian('1790000160001')
    const { id } = await client.issue(ecuadorianInvoice())
    expect(await client.standing(id)).toMatchObject({ status: 200, body: { standing: 'unseen' } })
    await world.settle()
    expect(await client.standing(id)).toMatchObject({
      status: 200,
      body: { standing: 'authorized', authorizedAt: (await client.document(id)).verdict?.decidedAt },
    })
    world.simulator.faults.add({ kind: 'maintenance', service: 'consultarEstadoAutorizacionComprobante', times: 1 })
    expect(await client.standing(id)).toMatchObject({ status: 200, body: { standing: 'unknown' } })
  })

  test('counts each type at each emission point by itself', async () => {
    const client = await world.ecuadorian('1790000030001')
    const at = (estab: string, ptoEmi: string) => ecuadorianInvoice({ ec: { infoTributaria: { estab, ptoEmi } } })
    const numbers = []
    for (const draft of [at('001', '001'), at('001', '002'), at('002', '001'), at('001', '001')])
      numbers.push((await client.issue(draft)).number)
    expect(numbers).toEqual(['001-001-000000001', '001-002-000000001', '002-001-000000001', '001-001-000000002'])
    await world.settle()
  })

  test('two hundred at once at one emission point get two hundred consecutive numbers', async () => {
    const client = await world.ecuadorian('1790000040001')
    const documents = await Promise.all(Array.from({ length: 200 }, () => client.issue(ecuadorianInvoice())))
    expect(documents.map(({ number }) => number).sort()).toEqual(
      Array.from({ length: 200 }, (_, i) => `001-001-${String(i + 1).padStart(9, '0')}`),
    )
    expect(new Set(documents.map(({ stamp }) => stamp.accessKey)).size).toBe(200)
    await world.settle()
    for (const { id } of documents.slice(0, 5)) expect(await client.document(id)).toMatchObject({ state: 'approved' })
  })

  test('in production goes to production, and says so in its access key', async () => {
    const client = await world.ecuadorian('1790000050001', CEL)
    const { id, stamp } = await client.issue(ecuadorianInvoice())
    expect(stamp.accessKey?.charAt(23)).toBe('2')
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved' })
    expect(copiesOf(stamp.accessKey).map(({ environment }) => environment)).toEqual(['cel'])
  })

  test('that was returned is corrected under the same number and the same access key', async () => {
    const client = await world.ecuadorian('1790000060001')
    world.simulator.faults.add({ kind: 'returned', code: '35', times: 1 })
    const { id, number, stamp } = await client.issue(ecuadorianInvoice())
    await world.settle()
    const returned = await client.document(id)
    expect(returned).toMatchObject({ state: 'rejected', actions: ['correct'], verdict: { numberSurvives: true } })
    expect(returned.verdict?.explanations[0]?.code).toBe('35')

    await world.pass(5 * MINUTE)
    const { body } = await client.correct(
      id,
      // The number as it is spelt without dashes.
      ecuadorianInvoice({ number: number.replaceAll('-', ''), buyer: { taxId: '1710034065', name: 'Rosa Quishpe' } }),
    )
    expect(body).toMatchObject({ number, revision: 2, state: 'signed', stamp: { accessKey: stamp.accessKey } })
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved', revision: 2 })
    expect((await client.xml(id))?.toString()).toContain('Rosa Quishpe')
  })

  test('that was not authorised is corrected under the same access key too, a day later', async () => {
    const client = await world.ecuadorian('1790000070001')
    world.simulator.faults.add({ kind: 'not-authorised', code: '52', times: 1 })
    const { id, number, stamp } = await client.issue(ecuadorianInvoice())
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'rejected', actions: ['correct'] })
    await world.pass(20 * HOUR)
    const { body } = await client.correct(id, ecuadorianInvoice())
    expect(body).toMatchObject({ number, stamp: { accessKey: stamp.accessKey } })
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved', revision: 2 })
  })

  test('is sent once when its reception is cut, and found by its access key', async () => {
    const client = await world.ecuadorian('1790000080001')
    world.simulator.faults.add({ kind: 'cut-after', service: 'validarComprobante', times: 1 })
    const { id, stamp } = await client.issue(ecuadorianInvoice())
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved' })
    expect(copiesOf(stamp.accessKey)).toHaveLength(1)
    expect((await client.story(id))[1]).toBe('sent-unclear')
  })

  test.each([
    { what: 'silent for minutes', fault: { kind: 'silent', times: 8 } },
    { what: 'busy with it for long', fault: { kind: 'in-progress', times: 12 } },
    { what: 'holding it, and 70 for whoever sends it again', fault: { kind: 'held', times: 10 } },
  ] as const)('waits for SRI, $what, and sends nothing again', async ({ what, fault }) => {
    const ruc = `17900001${String(what.length).padStart(2, '0')}001`
    const client = await world.ecuadorian(ruc)
    world.simulator.faults.add(fault)
    const { id, stamp } = await client.issue(ecuadorianInvoice())
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved' })
    expect(copiesOf(stamp.accessKey)).toHaveLength(1)
  })

  test('that SRI has already is not sent again: 43 is a receipt', async () => {
    const client = await world.ecuadorian('1790000110001')
    world.simulator.faults.add({ kind: 'registered', times: 1 })
    const { id, stamp } = await client.issue(ecuadorianInvoice())
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved' })
    expect(copiesOf(stamp.accessKey)).toHaveLength(1)
  })

  test('is given up as undecided after 24 hours, and asked about again at a person’s word', async () => {
    const client = await world.ecuadorian('1790000120001')
    world.simulator.faults.add({ kind: 'silent' })
    const { id, stamp } = await client.issue(ecuadorianInvoice())
    await world.pass(25 * HOUR)
    expect(await client.document(id)).toMatchObject({ state: 'failed', condition: 'unclear', actions: ['retry'] })
    world.simulator.faults.clear()
    await client.retry(id)
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved' })
    expect(copiesOf(stamp.accessKey).length).toBeGreaterThanOrEqual(1)
  })

  test('a guía names the authorisation of the sale it travels for', async () => {
    const client = await world.ecuadorian('1790000140001')
    const invoice = await client.issue(ecuadorianInvoice())
    await world.settle()
    const today = invoice.issueDate.split('-').reverse().join('/')
    const guide = await client.issue({
      type: '06',
      buyer: { taxId: '1710034065', name: 'Rosa Elena Quishpe', address: 'Av. 9 de Octubre, Guayaquil' },
      reference: { number: invoice.number, reason: 'Venta' },
      lines: [{ name: 'Pan de yuca', quantity: '10' }],
      ec: {
        infoGuiaRemision: {
          dirPartida: 'Av. Amazonas, Quito',
          razonSocialTransportista: 'Transportes del Sur S.A.',
          tipoIdentificacionTransportista: '04',
          rucTransportista: '1790000150001',
          fechaIniTransporte: today,
          fechaFinTransporte: today,
          placa: 'PBA1234',
        },
      },
    })
    const xml = (await client.xml(guide.id))?.toString()
    expect(xml).toContain(`<numAutDocSustento>${invoice.stamp.accessKey}</numAutDocSustento>`)
    await world.settle()
    expect(await client.document(guide.id)).toMatchObject({ state: 'approved' })
  })

  test('a credit note finds its invoice among other documents of the same number, and waits for its verdict', async () => {
    const client = await world.ecuadorian('1790000130001')
    world.simulator.faults.add({ kind: 'silent', times: 4 })
    const invoice = await client.issue(ecuadorianInvoice())
    const reference = { number: invoice.number, reason: 'Devolución' }
    const note = await client.issue(ecuadorianInvoice({ type: '04', reference, payment: undefined }))
    // The same number, of another type.
    expect(note.number).toBe(invoice.number)
    await world.settle()
    expect(await client.document(note.id)).toMatchObject({ state: 'approved' })
    expect(await client.story(note.id)).toEqual(['signed', 'waiting-for-original', 'sent', 'approved'])
  })
})

describe.skipIf(!isThere)('late in the evening', () => {
  test('a document bears the date of Guayaquil, not of UTC', async () => {
    const world = await World.start({ startsAt: LATE_EVENING })
    try {
      const client = await world.ecuadorian()
      const { id, issueDate, stamp } = await client.issue(ecuadorianInvoice())
      expect(issueDate).toBe('2026-11-20')
      expect(stamp.accessKey?.slice(0, 8)).toBe('20112026')
      expect((await client.xml(id))?.toString()).toContain('<fechaEmision>20/11/2026</fechaEmision>')
      await world.settle()
      expect(await client.document(id)).toMatchObject({ state: 'approved' })
    } finally {
      await world.close()
    }
  })
})
