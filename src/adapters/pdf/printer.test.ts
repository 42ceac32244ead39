import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Outage } from '../../domain/outage.ts'
import type { Printer } from '../../ports/printer.ts'
import { dominicanPage, PLAIN_LETTER } from '../../../test/support/printed-pages.ts'
import { openPrinter, type PrinterOptions } from './printer.ts'
import { render } from './render.ts'

const opened: Printer[] = []
afterEach(async () => {
  for (const printer of opened.splice(0)) await printer.close()
})

function open(options?: PrinterOptions): Printer {
  const printer = openPrinter(options)
  opened.push(printer)
  return printer
}

describe('a printer', () => {
  test('gives what the page gives, whichever thread prints it', async () => {
    const printer = open()
    const pages = Array.from({ length: 12 }, (_, at) => dominicanPage(at + 1))
    const printed = await Promise.all(pages.map((page) => printer.print(page, PLAIN_LETTER)))
    const expected = await Promise.all(pages.map((page) => render(page, PLAIN_LETTER)))
    printed.forEach((file, at) => expect(Buffer.compare(file, expected[at] ?? file)).toBe(0))
  })

  test('refuses for a while what it has no room for, and prints what it took', async () => {
    const printer = open({ threads: 1, queueLimit: 2 })
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => printer.print(dominicanPage(), PLAIN_LETTER)))
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'])
    for (const result of all) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Outage)
    await expect(printer.print(dominicanPage(), PLAIN_LETTER)).resolves.toBeInstanceOf(Uint8Array)
  })

  test('loses one page with a thread that breaks, and goes on with another', async () => {
    const printer = open({ threads: 1, memoryMb: 48 })
    const [broken, ...others] = await Promise.allSettled([
      printer.print(dominicanPage(120_000), PLAIN_LETTER),
      printer.print(dominicanPage(3), PLAIN_LETTER),
      printer.print(dominicanPage(4), PLAIN_LETTER),
    ])
    expect(broken.status).toBe('rejected')
    expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })

  test('gives up a thread that takes too long, and goes on with another', async () => {
    const printer = open({ threads: 1, timeMs: 5000, memoryMb: 2048 })
    const [stuck, next] = await Promise.allSettled([
      printer.print(dominicanPage(500_000), PLAIN_LETTER),
      printer.print(dominicanPage(3), PLAIN_LETTER),
    ])
    expect(stuck).toMatchObject({ status: 'rejected', reason: { message: 'printing took longer than 5000 ms' } })
    expect(next.status).toBe('fulfilled')
  })

  test('settles everything when it is closed, and prints no more', async () => {
    const printer = open({ threads: 1 })
    const all = Promise.allSettled(Array.from({ length: 4 }, () => printer.print(dominicanPage(), PLAIN_LETTER)))
    await printer.close()
    for (const result of await all) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Outage)
    }
    await expect(printer.print(dominicanPage(), PLAIN_LETTER)).rejects.toBeInstanceOf(Outage)
  })

  test('does not keep a process alive once it has nothing to print', () => {
    const root = join(import.meta.dirname, '../../..')
    const program = `
      import { openPrinter } from './src/adapters/pdf/printer.ts'
      import { dominicanPage, PLAIN_LETTER } from './test/support/printed-pages.ts'
      const file = await openPrinter().print(dominicanPage(), PLAIN_LETTER)
      console.log(file.byteLength)`
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: root,
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect([status, Number(stdout) > 1000]).toEqual([0, true])
  })
})
