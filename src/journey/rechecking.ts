import { Refusal } from '../domain/refusal.ts'
import type { ReceivedDraft } from './1-receive.ts'

/**
 * Tries again what found that the documents it refers to had changed meanwhile (`attempt` answered undefined), until it has an answer.
 *
 * @throws Refusal unavailable after many tries; whatever `attempt` throws
 */
export type Rechecking = <Result>(
  received: ReceivedDraft,
  attempt: () => Promise<Result | undefined>,
) => Promise<Result>

// Within a process one tries at a time, so each further try was lost to another process.
const MOST_TRIES = 20

/**
 * The first tries run side by side; whoever was overtaken, or comes then, goes on in turn with the others of this process that
 * refer to the same document. So many notes to one invoice cost two tries each and not one for every other note.
 */
export function recheckingIn(): Rechecking {
  const turns = new Map<string, Promise<void>>()

  return async (received, attempt) => {
    // Nearly always nobody is in any line.
    if (turns.size === 0 || !turns.has(lineOf(received))) {
      const result = await attempt()
      if (result !== undefined) return result
    }
    return inTurn(turns, lineOf(received), async () => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const again = await attempt()
        if (again !== undefined) return again
      }
      throw new Refusal('unavailable', {
        es: 'Otros documentos se refieren al mismo original en este momento; intente de nuevo.',
        en: 'Other documents refer to the same original at this moment; try again.',
      })
    })
  }
}

function lineOf({ issuer, jurisdiction, draft }: ReceivedDraft): string {
  const places = jurisdiction.relatedNumbers(draft).map(({ series, sequence }) => `${series}/${sequence}`)
  return [issuer.id, ...places].join(' ')
}

/** Runs `work` when all who came before under this name have ended, however they ended. */
async function inTurn<Result>(
  turns: Map<string, Promise<void>>,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const mine = (turns.get(name) ?? Promise.resolve()).then(work)
  const ended = mine.then(
    () => undefined,
    () => undefined,
  )
  turns.set(name, ended)
  try {
    return await mine
  } finally {
    if (turns.get(name) === ended) turns.delete(name)
  }
}
