import type { Caller } from '../domain/caller.ts'
import type { Documents } from '../ports/documents.ts'

// Documents of a buyer nobody ever named bear the number in place of a name.
const MOST_LOOKED_AT = 20

/** Not those of which something is wrong: that may be the name. */
const STATES = ['signed', 'sent', 'approved', 'conditional'] as const

/** How a buyer was called in the latest document in force that named him; undefined when none of the last ones did. */
export async function knownBuyerName(
  documents: Pick<Documents, 'list'>,
  { tenantId, environment }: Caller,
  buyerTaxId: string,
): Promise<string | undefined> {
  const latest = await documents.list({
    tenantId,
    environment,
    buyerTaxIds: [buyerTaxId],
    states: STATES,
    limit: MOST_LOOKED_AT,
  })
  return latest.map(({ buyerName }) => buyerName).find((name) => name !== undefined && name !== buyerTaxId)
}
