import { CHAIN_START, eventHash } from '../../domain/event-chain.ts'
import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../../ports/accounts.ts'
import type { ArchivedDocument } from '../../ports/archive.ts'
import { UnreadableXml } from '../../xml/unreadable.ts'

/**
 * Why a document is not what was signed and recorded; undefined when all holds: the chain of its events, the signature of its file,
 * and that this file is its own and not another's. `issuers` are those of the archive.
 */
export async function flawOf(
  archived: ArchivedDocument,
  jurisdictions: readonly Jurisdiction[],
  issuers: readonly Issuer[],
): Promise<string | undefined> {
  if (!isChainWhole(archived)) return 'the chain of its events is broken'
  const { document, files } = archived
  const jurisdiction = jurisdictions.find(({ code }) => code === document.jurisdiction)
  if (!jurisdiction) return `there is no country ${document.jurisdiction}`
  const examination = await examinationOf(jurisdiction, files.xml)
  if (!examination?.verification.valid) return 'its signature does not hold'
  const issuer = issuers.find(({ id }) => id === document.issuerId)
  if (!issuer) return 'its issuer is not in the archive'
  const isIts =
    examination.type === document.type &&
    isOf(archived, jurisdiction.printed({ document, xml: files.xml, issuer: issuer.profile }))
  return isIts ? undefined : 'its file is that of another document'
}

/** Undefined for what is no file of the country. */
async function examinationOf(jurisdiction: Jurisdiction, xml: Uint8Array): ReturnType<Jurisdiction['examine']> {
  try {
    return await jurisdiction.examine(xml)
  } catch (error) {
    if (error instanceof UnreadableXml) return undefined
    throw error
  }
}

/** Whether a file, as it prints, has the record's number, issuer and, where its country has one, key. */
function isOf({ document }: ArchivedDocument, { issuer, identity }: PrintedPage): boolean {
  const { number, issuerTaxId, stamp } = document
  return (
    identity.number.value === number &&
    [...issuer.facts, ...identity.facts].some(({ value }) => value === issuerTaxId) &&
    (stamp.accessKey === undefined || identity.barcode?.text === stamp.accessKey)
  )
}

function isChainWhole({ document, events }: ArchivedDocument): boolean {
  let head = CHAIN_START
  for (const [index, event] of events.entries()) {
    if (event.sequence !== index + 1) return false
    const { at, actor, kind, from, to, detail, sequence } = event
    const { tenantId, id: documentId } = document
    head = eventHash(head, { tenantId, documentId, sequence, at: new Date(at), actor, kind, from, to, detail })
    if (Buffer.from(head).toString('hex') !== event.hash) return false
  }
  return events.length > 0 && events.at(-1)?.to === document.state
}
