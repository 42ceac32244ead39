import type { X509Certificate } from 'node:crypto'
import { type Bilingual, isAcceptable } from '../../domain/fault.ts'
import type { Examination } from '../../jurisdictions/jurisdiction.ts'
import { JURISDICTIONS } from '../../jurisdictions/jurisdictions.ts'
import { readXml } from '../../xml/reader.ts'
import { verifySignature } from '../../xml/verify-signature.ts'
import { type CertificateStanding, certificateStanding } from './certificate-standing.ts'
import { NOT_POSSIBLE, type Recomputation } from '../../jurisdictions/recomputation.ts'
import { signatureWords } from './signature-words.ts'

/** Everything there is to say about a file. */
export interface Report extends Pick<Examination, 'root' | 'type' | 'faults'> {
  /** True when nothing is wrong. */
  readonly right: boolean
  readonly country: string | undefined
  readonly signature: { readonly valid: boolean; readonly reason: string; readonly words: Bilingual }
  readonly certificate: CertificateStanding | undefined
  readonly totals: Recomputation
}

/** Checks a document at `now`. @throws UnreadableXml for a file that is no XML at all */
export async function reportOn(xml: Uint8Array, authorities: readonly X509Certificate[], now: Date): Promise<Report> {
  // Throws for what is no XML at all: told once and clearly, instead of as a fault of some country.
  const verification = verifySignature(xml)
  const content = verification.valid ? verification.content : readXml(xml)
  const examined = await Promise.all(
    JURISDICTIONS.map(async (country) => ({ country, ...(await country.examine(xml)) })),
  )
  const known = examined.find(({ faults }) => !faults.some((fault) => fault.code === 'xml-unknown-kind'))
  const examination = known ?? examined[0]
  if (!examination) throw new Error('there is no jurisdiction')

  const { root, type, faults } = examination
  const { valid, reason } = verification
  const signature = { valid, reason, words: signatureWords(verification) }
  const certificate = certificateStanding(verification, examination.signedAt, authorities, now)
  const totals = known?.country.recompute?.(content, now) ?? NOT_POSSIBLE
  const totalsHold = totals.kind === 'not-possible' || isAcceptable(totals.faults)
  const right =
    valid && isAcceptable(faults) && totalsHold && certificate !== undefined && certificate.validity !== 'never'
  return { right, country: known?.country.code, root, type, signature, certificate, faults, totals }
}
