import { hash } from 'node:crypto'
import type { FeedEvent, NewFeedEvent } from './feed.ts'

/** The event in its place: with the text that clients get, one line without a line feed. */
export function placed(event: NewFeedEvent, sequence: bigint): FeedEvent {
  const { data, ...facts } = event
  const { id, type, at, environment, order } = event
  // A tenant would need centuries of a million events a second to leave the integers that JSON numbers hold exactly.
  const told = {
    id,
    type,
    at,
    sequence: Number(sequence),
    environment,
    ...(order === undefined ? {} : { order }),
    data,
  }
  return { ...facts, sequence, payload: JSON.stringify(told) }
}

/**
 * The id of what happened, made from what it is: telling it again, after a crash or out of a restored backup, gives the same id. A
 * UUID version 8 (RFC 9562) over SHA-256.
 */
export function feedEventId(...facts: readonly string[]): string {
  const bytes = hash('sha256', JSON.stringify(facts), 'buffer').subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
