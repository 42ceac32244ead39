import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Appearance, Paper } from '../../ports/printer.ts'
import { HOSTILE_TEXTS } from '../../../test/support/hostile-text.ts'
import { needs } from '../../../test/support/needs.ts'
import { dominicanPage, ecuadorianPage, PLAIN_LETTER } from '../../../test/support/printed-pages.ts'
import { render } from './render.ts'

const PAPERS: readonly Paper[] = ['letter', 'a4', 'receipt']

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'emite-pdf-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(!needs('poppler'))('the text of a PDF', () => {
  test.each(PAPERS)('is found whole by other programs, accents too, on %s', async (paper) => {
    for (const page of [dominicanPage(), ecuadorianPage()]) {
      const shown = squeezed(await textOf(page, { ...PLAIN_LETTER, paper, footer: 'Síguenos: @quisqueya' }))
      for (const wanted of textsOf(page, paper)) expect(shown).toContain(squeezed(wanted))
      expect(shown).toContain('Síguenos:@quisqueya')
    }
  })

  test('is in the order in which people read it', async () => {
    const shown = await textOf(dominicanPage(), PLAIN_LETTER, ['-raw'])
    const order = ['Suplidora Quisqueya', 'E310000000001', 'Comercial del Caribe', 'Descripción', 'n.º 1', 'n.º 10', 'Efectivo', 'Total RD$', 'Código de Seguridad', 'Página 1 de 1'] // prettier-ignore
    expect(order.map((words) => shown.indexOf(words))).toEqual(
      order.map((words) => shown.indexOf(words)).toSorted((one, other) => one - other),
    )
    expect(order.filter((words) => !shown.includes(words))).toEqual([])
  })

  test('of other scripts is what was written', async () => {
    const page = named('Łódź Ελλάδα Привет “™” ≥ ½')
    expect(await textOf(page, PLAIN_LETTER)).toContain('Łódź Ελλάδα Привет “™” ≥ ½')
    expect(await textOf(named('שלום עולם'), PLAIN_LETTER)).toContain('שלום עולם')
    expect(await textOf(named('Jose\u0301 Nun\u0303ez'), PLAIN_LETTER)).toContain('José Nuñez')
  })

  test('of China and Japan, and emoji, is what was written, words of several scripts in one line too', async () => {
    const shown = squeezed(
      await textOf(named('中国饭店 Supermercado 有限公司 カフェ 漢字 ☕🛒 Café'), PLAIN_LETTER, ['-raw']),
    )
    expect(shown).toContain('中国饭店Supermercado有限公司カフェ漢字☕🛒Café')
  })

  test('shows what cannot be printed as a sign everyone sees, and lets nothing hide or turn around', async () => {
    expect(await textOf(named('a\u0000b\ud800c\u{10fffd}d'), PLAIN_LETTER)).toContain('a\ufffdb\ufffdc\ufffdd')
    expect(await textOf(named('pagado\u202e00.001\u202c\u200b\u2066x'), PLAIN_LETTER)).toContain('pagado00.001x')
  })

  test.each(PAPERS)('with hostile texts in every place is printed on %s', async (paper) => {
    for (const { text } of HOSTILE_TEXTS) {
      const page = named(text.slice(0, 3000))
      const { rows = [], columns = [] } = page.tables[0] ?? {}
      const everywhere = {
        ...page,
        title: text,
        identity: { ...page.identity, barcode: { label: text.slice(0, 200), text: text.slice(0, 200) } },
        qr: { text: text.slice(0, 4000) || 'x', leastVersion: 8, leastSizeMm: 22, captions: [text.slice(0, 200)] },
        tables: [
          {
            title: text.slice(0, 200),
            columns,
            rows: rows.map(() => ({ cells: { name: text, value: text.slice(0, 500) } })),
          },
        ],
        standing: { tone: 'rejected', text: text.slice(0, 100), detail: text.slice(0, 300) },
      } as const
      expect(await textOf(everywhere, { ...PLAIN_LETTER, paper })).toContain('Total RD$')
    }
  })

  test('says on every page that it was rejected', async () => {
    const standing = { tone: 'rejected', text: 'RECHAZADO POR LA DGII', detail: 'No es válida.' } as const
    const shown = await textOf({ ...dominicanPage(60), standing }, PLAIN_LETTER, ['-raw'])
    const pages = shown.split('\f').slice(0, -1)
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page.match(/RECHAZADO POR LA DGII/g)?.length).toBeGreaterThanOrEqual(1)
  })
})

describe.skipIf(!needs('poppler') || !needs('zbar'))('the codes of a PDF', () => {
  test.each(PAPERS)('are read back from a picture of %s to the very text', async (paper) => {
    const dominican = dominicanPage(3)
    expect(await codesOf(dominican, { ...PLAIN_LETTER, paper })).toEqual([`QR-Code:${dominican.qr?.text ?? ''}`])
    const ecuadorian = ecuadorianPage()
    expect(await codesOf(ecuadorian, { ...PLAIN_LETTER, paper })).toEqual([
      `CODE-128:${ecuadorian.identity.barcode?.text ?? ''}`,
    ])
  })

  test.each(PAPERS)('are readable under the letters of a rejection on %s', async (paper) => {
    const page = dominicanPage(3)
    const standing = { tone: 'rejected', text: 'RECHAZADO', detail: undefined } as const
    expect(await codesOf({ ...page, standing }, { ...PLAIN_LETTER, paper })).toEqual([`QR-Code:${page.qr?.text ?? ''}`])
  })

  test.each([1, 60, 150, 250, 700, 1500])('hold texts of %i characters', async (length) => {
    const text = 'https://ecf.example/'.repeat(80).slice(0, length)
    const page = { ...dominicanPage(1), qr: { text, leastVersion: 8, leastSizeMm: 22, captions: [] } }
    expect(await codesOf(page, PLAIN_LETTER, 300)).toEqual([`QR-Code:${text}`])
  })
})

describe('a PDF', () => {
  test('is the same whatever was printed before it', async () => {
    const first = await render(named('Supermercado “™” 中'), PLAIN_LETTER)
    await render(named('Супермаркет Ελλάδα 中'), PLAIN_LETTER)
    expect(Buffer.compare(await render(named('Supermercado “™” 中'), PLAIN_LETTER), first)).toBe(0)
  })

  test('is the same, byte for byte, for the same page', async () => {
    const page = { ...dominicanPage(30), issuer: { ...dominicanPage().issuer, name: 'Łódź 漢字' } }
    const appearance: Appearance = { ...PLAIN_LETTER, logo: logoOf(40, 20) }
    const [one, other] = [await render(page, appearance), await render(page, appearance)]
    expect(Buffer.compare(one, other)).toBe(0)
    expect(Buffer.from(one).includes('CreationDate')).toBe(false)
  })

  test.skipIf(!needs('poppler'))('names its title, its maker and its language', async () => {
    const file = written(await render(named('x'), PLAIN_LETTER))
    const facts = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
    expect(facts).toContain('Title:           Factura de Crédito Fiscal Electrónica E310000000001')
    expect(facts).toContain('Producer:        Emite')
    expect(facts).toContain('Page size:       612 x 792 pts (letter)')
    expect(Buffer.from(await render(named('x'), PLAIN_LETTER)).includes('/Lang (es)')).toBe(true)
  })

  test('of ten lines in standard fonts takes less than 12 kB', async () => {
    expect((await render(dominicanPage(10), PLAIN_LETTER)).byteLength).toBeLessThan(12_000)
  })

  test.skipIf(!needs('poppler'))('has the logo in its own proportions', async () => {
    const file = written(await render(dominicanPage(1), { ...PLAIN_LETTER, logo: logoOf(300, 30) }))
    const [, , line] = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).split('\n')
    const fields = line?.trim().split(/\s+/) ?? []
    expect(fields.slice(3, 5)).toEqual(['300', '30'])
    expect(fields[12]).toBe(fields[13])
  })

  test('does without a logo that cannot be read', async () => {
    const logo = { type: 'image/png', bytes: Buffer.from('no picture'), widthPx: 10, heightPx: 10 } as const
    expect((await render(dominicanPage(1), { ...PLAIN_LETTER, logo })).byteLength).toBeGreaterThan(1000)
  })
})

function logoOf(width: number, height: number): NonNullable<Appearance['logo']> {
  const picture = new PNG({ width, height })
  picture.data.fill(0x60)
  return { type: 'image/png', bytes: PNG.sync.write(picture), widthPx: width, heightPx: height }
}

function named(name: string): PrintedPage {
  const page = dominicanPage(2)
  return { ...page, issuer: { ...page.issuer, name, legalName: undefined } }
}

async function textOf(page: PrintedPage, appearance: Appearance, options: readonly string[] = []): Promise<string> {
  const file = written(await render(page, appearance))
  return execFileSync('pdftotext', ['-enc', 'UTF-8', ...options, file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28 })
}

async function codesOf(page: PrintedPage, appearance: Appearance, dpi = 200): Promise<string[]> {
  const file = written(await render(page, appearance))
  execFileSync('pdftoppm', ['-r', String(dpi), '-png', '-singlefile', file, file])
  const found = execFileSync('zbarimg', ['--quiet', `${file}.png`], { encoding: 'utf8' })
  return found.trim().split('\n')
}

function written(bytes: Uint8Array): string {
  const file = join(folder, 'page.pdf')
  writeFileSync(file, bytes)
  return file
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

/** Everything that is said in one piece. */
function textsOf(page: PrintedPage, paper: Paper): string[] {
  const facts = [...page.issuer.facts, page.identity.number, ...page.identity.facts, ...page.totals, ...[...page.head, ...page.foot].flatMap((panel) => panel.facts)] // prettier-ignore
  const rows = page.tables.flatMap(({ columns, rows: lines }) =>
    lines.flatMap(({ cells }) =>
      columns.filter(({ onReceipt }) => onReceipt || paper !== 'receipt').map(({ key }) => cells[key] ?? ''),
    ),
  )
  // A value that wraps beside its label has another value's line between its own.
  const short = [...facts.flatMap(({ label, value }) => [label, value]), ...rows].filter((text) => text.length < 18)
  return [page.issuer.name, page.identity.type, ...short, ...page.legends, ...(page.qr?.captions ?? [])]
}
