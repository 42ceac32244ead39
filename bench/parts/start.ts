import { execFileSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { freePort, Program } from '../program.ts'
import { median } from '../statistics.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** From the command to the first moment it can serve. */
export const start: Part = {
  name: 'start',
  about: 'start-up of `serve` and `demo` on a new data folder and on a used one, until /readyz answers 200',
  measure,
}

const COMMANDS = ['serve', 'demo']

async function measure({ rounds, say }: Effort): Promise<Findings> {
  const tries = Math.max(3, Math.ceil(rounds / 2))
  const times = new Map<string, number[]>()
  const note = (name: string, ms: number): void => void times.set(name, [...(times.get(name) ?? []), ms])
  for (let round = 0; round < tries; round += 1) {
    say(`round ${round + 1} of ${tries}`)
    note('`node -e 0`, for comparison', emptyProcess())
    for (const command of COMMANDS) {
      await using folder = await temporaryFolder()
      note(`\`emite ${command}\`, new data folder`, await readyMs(command, folder.path))
      note(`\`emite ${command}\`, used data folder`, await readyMs(command, folder.path))
    }
  }
  const rows = Array.from(times, ([name, ms]): Cell[] => [name, median(ms), Math.min(...ms), Math.max(...ms)])
  return {
    title: 'start-up',
    columns: ['', 'median ms', 'fastest ms', 'slowest ms'],
    rows,
    notes: [
      'Aim: ≤ 3 s on a new data folder.',
      `${tries} starts each, one after the other. A new data folder includes making the PostgreSQL cluster, the tables and the keys; ` +
        'files of Node and PostgreSQL lie in the page cache. TypeScript is stripped while it is loaded.',
    ],
  }
}

async function readyMs(command: string, dataDir: string): Promise<number> {
  const port = await freePort()
  const settings = {
    EMITE_DATA_DIR: dataDir,
    EMITE_PORT: String(port),
    EMITE_LOOPBACK_ONLY: 'true',
    // The embedded database is part of what is measured.
    DATABASE_URL: '',
  }
  await using program = new Program(['src/main.ts', command], settings)
  return await program.ready(`http://127.0.0.1:${port}/readyz`)
}

function emptyProcess(): number {
  const begin = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return performance.now() - begin
}
