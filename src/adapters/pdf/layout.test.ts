import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PrintedPage, PrintedTable } from '../../domain/printed-page.ts'
import type { Paper } from '../../ports/printer.ts'
import { HOSTILE_TEXTS } from '../../../test/support/hostile-text.ts'
import { dominicanPage, ecuadorianPage, PLAIN_LETTER } from '../../../test/support/printed-pages.ts'
import { type Ink, PITCH, type TextInk } from './ink.ts'
import type { LaidPage } from './laid-page.ts'
import { layOut } from './layout.ts'
import { MM } from './paper.ts'

const PAPERS: readonly Paper[] = ['letter', 'a4', 'receipt']

describe('layOut', () => {
  test('lets nothing overlap and nothing leave the page, whatever the document says', () => {
    fc.assert(
      fc.property(pages(), fc.constantFrom(...PAPERS), fc.option(text(), { nil: undefined }), (page, paper, footer) => {
        for (const laid of layOut(page, { ...PLAIN_LETTER, paper, footer })) expect(misplaced(laid)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test.each(PAPERS)('leaves no text of a document out on %s', (paper) => {
    fc.assert(
      fc.property(pages(), (page) => {
        const shown = lettersOf(
          layOut(page, { ...PLAIN_LETTER, paper })
            .flatMap(({ inks }) => inks.flatMap(textOf))
            .join(''),
        )
        for (const wanted of textsOf(page, paper)) expect(shown).toContain(lettersOf(wanted))
      }),
      { numRuns: 60 },
    )
  })

  test.each(['letter', 'a4'] as const)(
    'gives a thousand lines as many pages of %s as they need, each whole',
    (paper) => {
      const laid = layOut(dominicanPage(1000), { ...PLAIN_LETTER, paper })
      const numbers = laid.map(({ inks }) => inks.flatMap(textOf).find((words) => /^(Contin.*)?Página/.test(words)))

      expect(laid.length).toBeGreaterThan(20)
      numbers.forEach((words, at) => expect(words).toContain(`Página ${at + 1} de ${laid.length}`))
      expect(numbers[0]).toContain('Continúa en la página siguiente')
      for (const { inks } of laid.slice(1)) {
        const words = inks.flatMap(textOf)
        expect(words).toContain('Suplidora Quisqueya')
        expect(words.join(' ')).toContain('E310000000001')
        expect(words).toContain('Descripción')
        expect(inks.filter(({ kind }) => kind === 'code')).toHaveLength(1)
      }
      const rows = laid.flatMap(({ inks }) => inks.flatMap(textOf)).filter((words) => /n\.º \d+$/.test(words))
      expect(rows.map((words) => Number(/\d+$/.exec(words)?.[0]))).toEqual(
        Array.from({ length: 1000 }, (_, at) => at + 1),
      )
    },
  )

  test.each(['letter', 'a4'] as const)('cuts a long type at the head of the pages of %s, never the number', (paper) => {
    const page = dominicanPage(100)
    const type = 'Comprobante Electrónico para Pagos al Exterior, de un nombre que no acaba nunca'
    const issuer = { ...page.issuer, name: 'Importadora y Exportadora de Productos Agrícolas del Cibao Central' }
    const laid = layOut({ ...page, issuer, identity: { ...page.identity, type } }, { ...PLAIN_LETTER, paper })

    expect(laid.length).toBeGreaterThan(2)
    for (const { inks } of laid.slice(1)) {
      const words = inks.flatMap(textOf)
      expect(words).toContain('e-NCF E310000000001')
      expect(words.filter((each) => /^Comprobante Elec.*…$/.test(each))).toHaveLength(1)
    }
  })

  test.each(['letter', 'a4'] as const)('repeats the longest footer whole at the foot of every page of %s', (paper) => {
    for (const footer of ['W'.repeat(500), 'palabra '.repeat(62).trim()]) {
      const laid = layOut(dominicanPage(60), { ...PLAIN_LETTER, paper, footer })
      for (const page of laid) {
        const lowest = page.inks.filter((ink) => ink.kind === 'text' && ink.size === 7.5 && ink.x < page.width / 2)
        expect(lettersOf(lowest.flatMap(textOf).join(''))).toContain(lettersOf(footer))
        expect(misplaced(page)).toEqual([])
      }
    }
  })

  test.each(['letter', 'a4'] as const)(
    'keeps the code on %s 20 mm from the edges, 22 mm wide, with its white margin',
    (paper) => {
      const [laid] = layOut(dominicanPage(), { ...PLAIN_LETTER, paper })
      const code = laid?.inks.find((ink) => ink.kind === 'code')
      if (!laid || !code) throw new Error('there is no code')

      const quiet = code.quiet.across
      expect(quiet).toBeCloseTo(3 * MM, 5)
      expect(code.x + quiet).toBeGreaterThanOrEqual(20 * MM - 0.01)
      expect(laid.height - (code.y + code.height - quiet)).toBeGreaterThanOrEqual(20 * MM - 0.01)
      expect(code.width - 2 * quiet).toBeGreaterThanOrEqual(22 * MM)
      // At version 8 or above, for 17 + 4 × 8 modules at least.
      expect(code.across).toBeGreaterThanOrEqual(49)
    },
  )

  test('has one page of 80 mm for a receipt, as long as what is on it', () => {
    const short = layOut(dominicanPage(1), { ...PLAIN_LETTER, paper: 'receipt' })
    const long = layOut(dominicanPage(100), { ...PLAIN_LETTER, paper: 'receipt' })

    expect([short.length, long.length]).toEqual([1, 1])
    expect(short[0]?.width).toBeCloseTo(80 * MM, 5)
    expect((long[0]?.height ?? 0) - (short[0]?.height ?? 0)).toBeGreaterThan(99 * 20)
  })

  test.each(PAPERS)('divides a row that no page of %s can hold, and no other', (paper) => {
    const page = withRows(
      Array.from({ length: 12 }, (_, at) => ({ cells: { name: `fila ${at} `.repeat(at === 5 ? 4000 : 30) } })),
    )
    const laid = layOut(page, { ...PLAIN_LETTER, paper })
    const pagesOf = (at: number): number =>
      laid.filter(({ inks }) => inks.flatMap(textOf).some((words) => words.includes(`fila ${at} `))).length

    for (const at of [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]) expect(pagesOf(at)).toBe(1)
    if (paper !== 'receipt') expect(pagesOf(5)).toBeGreaterThan(1)
  })

  test('never breaks a number while there is room for smaller letters', () => {
    const columns = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => {
      return { key, label: 'Valor', align: 'right', weight: 1, onReceipt: true } as const
    })
    const cells = Object.fromEntries(columns.map(({ key }) => [key, '1,234,567,890,123.45']))
    const page = { ...dominicanPage(0), tables: [{ title: undefined, columns, rows: [{ cells }] }] }
    const words = layOut(page, PLAIN_LETTER).flatMap(({ inks }) => inks.flatMap(textOf))
    expect(words.filter((word) => word === '1,234,567,890,123.45')).toHaveLength(7)
  })

  test('ends a page where the document itself ends one, and prints its sums with its last row', () => {
    const page = dominicanPage(6)
    const [table] = page.tables
    if (!table) throw new Error('there is no table')
    const subtotals = [{ afterRow: 2, facts: [{ label: 'Subtotal de la página', value: '3.00' }] }]
    const laid = layOut({ ...page, tables: [{ ...table, subtotals }] }, PLAIN_LETTER)

    expect(laid).toHaveLength(2)
    const [first] = laid.map(({ inks }) => inks.flatMap(textOf).join('\n'))
    expect(first).toContain('n.º 3')
    expect(first).toContain('Subtotal de la página: 3.00')
    expect(first).not.toContain('n.º 4')
  })

  test('never leaves the sums alone on a page', () => {
    for (let lines = 1; lines < 60; lines += 1) {
      const last = layOut(dominicanPage(lines), PLAIN_LETTER).at(-1)?.inks.flatMap(textOf) ?? []
      expect(last.join('\n')).toContain(`n.º ${lines}`)
      expect(last).toContain('Total RD$')
    }
  })

  test('prints a key in groups where its bars would be too fine to be read', () => {
    const page = ecuadorianPage()
    const barcode = { label: 'Clave', text: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(2) }
    const [laid] = layOut({ ...page, identity: { ...page.identity, barcode } }, { ...PLAIN_LETTER, paper: 'receipt' })
    expect(laid?.inks.filter(({ kind }) => kind === 'code')).toEqual([])
    expect(laid?.inks.flatMap(textOf).join(' ')).toContain('ABCDEFG HIJKLMN')
  })
})

interface Box {
  readonly what: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What lies outside of the page, or over something else that must be read. */
function misplaced({ inks, width, height }: LaidPage): string[] {
  const boxes = inks.flatMap(boxOf)
  const outside = boxes.filter(
    ({ left, top, right, bottom }) => left < -0.1 || top < -0.1 || right > width + 0.1 || bottom > height + 0.1,
  )
  const sorted = boxes.toSorted((one, other) => one.top - other.top)
  const over: string[] = []
  sorted.forEach((one, at) => {
    for (const other of sorted.slice(at + 1)) {
      if (other.top >= one.bottom - SLACK) break
      if (other.left < one.right - SLACK && one.left < other.right - SLACK) over.push(`${one.what} | ${other.what}`)
    }
  })
  return [...outside.map(({ what }) => `outside: ${what}`), ...over]
}

const SLACK = 0.3

function boxOf(ink: Ink): Box[] {
  if (ink.kind === 'box') return []
  const what = ink.kind === 'text' ? ink.line.runs.map(({ text: words }) => words).join('') : ink.kind
  const size = ink.kind === 'text' ? { width: ink.line.width, height: ink.size * PITCH } : ink
  if (size.width === 0) return []
  return [{ what, left: ink.x, top: ink.y, right: ink.x + size.width, bottom: ink.y + size.height }]
}

function textOf(ink: Ink): string[] {
  return ink.kind === 'text' ? [wordsOf(ink)] : []
}

function wordsOf({ line }: TextInk): string {
  return line.runs.map(({ text: words }) => words).join('')
}

/** Without blanks, which lines end with or not. */
function lettersOf(words: string): string {
  return words.replace(/\s+/g, '')
}

/** Plain texts of a document that must be found on it, however they are broken into lines. */
function textsOf(page: PrintedPage, paper: Paper): string[] {
  const tables = page.tables.flatMap(({ rows, columns }) =>
    rows.flatMap(({ cells }) =>
      columns.filter(({ onReceipt }) => onReceipt || paper !== 'receipt').map(({ key }) => cells[key] ?? ''),
    ),
  )
  const all = [page.issuer.name, page.identity.number.value, ...page.totals.map(({ value }) => value), ...tables]
  // Lines of one cell are not neighbours in a row of several: texts that fit one line anywhere are looked for.
  return all.filter((words) => /^\w{1,6}$/.test(words))
}

const HUGE = [
  'X'.repeat(300),
  'palabra '.repeat(125),
  '9'.repeat(49),
  '1,234,567,890,123,456,789.00',
  'ñ'.repeat(90),
  'שלום עולם (1)',
  '漢字 😀',
  '',
]

function text(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.stringMatching(/^\w{1,6}$/),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(...HUGE, ...HOSTILE_TEXTS.map(({ text: hostile }) => hostile.slice(0, 2000))),
  )
}

function fact() {
  return fc.record({ label: text(), value: text(), strong: fc.boolean() })
}

function panel() {
  const width = fc.constantFrom<'full' | 'half'>('full', 'half')
  return fc.record({ title: fc.option(text(), { nil: undefined }), facts: fc.array(fact(), { maxLength: 5 }), width })
}

function table(): fc.Arbitrary<PrintedTable> {
  const align = fc.constantFrom<'left' | 'right' | 'center'>('left', 'right', 'center')
  const label = fc.oneof(text(), fc.constantFrom('Cantidad', 'Precio', 'Valor', 'Descripción'))
  const columns = fc.array(
    fc.record({ label, align, weight: fc.integer({ min: 0, max: 8 }), onReceipt: fc.boolean() }),
    { maxLength: 9 },
  )
  return columns.chain((bare) => {
    const keyed = bare.map((column, at) => ({ ...column, key: `c${at}` }))
    const cells = fc.dictionary(fc.constantFrom(...keyed.map(({ key }) => key), 'none'), text())
    const row = fc.record({ cells, details: fc.array(fact(), { maxLength: 2 }) })
    const subtotal = fc.record({ afterRow: fc.integer({ min: 0, max: 8 }), facts: fc.array(fact(), { maxLength: 3 }) })
    return fc.record({
      title: fc.option(text(), { nil: undefined }),
      columns: fc.constant(keyed),
      rows: fc.array(row, { maxLength: 12 }),
      subtotals: fc.array(subtotal, { maxLength: 2 }),
    })
  })
}

function pages(): fc.Arbitrary<PrintedPage> {
  const tone = fc.constantFrom<'pending' | 'rejected' | 'test'>('pending', 'rejected', 'test')
  return fc.record({
    title: text(),
    issuer: fc.record({
      name: text(),
      legalName: fc.option(text(), { nil: undefined }),
      facts: fc.array(fact(), { maxLength: 5 }),
    }),
    identity: fc.record({
      type: text(),
      number: fact(),
      facts: fc.array(fact(), { maxLength: 4 }),
      barcode: fc.option(fc.record({ label: text(), text: text() }), { nil: undefined }),
    }),
    standing: fc.option(fc.record({ tone, text: text(), detail: fc.option(text(), { nil: undefined }) }), {
      nil: undefined,
    }),
    head: fc.array(panel(), { maxLength: 3 }),
    tables: fc.array(table(), { maxLength: 2 }),
    totals: fc.array(fc.record({ label: text(), value: text(), strong: fc.boolean() }), { maxLength: 5 }),
    foot: fc.array(panel(), { maxLength: 3 }),
    // Codes take time: one text for all.
    qr: fc.option(
      fc.record({
        text: fc.constant('https://ecf.example/?x=1'),
        leastVersion: fc.constant(8),
        leastSizeMm: fc.constant(22),
        captions: fc.array(text(), { maxLength: 3 }),
      }),
      { nil: undefined },
    ),
    legends: fc.array(text(), { maxLength: 3 }),
  })
}

function withRows(rows: PrintedTable['rows']): PrintedPage {
  const column = { key: 'name', label: 'Descripción', align: 'left', weight: 1, onReceipt: true } as const
  return { ...dominicanPage(0), tables: [{ title: undefined, columns: [column], rows }] }
}
