import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dominicanRepublic } from '../src/jurisdictions/dominican-republic/index.ts'
import type { Client } from './support/client.ts'
import { needs, shared } from './support/needs.ts'
import { copiesOf } from './support/sent-copies.ts'
import { xmlCryptoComplaint } from './support/signed-xml.ts'
import { consumerInvoice, creditInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const ROOT = join(import.meta.dirname, '..')
const DO = 'src/jurisdictions/dominican-republic'
const HERE = 'test/pitfalls.test.ts'

/** Files of tests and titles in them, as they are written there. */
type Place = readonly [file: string, ...titles: readonly string[]]

/** What integrators fell into, by its number in the facts sheet, and the tests that keep Emite out of it. */
const HELD: Readonly<Record<number, readonly Place[]>> = {
  1: [
    ['src/xml/dsig.test.ts', 'drops blanks and surroundings, and keeps the values: $why'],
    [HERE, 'names with every awkward character reach DGII whole, in one line of UTF-8 without a mark'],
  ],
  2: [['src/xml/dsig.test.ts', 'writes the signature DGII takes, to the byte']],
  3: [
    [`${DO}/prepare.test.ts`, 'null, empty and blank say nothing, and leave no empty element or group'],
    [`${DO}/prepare.test.ts`, 'a zero stays: 0, "0.00" and the zero rate'],
    [`${DO}/totals.test.ts`, 'a text correction is one non-billable line: MontoTotal 0.00 stays in the XML'],
  ],
  4: [['src/jurisdictions/format/write.test.ts', 'writes the order of the format, whatever the order of the keys']],
  5: [
    ['src/xml/dsig.test.ts', 'verifies with xmlsec1, whatever legal text the document holds'],
    [HERE, 'names with every awkward character reach DGII whole, in one line of UTF-8 without a mark'],
  ],
  6: [
    [`${DO}/signature.test.ts`, 'amounts of one decimal get their second in the summary, which would refuse them'],
    [HERE, 'amounts have two decimals in both files, and what a machine cannot say exactly is refused'],
  ],
  7: [[`${DO}/formats/schemas.test.ts`, 'what the table allows, the schema takes']],
  9: [
    ['src/certificates/diagnosis.test.ts', 'finds nothing in a good certificate, whosever RNC it holds'],
    ['test/after-rejection.test.ts', 'whose number survives is corrected under it and approved: $what'],
  ],
  10: [
    [
      'src/adapters/http/authority-line.test.ts',
      'never to production with a sandbox document, nor the other way round',
      'nowhere for a name that is no authority environment',
    ],
  ],
  11: [
    [
      'src/adapters/http/authority-line.test.ts',
      'is never shared between signers',
      'is renewed before its hour is over',
      'is forgotten when the authority refused it, but not the one obtained since',
    ],
  ],
  12: [
    [`${DO}/wire/answers.test.ts`, 'is never a verdict: $why', 'is never a receipt nor a refusal: $why'],
    ['test/authority-faults.test.ts', 'handed in through $name ends as it should, sent no more than it must'],
  ],
  13: [
    ['test/authority-faults.test.ts', 'is looked for until DGII tells, through $name'],
    ['test/authority-down.test.ts', '$what whose answer came in drops is found, not sent again'],
  ],
  14: [['test/authority-faults.test.ts', 'is looked for by number when DGII has forgotten its trackId']],
  15: [
    [`${DO}/wire/answers.test.ts`, 'falls back on codigo only when its own words are unknown'],
    [`${DO}/wire/answers.test.ts`, 'is read as consulta resultado really writes it'],
  ],
  16: [
    ['test/after-rejection.test.ts', 'whose number is spent offers nothing, and its number never comes back'],
    ['test/after-rejection.test.ts', 'whose number survives is corrected under it and approved: $what'],
  ],
  17: [
    [
      `${DO}/signature.test.ts`,
      'a small type 32 is signed in full first, and its summary carries that signature’s code',
    ],
    ['test/certification.test.ts', 'the summary of $name is the official one, with the code of our signature'],
    ['src/adapters/postgres/document-store.test.ts', 'keeps the exact bytes, and nobody can change them'],
  ],
  18: [
    [`${DO}/wire/requests.test.ts`, 'names the file after the issuer, and an approval after the buyer'],
    [HERE, 'a number typed with blanks and a small letter gets its official spelling, in the file name too'],
  ],
  19: [
    ['test/after-rejection.test.ts', 'named $how waits for its original, and goes the moment that is approved'],
    ['test/after-rejection.test.ts', 'that credits more than is left is refused here, not by DGII (615): named $how'],
  ],
  20: [
    [`${DO}/prepare.test.ts`, 'IndicadorMontoGravado goes wherever a line is taxed, and nowhere else (DGII code 176)'],
    [HERE, 'IndicadorMontoGravado says whether prices hold ITBIS, and DGII finds the totals right either way'],
  ],
  21: [['test/after-rejection.test.ts', 'over an original accepted conditionally goes']],
  22: [[HERE, 'the time of signing is the country’s, whatever the clock of the machine says and where it stands']],
  25: [['src/adapters/postgres/document-store.test.ts', 'a given number outside the loaded ranges is refused']],
  26: [[HERE, 'codes of providers are nobody’s but theirs: they are shown as they came, unexplained']],
  27: [
    [
      `${DO}/prepare.test.ts`,
      'a specific tax rate: the line’s, else the issuer’s in force on the day, else the catalog’s',
    ],
  ],
  28: [[HERE, 'fields that refuse digits say so before DGII does']],
  29: [[HERE, 'a buyer unknown to DGII is a remark, not a refusal']],
}

/** Those that no test of ours can hold, and why. */
const NOT_OURS: Readonly<Record<number, string>> = {
  8: 'One team’s guess about root attributes; official samples carry none, and the certification set is sent without.',
  23: 'Emite does not receive documents yet: no route of the emisor–receptor exists.',
  24: 'Emite does not send commercial approvals yet.',
}

describe('the pitfalls of the facts sheet', () => {
  test('are each held by a test or said to be none of ours', () => {
    const told = [...Object.keys(HELD), ...Object.keys(NOT_OURS)].map(Number).sort((a, b) => a - b)
    expect(told).toEqual(Array.from({ length: 29 }, (_, i) => i + 1))
  })

  test.skipIf(!needs('shared'))('are as many as are counted here', () => {
    const sheet = readFileSync(shared('dgii/FACTS.md'), 'utf8')
    const section = sheet.slice(sheet.indexOf('\n## Pitfalls'), sheet.indexOf('\n## Open questions'))
    const numbers = [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 29 }, (_, i) => i + 1))
  })

  const places = Object.entries(HELD).flatMap(([number, held]) =>
    held.flatMap(([file, ...titles]) => titles.map((title) => ({ number, file, title }))),
  )
  test.each(places)('$number is held in $file: $title', ({ file, title }) => {
    expect(existsSync(join(ROOT, file))).toBe(true)
    const source = readFileSync(join(ROOT, file), 'utf8')
    // Beside the table itself, which is in this very file.
    const wanted = file === HERE ? 2 : 1
    expect(source.split(title).length - 1).toBeGreaterThanOrEqual(wanted)
  })
})

describe.skipIf(!needs('postgres-server'))('Emite and DGII', () => {
  let world: World
  let client: Client
  beforeAll(async () => {
    // Half past ten in the evening of the 30th in Santo Domingo; the 31st in London. DGII knows one buyer.
    world = await World.start({ startsAt: '2026-12-31T02:30:00.000Z', dgii: { register: ['131880681'] } })
    client = await world.taxpayer('131880681')
  })
  afterAll(() => world.close())

  async function approved(draft: unknown): Promise<{ id: string; xml: string; summary: string | undefined }> {
    const { id } = await client.issue(draft)
    await world.settle()
    const { state, verdict } = await client.document(id)
    expect({ state, messages: verdict?.messages }).toEqual({ state: 'approved', messages: [] })
    return { id, xml: (await client.xml(id))!.toString(), summary: (await client.xml(id, 'submission'))?.toString() }
  }

  test.each([
    { what: 'a type 31', invoice: creditInvoice },
    { what: 'a small type 32', invoice: consumerInvoice },
  ])(
    'names with every awkward character reach DGII whole, in one line of UTF-8 without a mark: $what',
    async ({ invoice }) => {
      const name = `Ñandú & Hijos <"D'Óleo"> ¿]]>? €100`
      const { id, xml, summary } = await approved(invoice({ buyer: { taxId: '131880681', name } }))
      const sent = Buffer.from(summary ?? xml)
      const [copy] = await copiesOf(world, { client, id })
      expect(Buffer.from(world.simulator.ledger.bytesOf(copy!.sequence)!)).toEqual(sent)
      for (const file of [xml, summary ?? xml]) {
        expect(file).toContain(
          `<RazonSocialComprador>Ñandú &amp; Hijos &lt;"D'Óleo"&gt; ¿]]&gt;? €100</RazonSocialComprador>`,
        )
        expect(file).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?><(ECF|RFCE)>/)
        expect(file).not.toMatch(/[\r\n]|>\s+</)
        expect(xmlCryptoComplaint(file)).toBeUndefined()
      }
    },
  )

  test('amounts have two decimals in both files, and what a machine cannot say exactly is refused', async () => {
    const line = { name: 'Pan', kind: 'good', taxes: [{ code: 'ITBIS', rate: '18' }] }
    const lines = [
      { ...line, quantity: 3, unitPrice: 0.1 },
      { ...line, quantity: '2.5', unitPrice: '19.9' },
    ]
    const { xml, summary } = await approved(consumerInvoice({ lines }))
    for (const file of [xml, summary!]) {
      const amounts = [...file.matchAll(/<(?:Monto|Total)\w+>([^<]+)(?=<)/g)].map(([, amount]) => amount ?? '')
      expect(amounts.length).toBeGreaterThan(4)
      expect(amounts.filter((amount) => !/^\d+\.\d\d$/.test(amount))).toEqual([])
    }
    const inexact = await client.post(consumerInvoice({ lines: [{ ...line, quantity: 1, unitPrice: 0.1 + 0.2 }] }))
    expect(inexact.status).toBe(422)
    expect(inexact.body.faults?.map(({ path }) => path)).toEqual(['lines[0].unitPrice'])
  })

  test('a number typed with blanks and a small letter gets its official spelling, in the file name too', async () => {
    const { id, xml } = await approved(creditInvoice({ number: ' e310000007777 ' }))
    expect(await client.document(id)).toMatchObject({ number: 'E310000007777' })
    expect(xml).toContain('<eNCF>E310000007777</eNCF>')
    const [copy] = await copiesOf(world, { client, id })
    expect(copy?.fileName).toBe('131880681E310000007777.xml')
  })

  test('IndicadorMontoGravado says whether prices hold ITBIS, and DGII finds the totals right either way', async () => {
    const exempt = creditInvoice({
      lines: [
        { name: 'Arroz', kind: 'good', quantity: 1, unitPrice: 50, taxes: [{ code: 'ITBIS', treatment: 'exempt' }] },
      ],
    })
    expect((await approved(creditInvoice())).xml).toContain('<IndicadorMontoGravado>0<')
    const included = await approved(creditInvoice({ pricesIncludeTax: true }))
    expect(included.xml).toContain('<IndicadorMontoGravado>1<')
    expect(included.xml).toContain('<MontoTotal>1000.00<')
    expect((await approved(exempt)).xml).not.toContain('IndicadorMontoGravado')
  })

  test('the time of signing is the country’s, whatever the clock of the machine says and where it stands', async () => {
    const evening = await World.start({ startsAt: '2026-12-31T02:30:00.000Z' })
    const zone = process.env.TZ
    try {
      for (const [i, here] of ['Asia/Tokyo', 'Pacific/Honolulu', 'America/New_York'].entries()) {
        process.env.TZ = here
        const taxpayer = await evening.taxpayer(`10160200${i}`)
        const { id, issueDate, stamp } = await taxpayer.issue(creditInvoice())
        await evening.settle()
        const signedAt = new Date(Date.parse((await taxpayer.timeline(id))[0]!.at) - 4 * 3_600_000).toISOString()
        const [day, time] = [signedAt.slice(0, 10), signedAt.slice(11, 19)]
        expect({ issueDate, signedAt: stamp.signedAt }).toEqual({
          issueDate: '2026-12-30',
          signedAt: `${day.split('-').reverse().join('-')} ${time}`,
        })
        expect((await taxpayer.xml(id))!.toString()).toContain(`<FechaHoraFirma>30-12-2026 ${time}</FechaHoraFirma>`)
        expect(await taxpayer.document(id)).toMatchObject({ state: 'approved' })
      }
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
      await evening.close()
    }
  })

  test.each(['95', '99', '108', '120', '200', '7777', 'AP0001'])(
    'codes of providers are nobody’s but theirs: they are shown as they came, unexplained (%s)',
    (code) => {
      const [own, unknown] = dominicanRepublic.explain([
        { code, text: 'Texto de un proveedor', severity: 'error' },
        { code: 'no-such-code', text: 'Texto de un proveedor', severity: 'error' },
      ])
      expect(own).toMatchObject({ code, text: 'Texto de un proveedor' })
      expect(own?.meaning).toEqual(unknown?.meaning)
    },
  )

  test('fields that refuse digits say so before DGII does', async () => {
    const answer = await client.post(creditInvoice({ do: { Encabezado: { Comprador: { ResponsablePago: '3000' } } } }))
    expect(answer.status).toBe(422)
    expect(answer.body.faults).toMatchObject([
      { code: 'field-pattern', path: 'do.Encabezado.Comprador.ResponsablePago', severity: 'error' },
    ])
  })

  test('a buyer unknown to DGII is a remark, not a refusal', async () => {
    const { id, warnings } = await client.issue(creditInvoice({ buyer: { taxId: '101010633', name: 'Casa Vieja' } }))
    expect(warnings.map(({ code }) => code)).toEqual(['buyer-check-digit'])
    await world.settle()
    const { state, verdict, actions } = await client.document(id)
    expect({ state, actions }).toEqual({ state: 'conditional', actions: [] })
    expect(verdict?.messages).toMatchObject([{ code: '1385', severity: 'warning' }])
    expect(verdict?.explanations[0]?.path).toBe('buyer.taxId')
  })

  test('receiving and approving are not there yet: who builds them takes pitfalls 23 and 24 off the list of none of ours', async () => {
    for (const url of ['/fe/recepcion/api/ecf', '/fe/autenticacion/api/semilla', '/fe/aprobacioncomercial/api/ecf']) {
      expect((await world.app.inject({ url })).statusCode).toBe(404)
    }
  })
})
