import { setTimeout as pause } from 'node:timers/promises'
import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { NameReport } from '../jurisdictions/authority-protocol.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../ports/accounts.ts'
import type { Authorities } from '../ports/authority.ts'
import type { Circuits } from '../ports/circuits.ts'
import type { Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'
import type { Signers } from '../ports/signers.ts'
import { boundedCache } from './bounded-cache.ts'
import { knownBuyerName } from './known-buyer.ts'
import { isCircuitOpen } from './open-circuit.ts'

export interface BuyerNamesParts {
  readonly documents: Pick<Documents, 'list'>
  readonly jurisdictions: readonly Jurisdiction[]
  readonly authorities: Authorities
  readonly signers: Signers
  readonly circuits: Pick<Circuits, 'open'>
  readonly clock: Clock
}

/** How a buyer is called, as far as anybody knows; undefined when nobody does. */
export type BuyerNames = (caller: Caller, issuer: Issuer, taxId: string) => Promise<string | undefined>

// An invoice waits for the name, in real time: the question goes over the network.
const PATIENCE_MS = 2_000
const KEPT_MS = 24 * 3_600_000
// After silence nobody else waits for the same authority.
const SILENT_MS = 60_000
const MOST_NAMES = 20_000
const MOST_LANES = 5_000

/**
 * Names of buyers: those of the authority's register, whose answers are kept for a day, else of the latest document that named them:
 * what somebody once wrote may be wrong. An authority that is silent, or whose circuit is open, stops nothing.
 */
export function buyerNamesOver(parts: BuyerNamesParts): BuyerNames {
  const names = boundedCache<NameReport & { kind: 'name' }>(parts.clock, { most: MOST_NAMES, lifeMs: KEPT_MS })
  const silent = boundedCache<true>(parts.clock, { most: MOST_LANES, lifeMs: SILENT_MS })
  const open = new Map<string, Promise<NameReport>>()

  async function registeredName(issuer: Issuer, taxId: string): Promise<string | undefined> {
    const place = `${issuer.jurisdiction}/${issuer.authorityEnvironment}/${taxId}`
    const known = names.get(place)
    if (known) return known.name
    if (silent.get(issuer.id)) return undefined
    const report = await inTime(open.get(place) ?? begin(place, issuer, taxId))
    if (report.kind === 'name') return report.name
    silent.set(issuer.id, true)
    return undefined
  }

  /** Whoever wants to know the same meanwhile waits for the same answer; one that comes too late is good for the next. */
  function begin(place: string, issuer: Issuer, taxId: string): Promise<NameReport> {
    const question = ask(parts, issuer, taxId)
      .then((report) => {
        if (report.kind === 'name') names.set(place, report)
        return report
      })
      .finally(() => open.delete(place))
    open.set(place, question)
    return question
  }

  return async (caller, issuer, taxId) =>
    (await registeredName(issuer, taxId)) ?? knownBuyerName(parts.documents, caller, taxId)
}

async function ask(parts: BuyerNamesParts, issuer: Issuer, taxId: string): Promise<NameReport> {
  const authority = parts.jurisdictions.find(({ code }) => code === issuer.jurisdiction)?.authority
  if (!authority?.nameOf) return { kind: 'name', name: undefined }
  if (await isCircuitOpen(parts.circuits, { ...issuer, issuerId: issuer.id })) return SILENCE
  try {
    const signer = await parts.signers.of(issuer.tenantId, issuer.id)
    return await authority.nameOf(taxId, parts.authorities.line({ ...issuer, signer }))
  } catch (error) {
    // Who has no certificate in force cannot ask, and is told so when the document is signed.
    if (error instanceof Refusal) return { kind: 'unknown', cause: error.message }
    throw error
  }
}

async function inTime(question: Promise<NameReport>): Promise<NameReport> {
  const done = new AbortController()
  const silence = pause(PATIENCE_MS, SILENCE, { signal: done.signal }).catch(() => SILENCE)
  return Promise.race([question, silence]).finally(() => done.abort())
}

const SILENCE: NameReport = { kind: 'unknown', cause: 'The register does not answer.' }
