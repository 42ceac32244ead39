import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { Ledger, type LedgerChange } from './ledger.ts'

/**
 * A ledger that survives the process: every change is a line of JSON in a file, written before the answer goes out.
 *
 * A line that was cut by a kill is dropped: what it would have said was never answered.
 */
export function ledgerInFile(path: string): { readonly ledger: Ledger; readonly close: () => void } {
  const kept = existsSync(path) ? completeLines(path) : []
  const file = openSync(path, 'a', 0o600)
  let isOpen = true
  const ledger = new Ledger((change) => {
    // Connections may still close after the file has.
    if (isOpen) writeSync(file, `${JSON.stringify(change)}\n`)
  })
  for (const [index, line] of kept.entries()) ledger.restore(changeOf(line, path, index + 1))
  const close = () => {
    isOpen = false
    closeSync(file)
  }
  return { ledger, close }
}

function completeLines(path: string): readonly string[] {
  const bytes = readFileSync(path)
  const end = bytes.lastIndexOf(10) + 1
  if (end < bytes.length) truncateSync(path, end)
  return bytes
    .toString('utf8', 0, end)
    .split('\n')
    .filter((line) => line !== '')
}

function changeOf(line: string, path: string, number: number): LedgerChange {
  try {
    return JSON.parse(line) as LedgerChange
  } catch (error) {
    throw new Error(`${path}, line ${number}: not a ledger of the simulator`, { cause: error })
  }
}
