import { performance } from 'node:perf_hooks'
import { openPrinter } from '../../src/adapters/pdf/printer.ts'
import type { PrintedPage } from '../../src/domain/printed-page.ts'
import type { Paper, Printer } from '../../src/ports/printer.ts'
import { dominicanPage, ecuadorianPage, PLAIN_LETTER } from '../../test/support/printed-pages.ts'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { turned } from '../rounds.ts'
import { median } from '../statistics.ts'

/** Printing, from the data of a page to the bytes of its PDF. */
export const pdf: Part = {
  name: 'pdf',
  about: 'PDFs a second with two printing threads, and memory over 2 000 of them',
  measure,
}

const THREADS = 2
/** Pages handed over at a time: as many as keep every thread busy. */
const AHEAD = 8
const MEMORY_STEPS = [200, 1_000, 2_000, 3_000]

interface Kind {
  readonly name: string
  readonly paper: Paper
  readonly page: (number: number) => PrintedPage
}

const KINDS: readonly Kind[] = [
  { name: '10 lines, QR code', paper: 'letter', page: (number) => coded(dominicanPage(10), number) },
  { name: '10 lines, QR code, receipt', paper: 'receipt', page: (number) => coded(dominicanPage(10), number) },
  { name: '100 lines, QR code', paper: 'letter', page: (number) => coded(dominicanPage(100), number) },
  { name: '10 lines, QR code, an embedded font', paper: 'letter', page: (number) => coded(foreign(), number) },
  { name: '10 lines, Code 128', paper: 'a4', page: (number) => keyed(ecuadorianPage(10), number) },
]

async function measure({ rounds, sliceMs, say }: Effort): Promise<Findings> {
  const rates = new Map(KINDS.map((kind) => [kind, [] as Rate[]]))
  const sizes = new Map<Kind, number>()
  const rows: Cell[][] = []
  const printer = openPrinter({ threads: THREADS })
  try {
    for (const kind of KINDS) sizes.set(kind, await warmed(printer, kind, sliceMs))
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}`)
      for (const kind of turned(KINDS, round)) rates.get(kind)?.push(await rateOf(printer, kind, 2 * sliceMs))
    }
    for (const [kind, own] of rates) {
      const cpuMs = median(own.map((rate) => rate.cpuMs))
      rows.push([kind.name, median(own.map((rate) => rate.perSecond)), cpuMs, (sizes.get(kind) ?? 0) / 1000, ''])
    }
  } finally {
    await printer.close()
  }
  rows.push(...(await memory(say)))
  return {
    title: 'printing',
    columns: ['', 'PDFs/s', 'CPU ms each', 'kB each', 'resident MB'],
    rows,
    notes: [
      'Aim: 150 PDFs a second on two cores for 10 lines in standard fonts; memory that does not grow.',
      `${THREADS} threads, ${AHEAD} pages under way; medians of ${rounds} rounds of ${2 * sliceMs} ms in turns. Rates are by the clock, so what else runs on the machine counts; processor time is that of all threads.`,
      'No two QR codes or keys are the same: encoding them is most of the work.',
    ],
  }
}

async function warmed(printer: Printer, kind: Kind, sliceMs: number): Promise<number> {
  await rateOf(printer, kind, 4 * sliceMs)
  return (await printer.print(kind.page(0), { ...PLAIN_LETTER, paper: kind.paper })).byteLength
}

interface Rate {
  readonly perSecond: number
  /** Processor time of the whole process for one PDF. */
  readonly cpuMs: number
}

async function rateOf(printer: Printer, kind: Kind, sliceMs: number): Promise<Rate> {
  const used = process.cpuUsage()
  const begin = performance.now()
  let count = 0
  const lane = async (): Promise<void> => {
    while (performance.now() - begin < sliceMs) {
      await printer.print(kind.page(nextNumber()), { ...PLAIN_LETTER, paper: kind.paper })
      count += 1
    }
  }
  await Promise.all(Array.from({ length: AHEAD }, lane))
  const { user, system } = process.cpuUsage(used)
  return { perSecond: (count * 1000) / (performance.now() - begin), cpuMs: (user + system) / 1000 / count }
}

/** All kinds in turn, with a printer of its own. */
async function memory(say: Effort['say']): Promise<Cell[][]> {
  const printer = openPrinter({ threads: THREADS })
  const rows: Cell[][] = []
  try {
    let made = 0
    for (const step of MEMORY_STEPS) {
      say(`memory: up to ${step} PDFs`)
      while (made < step) {
        await Promise.all(Array.from({ length: AHEAD }, (_, lane) => printKind(printer, made + lane)))
        made += AHEAD
      }
      rows.push([`after ${step} PDFs of all kinds`, '', '', '', process.memoryUsage().rss / 2 ** 20])
    }
  } finally {
    await printer.close()
  }
  return rows
}

async function printKind(printer: Printer, at: number): Promise<void> {
  const kind = KINDS[at % KINDS.length]
  if (kind) await printer.print(kind.page(nextNumber()), { ...PLAIN_LETTER, paper: kind.paper })
}

let last = 0

function nextNumber(): number {
  last += 1
  return last
}

function coded(page: PrintedPage, number: number): PrintedPage {
  return page.qr ? { ...page, qr: { ...page.qr, text: `${page.qr.text}${number}` } } : page
}

function keyed(page: PrintedPage, number: number): PrintedPage {
  const key = `2111202601176001321000110010010${String(number).padStart(9, '0')}123456781`
  return { ...page, identity: { ...page.identity, barcode: { label: 'Clave de acceso', text: key } } }
}

/** One name that the standard fonts cannot write. */
function foreign(): PrintedPage {
  const page = dominicanPage(10)
  return { ...page, issuer: { ...page.issuer, name: 'Łódź Trading, SRL' } }
}
