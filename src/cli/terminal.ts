import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { styleText } from 'node:util'
import { wrongUsage } from './command-problem.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'

/** Whoever types the commands and reads what they say. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** True when a person looks at stderr: progress is worth showing. */
  readonly isWatched: boolean
  /** Results. */
  out(text: string | Uint8Array): void
  /** Everything that is not the result: complaints, warnings, progress. */
  err(text: string): void
  /** The text in a style; as it is where styles are unwanted (`NO_COLOR`) or stdout is no terminal. */
  styled(style: Style, text: string): string
  /** Asks a person for a secret, which is not shown. @throws CommandProblem when nobody is there to ask */
  askSecret(question: string): Promise<string>
}

/** The terminal of this process. `flushed` resolves when all that was said has left it. */
export function processTerminal(): Terminal & { flushed(): Promise<void> } {
  const { stdin, stdout, stderr } = process
  // Whoever reads may stop reading (`emite … | head`): that is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return {
    environment: process.env,
    isWatched: stderr.isTTY,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    flushed: async () => {
      await Promise.all([emptied(stdout), emptied(stderr)])
    },
    styled: (style, text) => styleText(style, text, { stream: stdout }),
    askSecret: (question) => {
      if (!stdin.isTTY) return Promise.reject(nobodyThere())
      stderr.write(question)
      return typedInSilence()
    },
  }
}

function emptied(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve()
    // Whoever reads may be gone: then there is nobody left to wait for.
    else stream.write('', () => resolve())
  })
}

/** A line of stdin, whose echo goes nowhere. */
function typedInSilence(): Promise<string> {
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    lines.once('SIGINT', () => reject(nobodyThere()))
    lines.once('close', () => reject(nobodyThere()))
  }).finally(() => {
    lines.close()
    process.stderr.write('\n')
  })
}

function nobodyThere(): Error {
  return wrongUsage({
    es: 'Falta la contraseña: désela con --password-file o --password-env.',
    en: 'The password is missing: give it with --password-file or --password-env.',
  })
}
