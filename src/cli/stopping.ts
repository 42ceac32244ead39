import type { Shell } from './shell.ts'

// A terminal and npm both pass on one Ctrl-C: what comes this soon after the first is the same wish.
const SAME_WISH_MS = 1_000
// Parts that do not end by then will not end at all.
const PATIENCE_MS = 20_000
/** As a shell reports a process ended by SIGINT. */
const FORCED = 130

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP. Whoever asks closes its parts then; another signal meanwhile, or parts that
 * do not end, end the process at once.
 */
export function stopAsked(shell: Shell): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined
    const onSignal = (): void => {
      const now = performance.now()
      if (askedAt === undefined) {
        askedAt = now
        setTimeout(() => process.exit(FORCED), PATIENCE_MS).unref()
        resolve()
      } else if (now - askedAt > SAME_WISH_MS) {
        shell.terminal.err(shell.say({ es: 'Forzado.\n', en: 'Forced.\n' }))
        process.exit(FORCED)
      }
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })
}
