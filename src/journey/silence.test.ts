import { describe, expect, test } from 'vitest'
import type { Document } from '../domain/document.ts'
import { isSilentAuthority } from './silence.ts'

const receipt = { id: '1', receivedAt: '2026-11-21T12:00:00Z' }
const of = (standing: Partial<Document>) => ({ state: 'signed', ...standing }) as Document

describe('isSilentAuthority', () => {
  test.each([
    { why: 'its way is closed', standing: { condition: 'authority-down' }, once: true, waited: true },
    { why: 'it may have it', standing: { condition: 'unclear' }, once: true, waited: true },
    { why: 'nobody has heard anything', standing: {}, once: false, waited: true },
    { why: 'it waits for its original', standing: { condition: 'waiting-for-original' }, once: false, waited: false },
    { why: 'it is received', standing: { state: 'sent', receipt }, once: false, waited: false },
    { why: 'it is settled', standing: { state: 'failed', condition: 'unclear' }, once: false, waited: false },
  ] as const)('$why', ({ standing, once, waited }) => {
    const told = [false, true].map((wasGivenTime) => isSilentAuthority(of(standing), wasGivenTime, false))
    expect(told).toEqual([once, waited])
  })

  test.each([
    { why: 'nobody has tried it', standing: {}, silent: true },
    { why: 'it waits for its original', standing: { condition: 'waiting-for-original' }, silent: false },
    { why: 'it is received', standing: { state: 'sent', receipt }, silent: false },
    { why: 'it is settled', standing: { state: 'approved' }, silent: false },
  ] as const)('while its issuer’s way is closed: $why', ({ standing, silent }) => {
    expect(isSilentAuthority(of(standing), false, true)).toBe(silent)
  })
})
