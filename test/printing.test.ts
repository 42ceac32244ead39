import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeAppearance, changeLogo } from '../src/accounts/appearance.ts'
import type { Document } from '../src/domain/document.ts'
import { type PaperParts, paperOf } from '../src/journey/paper.ts'
import { paperCache } from '../src/journey/paper-cache.ts'
import { PAPERS } from '../src/ports/printer.ts'
import type { Client } from './support/client.ts'
import { emite, emiteJson } from './support/command-line.ts'
import { needs } from './support/needs.ts'
import { jpegOf, pngOf } from './support/pictures.ts'
import { creditInvoice, ecuadorianInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const LOGO = pngOf({ width: 300, height: 100, pixel: (x) => [x & 255, 90, 60] })

describe.skipIf(!needs('postgres-server'))('a document on paper', () => {
  let opened: World | undefined
  let folder = ''

  beforeAll(async () => {
    opened = await World.start()
    folder = await mkdtemp(join(tmpdir(), 'emite-printing-'))
  })
  afterAll(async () => {
    await opened?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const world = () => opened as World
  const parts = (): PaperParts => world().house

  function ask(client: Client, path: string, headers: Readonly<Record<string, string>> = {}) {
    const authorization = `Bearer ${client.taxpayer.apiKey}`
    return world().app.inject({ url: `/api/v1/documents/${path}`, headers: { authorization, ...headers } })
  }

  async function documentOf(client: Client, id: string): Promise<Document> {
    const { tenantId, environment } = client.taxpayer.caller
    const document = await world().house.documents.get(tenantId, environment, id)
    if (!document) throw new Error('there is no such document')
    return document
  }

  /** The same house with an empty cache and a printer that counts. */
  function counting(): PaperParts & { prints: number } {
    const counted = {
      ...parts(),
      prints: 0,
      papers: paperCache({ mostBytes: 8_000_000 }),
      printer: {
        print: (...job: Parameters<PaperParts['printer']['print']>) => {
          counted.prints += 1
          return parts().printer.print(...job)
        },
      },
    }
    return counted
  }

  const dress = (client: Client, look: Parameters<typeof changeAppearance>[3]) =>
    changeAppearance(world().house, client.taxpayer.caller, client.taxpayer.issuerId, look)
  const brand = (client: Client, logo: Uint8Array) =>
    changeLogo(world().house, client.taxpayer.caller, client.taxpayer.issuerId, logo)

  test('is a PDF under the official name, shown in the browser and kept by nobody else', async () => {
    const dominican = await world().taxpayer('101000124')
    const ecuadorian = await world().ecuadorian('1790000070001')
    const credit = await dominican.issue(creditInvoice())
    const factura = await ecuadorian.issue(ecuadorianInvoice())

    for (const [client, { id, links }, name] of [
      [dominican, credit, `101000124${credit.number}.pdf`],
      [ecuadorian, factura, `${String(factura.stamp.accessKey)}.pdf`],
    ] as const) {
      expect(links.pdf).toBe(`/api/v1/documents/${id}/pdf`)
      const { statusCode, headers, rawPayload } = await ask(client, `${id}/pdf`)
      expect(statusCode).toBe(200)
      expect(headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${name}"`,
        'cache-control': 'private, no-cache',
      })
      expect(rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    }
  })

  test.skipIf(!needs('poppler'))(
    'says in every state where it stands, and tells by its etag that this changed',
    async () => {
      const client = await world().taxpayer('101000125')
      const { id, number } = await client.issue(creditInvoice())
      const signed = await ask(client, `${id}/pdf`)
      await world().settle()
      expect((await client.document(id)).state).toBe('approved')
      const approved = await ask(client, `${id}/pdf`)

      expect(approved.headers.etag).not.toBe(signed.headers.etag)
      for (const { rawPayload } of [signed, approved]) expect(textOf(rawPayload)).toContain(number)
      expect(textOf(signed.rawPayload)).toMatch(/pendiente/i)
      expect(textOf(approved.rawPayload)).not.toMatch(/pendiente/i)
    },
  )

  test('is not printed for who has it already', async () => {
    const client = await world().taxpayer('101000126')
    const { id } = await client.issue(creditInvoice())
    const first = await ask(client, `${id}/pdf`)
    const kept = world().house.papers.sizeBytes
    const known = { 'if-none-match': `"other", ${String(first.headers.etag)}` }

    const second = await ask(client, `${id}/pdf`, known)
    expect({ status: second.statusCode, body: second.body, etag: second.headers.etag }).toEqual({
      status: 304,
      body: '',
      etag: first.headers.etag,
    })
    expect(world().house.papers.sizeBytes).toBe(kept)

    await dress(client, { colour: '#0a5c36' })
    expect((await ask(client, `${id}/pdf`, known)).statusCode).toBe(200)
  })

  test('comes on each paper, and on the one its issuer chose when none is named', async () => {
    const client = await world().taxpayer('101000127')
    const { id } = await client.issue(creditInvoice())
    const boxes = new Map<string, string>()
    for (const paper of PAPERS) boxes.set(paper, boxOf((await ask(client, `${id}/pdf?paper=${paper}`)).rawPayload))
    expect(boxes.get('letter')).toBe('612 792')
    expect(boxes.get('a4')).toMatch(/^595\.\d+ 841\.\d+$/)
    expect(boxes.get('receipt')).toMatch(/^22[67](\.\d+)? /)

    expect(boxOf((await ask(client, `${id}/pdf`)).rawPayload)).toBe(boxes.get('letter'))
    await dress(client, { paper: 'a4' })
    expect(boxOf((await ask(client, `${id}/pdf`)).rawPayload)).toBe(boxes.get('a4'))
    expect(boxOf((await ask(client, `${id}/pdf?paper=letter`)).rawPayload)).toBe(boxes.get('letter'))
  })

  test('is printed once, however many ask for it at the same time', async () => {
    const client = await world().taxpayer('101000128')
    const document = await documentOf(client, (await client.issue(creditInvoice())).id)
    const counted = counting()
    const papers = await Promise.all(Array.from({ length: 40 }, () => paperOf(counted, document)))

    expect(counted.prints).toBe(1)
    expect(new Set(papers.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).size).toBe(1)
    await paperOf(counted, document, { paper: 'receipt' })
    await paperOf(counted, document)
    expect(counted.prints).toBe(2)
  })

  test('is printed anew when its logo, colour or footer change, and not when they change back', async () => {
    const client = await world().taxpayer('101000129')
    const document = await documentOf(client, (await client.issue(creditInvoice())).id)
    const counted = counting()
    const plain = await paperOf(counted, document)
    await brand(client, LOGO)
    const branded = await paperOf(counted, document)
    await brand(client, jpegOf({ width: 64, height: 32 }))
    const other = await paperOf(counted, document)
    await dress(client, { colour: '#aa0000', footer: 'Gracias por su compra.' })
    const coloured = await paperOf(counted, document)
    await dress(client, {})
    await brand(client, LOGO)

    expect(new Set([plain, branded, other, coloured].map(({ etag }) => etag)).size).toBe(4)
    expect(await paperOf(counted, document)).toEqual(branded)
    expect(counted.prints).toBe(4)
  })

  test('never bears another logo than its etag speaks of', async () => {
    const client = await world().taxpayer('101000130')
    const { tenantId } = client.taxpayer.caller
    const document = await documentOf(client, (await client.issue(creditInvoice())).id)
    const { appearances } = world().house
    await brand(client, LOGO)
    const before = await appearances.appearance(tenantId, document.issuerId)
    await brand(client, jpegOf({ width: 64, height: 32 }))

    // Whoever looked just before the change prints just after it.
    const late = { ...counting(), appearances: { ...appearances, appearance: () => Promise.resolve(before) } }
    await expect(paperOf(late, document)).rejects.toMatchObject({ name: 'Outage', retryAfterMs: 1_000 })
    expect(late.papers.sizeBytes).toBe(0)
  })

  test.skipIf(!needs('poppler'))('is the corrected document after a correction', async () => {
    const client = await world().ecuadorian('1790000080001')
    const { id, number } = await client.issue(ecuadorianInvoice())
    world().simulator.faults.add({ kind: 'returned', code: '35', number, times: 1 })
    await world().settle()
    expect((await client.document(id)).state).toBe('rejected')
    const rejected = await ask(client, `${id}/pdf`)
    const line = { name: 'Humita', quantity: '10', unitPrice: '1.00', taxes: [{ code: 'IVA', rate: '15' }] }
    expect(await client.correct(id, ecuadorianInvoice({ lines: [line] }))).toMatchObject({ status: 200 })
    const corrected = await ask(client, `${id}/pdf`)

    expect(textOf(rejected.rawPayload)).toMatch(/devuelt|no autorizad|rechazad/i)
    expect(textOf(corrected.rawPayload)).toContain('Humita')
    expect(textOf(corrected.rawPayload)).not.toMatch(/devuelt|no autorizad|rechazad|Pan de yuca/i)
    expect(corrected.headers.etag).not.toBe(rejected.headers.etag)
  })

  describe('by the command line', () => {
    let client: Client
    const run = (...args: string[]) => emite(args, given())
    const json = (...args: string[]) => emiteJson(args, given())
    const given = () => ({ environment: { DATABASE_URL: world().databaseUrl, EMITE_DATA_DIR: folder } })
    const whose = () => ['--tenant', client.taxpayer.caller.tenantId]

    beforeAll(async () => {
      client = await world().taxpayer('101000132')
    })

    test('is written into a file, or out for the next command', async () => {
      const { id, number } = await client.issue(creditInvoice())
      const file = join(folder, 'factura.pdf')
      expect(await run('documents', 'pdf', number, ...whose(), '--output', file)).toMatchObject({
        exitCode: 0,
        out: '',
      })
      expect((await readFile(file)).equals((await ask(client, `${id}/pdf`)).rawPayload)).toBe(true)

      const { exitCode, out } = await run('documents', 'pdf', id, ...whose(), '--paper', 'receipt')
      expect({ exitCode, begins: out.slice(0, 5) }).toEqual({ exitCode: 0, begins: '%PDF-' })
      expect(await run('documents', 'pdf', 'E310000009999', ...whose())).toMatchObject({ exitCode: 1, out: '' })
      expect(await run('documents', 'pdf', id, ...whose(), '--paper', 'napkin')).toMatchObject({ exitCode: 2, out: '' })
    })

    test('is dressed: what is named changes, the rest stays, and nothing when any of it is wrong', async () => {
      const [logo, svg] = [join(folder, 'logo.png'), join(folder, 'logo.svg')]
      await writeFile(logo, LOGO)
      await writeFile(svg, '<svg xmlns="http://www.w3.org/2000/svg"/>')
      const set = (...args: string[]) => json('issuer', 'appearance', 'set', '101000132', ...whose(), ...args)
      const show = async () => (await json('issuer', 'appearance', 'show', '101000132', ...whose())).value

      expect(await show()).toMatchObject({ paper: 'letter', colour: null, logo: null })
      expect(await set('--logo', logo, '--colour', '#0A5C36')).toMatchObject({ exitCode: 0, value: { kind: 'saved' } })
      expect(await set('--paper', 'a4', '--footer', 'Gracias.')).toMatchObject({ exitCode: 0 })
      const dressed = { paper: 'a4', colour: '#0a5c36', footer: 'Gracias.', logo: { widthPx: 300 } }
      expect(await show()).toMatchObject(dressed)

      expect(await set('--logo', svg, '--colour', '#ffffff')).toMatchObject({ exitCode: 1, value: { faults: [{ code: 'logo-type' }] } }) // prettier-ignore
      expect(await set('--no-logo', '--colour', 'red')).toMatchObject({ exitCode: 1, value: { faults: [{ path: 'colour' }] } }) // prettier-ignore
      expect(await show()).toMatchObject(dressed)
      expect(await run('issuer', 'appearance', 'set', '101000132', ...whose())).toMatchObject({ exitCode: 2, out: '' })
      expect(await run('issuer', 'appearance', 'set', '101000132', ...whose(), '--logo', join(folder, 'none'))).toMatchObject({ exitCode: 3 }) // prettier-ignore

      expect(await set('--no-logo', '--no-colour', '--no-footer')).toMatchObject({ exitCode: 0 })
      expect(await show()).toMatchObject({ paper: 'a4', colour: null, footer: null, logo: null })
      const { out } = await run('issuer', 'appearance', 'show', '101000132', ...whose(), '--lang', 'es')
      expect(out).toMatch(/Papel: +a4\nColor: +ninguno/)
    })
  })
})

/** What can be read on it. */
function textOf(pdf: Buffer): string {
  return spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).stdout.toString()
}

/** Width and height of the first page, in points. */
function boxOf(pdf: Buffer): string {
  return /\/MediaBox \[0 0 ([\d.]+ [\d.]+)\]/.exec(pdf.toString('latin1'))?.[1] ?? ''
}
