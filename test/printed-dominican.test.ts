import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPrinter } from '../src/adapters/pdf/printer.ts'
import { dominicanRepublic } from '../src/jurisdictions/dominican-republic/index.ts'
import { formatOf } from '../src/jurisdictions/dominican-republic/formats/formats.ts'
import { readContent } from '../src/jurisdictions/format/read.ts'
import type { Paper, Printer } from '../src/ports/printer.ts'
import { readXml } from '../src/xml/reader.ts'
import { officialSamples, printableOf, valueIn } from './support/dominican-printables.ts'
import { needs } from './support/needs.ts'
import { leavesOf, paperForm } from './support/paper-values.ts'

const canRun = needs('shared') && needs('poppler') && needs('zbar')
const samples = canRun ? officialSamples() : []

let printer: Printer
let folder: string

beforeAll(() => {
  printer = openPrinter({ threads: 1 })
  folder = mkdtempSync(join(tmpdir(), 'emite-printed-'))
})

afterAll(async () => {
  await printer.close()
  rmSync(folder, { recursive: true })
})

describe.skipIf(!canRun).each(['letter', 'receipt'] as const)('on %s paper', (paper) => {
  test.each(samples)('$name shows every value that must be there and its QR leads to DGII', async ({ name, xml }) => {
    const printable = printableOf(xml)
    const file = await pdfOf(name, printable, paper)
    const text = squeezed(execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }))
    const flowing = squeezed(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }))

    const format = formatOf(valueIn(xml, 'TipoeCF'))!
    const { content } = readContent(format, readXml(xml))
    const wanted = leavesOf(format.root, content).map(paperForm)
    expect(wanted.length).toBeGreaterThan(15)
    expect(wanted.filter((value) => !text.includes(squeezed(value)) && !flowing.includes(squeezed(value)))).toEqual([])
    expect(flowing).toContain(squeezed(`Código de Seguridad: ${printable.document.stamp.securityCode}`))
    expect(flowing).toContain(squeezed(`Fecha de Firma Digital: ${valueIn(xml, 'FechaHoraFirma')}`))
    const codes = codesIn(file)
    expect(codes.length).toBeGreaterThan(0)
    for (const code of codes) expect(code).toBe(printable.document.stamp.url)
  })
})

async function pdfOf(name: string, printable: ReturnType<typeof printableOf>, paper: Paper): Promise<string> {
  const page = dominicanRepublic.printed(printable)
  const pdf = await printer.print(page, { paper, colour: undefined, footer: undefined, logo: undefined })
  const file = join(folder, `${name}-${paper}.pdf`)
  writeFileSync(file, pdf)
  return file
}

/** What a telephone reads off each page; throws for a page that has no code. */
function codesIn(file: string): readonly string[] {
  const pictures = mkdtempSync(join(folder, 'pages-'))
  execFileSync('pdftoppm', ['-gray', '-r', '200', file, join(pictures, 'page')])
  return readdirSync(pictures).map((picture) =>
    execFileSync('zbarimg', ['--raw', '-q', join(pictures, picture)], { encoding: 'utf8', stdio: 'pipe' }).trim(),
  )
}

/** Where a line is broken is the printer's affair. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}
