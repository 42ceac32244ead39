import { readFile, writeFile } from 'node:fs/promises'
import { machineLine } from './machine.ts'

const FILE = new URL('./RESULTS.md', import.meta.url)

/** Puts the sections just measured into RESULTS.md; sections of parts that did not run stay as they were. */
export async function record(sections: ReadonlyMap<string, string>, order: readonly string[]): Promise<void> {
  const known = sectionsIn(await readFile(FILE, 'utf8').catch(() => ''))
  const all = new Map([...known, ...sections])
  const kept = order.flatMap((name) => all.get(name) ?? [])
  await writeFile(FILE, `${[HEAD, `Machine: ${machineLine()}.`, ...kept].join('\n\n')}\n`)
}

/** Sections by the name their heading begins with. */
function sectionsIn(text: string): ReadonlyMap<string, string> {
  const sections = text.split(/^(?=## )/m).filter((section) => section.startsWith('## '))
  return new Map(sections.map((section) => [/^## (\w+)/.exec(section)?.[1] ?? '', section.trim()]))
}

const HEAD = `# Measured

Written by \`npm run bench\`. Machines differ and are busy: the ratios, taken in one run against a baseline, are what to look at.`
