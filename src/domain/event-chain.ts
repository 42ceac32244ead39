import { hash } from 'node:crypto'
import type { DocumentState } from './document.ts'

/** What an event says, and so what its hash seals. */
export interface EventFacts {
  readonly tenantId: string
  readonly documentId: string
  readonly sequence: number
  readonly at: Date
  readonly actor: string
  readonly kind: string
  readonly from: DocumentState | undefined
  readonly to: DocumentState
  readonly detail: Readonly<Record<string, unknown>>
}

/** The head of a chain that has no event yet. */
export const CHAIN_START: Uint8Array = new Uint8Array(32)

/** SHA-256 over the previous head and everything the event says, so that no event can be changed, dropped or moved unseen. */
export function eventHash(previous: Uint8Array, event: EventFacts): Uint8Array {
  const { tenantId, documentId, sequence, at, actor, kind, from, to, detail } = event
  const facts = [tenantId, documentId, sequence, at.toISOString(), actor, kind, from ?? null, to, sorted(detail)]
  return hash('sha256', Buffer.concat([previous, Buffer.from(JSON.stringify(facts))]), 'buffer')
}

/** SHA-256 that links one entry of a tenant's audit log to the entry before it. */
export function auditHash(
  previous: Uint8Array,
  entry: { tenantId: string; sequence: bigint; at: Date; actor: string; kind: string; detail: unknown },
): Uint8Array {
  const { tenantId, sequence, at, actor, kind, detail } = entry
  const facts = [tenantId, String(sequence), at.toISOString(), actor, kind, sorted(detail)]
  return hash('sha256', Buffer.concat([previous, Buffer.from(JSON.stringify(facts))]), 'buffer')
}

/** The same value with the members of every object in one order, whatever a database made of it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}
