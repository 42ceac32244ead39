import { runCommandLine } from '../../src/cli/command-line.ts'
import type { ExitCode } from '../../src/cli/exit-code.ts'

/** How a command line ended, and what it said. */
export interface Ended {
  readonly exitCode: ExitCode
  readonly out: string
  readonly err: string
}

/** Runs a command line in this process, as nobody in particular: no terminal, no environment but the one given. */
export async function emite(
  args: readonly string[],
  given: { readonly environment?: Readonly<Record<string, string>>; readonly typed?: string } = {},
): Promise<Ended> {
  const [out, err]: [Buffer[], string[]] = [[], []]
  const exitCode = await runCommandLine(args, {
    environment: given.environment ?? {},
    isWatched: false,
    out: (text) => void out.push(Buffer.from(text)),
    err: (text) => void err.push(text),
    styled: (_style, text) => text,
    askSecret: () =>
      given.typed === undefined ? Promise.reject(new Error('nobody is asked')) : Promise.resolve(given.typed),
  })
  return { exitCode, out: Buffer.concat(out).toString(), err: err.join('') }
}

/** The one JSON value that a command said. */
export async function emiteJson(
  args: readonly string[],
  given: Parameters<typeof emite>[1] = {},
): Promise<{ readonly exitCode: ExitCode; readonly value: unknown }> {
  const { exitCode, out } = await emite([...args, '--json'], given)
  return { exitCode, value: JSON.parse(out) }
}
