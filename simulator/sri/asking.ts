import type { LedgerEntry } from '../ledger.ts'
import type { Counter } from './counter.ts'
import type { Filing } from './filing.ts'

/** Notes in the ledger that somebody asked about a key, and in a word what was answered. */
export function noteAsking(
  { desk, ledger }: Counter,
  asked: {
    readonly service: string
    readonly accessKey: string | undefined
    readonly filing: Filing | undefined
    readonly bytes: Uint8Array
    readonly answered: string
  },
): LedgerEntry {
  const { service, accessKey, filing, bytes, answered } = asked
  return ledger.receive({
    environment: desk.environment,
    service,
    issuer: filing?.issuer,
    number: filing?.number,
    accessKey,
    fileName: undefined,
    receivedAt: desk.now(),
    trackIds: [],
    outcome: { state: 'asked', messages: [{ code: '', text: answered }], numberSpent: false },
    bytes,
  })
}
