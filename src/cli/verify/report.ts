import type { X509Certificate } from 'node:crypto'
import { type Bilingual, isAcceptable } from '../../domain/fault.ts'
import type { Examination, Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import { JURISDICTIONS } from '../../jurisdictions/jurisdictions.ts'
import { NOT_POSSIBLE, type Recomputation } from '../../jurisdictions/recomputation.ts'
import { type CertificateStanding, certificateStanding } from './certificate-standing.ts'
import { signatureWords } from './signature-words.ts'
import { examineUnknown } from './unknown-document.ts'

/** Everything there is to say about a file. */
export interface Report extends Pick<Examination, 'type' | 'faults'> {
  /** True when nothing is wrong. */
  readonly right: boolean
  readonly country: string | undefined
  readonly root: string
  readonly signature: { readonly valid: boolean; readonly reason: string; readonly words: Bilingual }
  readonly certificate: CertificateStanding | undefined
  readonly totals: Recomputation
}

/** Checks a document at `now`. @throws UnreadableXml for a file that is no XML at all */
export async function reportOn(xml: Uint8Array, authorities: readonly X509Certificate[], now: Date): Promise<Report> {
  const { country, examination } = (await known(xml)) ?? { country: undefined, examination: examineUnknown(xml) }
  const { type, verification, content, signedAt, faults } = examination
  const { valid, reason } = verification
  const signature = { valid, reason, words: signatureWords(verification) }
  const certificate = certificateStanding(verification, signedAt, authorities, now)
  const totals = country?.recompute(content, now) ?? NOT_POSSIBLE
  const totalsHold = totals.kind === 'not-possible' || isAcceptable(totals.faults)
  const right =
    valid && isAcceptable(faults) && totalsHold && certificate !== undefined && certificate.validity !== 'never'
  return { right, country: country?.code, root: content.name, type, signature, certificate, faults, totals }
}

async function known(
  xml: Uint8Array,
): Promise<{ readonly country: Jurisdiction; readonly examination: Examination } | undefined> {
  for (const country of JURISDICTIONS) {
    const examination = await country.examine(xml)
    if (examination) return { country, examination }
  }
  return undefined
}
