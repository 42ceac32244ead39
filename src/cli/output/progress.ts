import type { Shell } from '../shell.ts'

/** How far long work has come, on one line that is written again and again. */
export interface Progress {
  tell(text: string): void
  /** Wipes the line. */
  end(): void
}

// Often enough to look alive, seldom enough to cost nothing.
const EVERY_MS = 100
const WIPE = '\r\u001b[2K'

/** Progress on stderr, for a person only: in a file or a pipe nothing of it appears. */
export function progressOn({ terminal }: Shell): Progress {
  if (!terminal.isWatched) return { tell: () => undefined, end: () => undefined }
  let toldAt = 0
  return {
    tell(text) {
      const now = performance.now()
      if (now - toldAt < EVERY_MS) return
      toldAt = now
      terminal.err(`${WIPE}${text}`)
    },
    end: () => terminal.err(WIPE),
  }
}
