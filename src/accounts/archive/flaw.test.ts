import { describe, expect, test } from 'vitest'
import { CHAIN_START, eventHash } from '../../domain/event-chain.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import { UnreadableXml } from '../../xml/unreadable.ts'
import type { ArchivedDocument } from '../../ports/archive.ts'
import { flawOf } from './flaw.ts'

const entry = { at: '2026-11-21T12:00:00.000Z', actor: 'a', kind: 'signed', from: undefined, to: 'signed', detail: {} }
const body = { tenantId: 't', documentId: 'd', sequence: 1, ...entry, at: new Date(entry.at) } as const
const hash = Buffer.from(eventHash(CHAIN_START, body as Parameters<typeof eventHash>[1])).toString('hex')
const archived = {
  document: { tenantId: 't', id: 'd', jurisdiction: 'do', state: 'signed' },
  files: { xml: new Uint8Array() },
  events: [{ sequence: 1, ...entry, hash }],
} as unknown as ArchivedDocument

const country = (failure: Error) =>
  [{ code: 'do', examine: () => Promise.reject(failure) }] as unknown as readonly Jurisdiction[]

describe('a document of an archive', () => {
  test('whose file is no XML does not hold', async () => {
    const jurisdictions = country(new UnreadableXml('empty', 'the file is empty'))
    expect(await flawOf(archived, jurisdictions, [])).toBe('its signature does not hold')
  })

  test('is not called flawed where it is we who fail', async () => {
    const bug = new TypeError('ours')
    await expect(flawOf(archived, country(bug), [])).rejects.toBe(bug)
  })
})
