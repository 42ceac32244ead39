import { Command } from 'commander'
import { momentLine } from './machine.ts'
import { sectionOf } from './markdown.ts'
import type { Effort } from './part.ts'
import { PARTS } from './parts.ts'
import { record } from './results.ts'

interface Options {
  readonly rounds: string
  readonly sliceMs: string
  readonly record: boolean
}

const list = PARTS.map(({ name, about }) => `  ${name.padEnd(8)} ${about}`).join('\n')

await new Command('bench')
  .description(`Measures what Emite promises about speed and prints a table a part.\n\n${list}`)
  .argument('[parts...]', 'which parts; all unless given')
  .option('--rounds <count>', 'rounds in which each contestant has a slice', '9')
  .option('--slice-ms <milliseconds>', 'length of a slice on one thread; load runs take their own', '250')
  .option('--no-record', 'leave bench/RESULTS.md as it is')
  .action(async (names: string[], { rounds, sliceMs, record: isRecorded }: Options) => {
    const chosen = names.length === 0 ? PARTS : PARTS.filter(({ name }) => names.includes(name))
    const unknown = names.filter((name) => !PARTS.some((part) => part.name === name))
    if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}\n${list}`)

    const sections = new Map<string, string>()
    for (const part of chosen) {
      const effort: Effort = {
        rounds: positive(rounds),
        sliceMs: positive(sliceMs),
        say: (message) => console.error(`${part.name}: ${message}`),
      }
      const moment = momentLine()
      const section = sectionOf(part.name, await part.measure(effort), moment)
      sections.set(part.name, section)
      console.log(`${section}\n`)
      // After each part: a later one that fails must not lose what is known.
      if (isRecorded) await record(sections, PARTS.map(({ name }) => name)) // prettier-ignore
    }
  })
  .parseAsync()

function positive(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`"${text}" is not a whole number of 1 or more`)
  return value
}
