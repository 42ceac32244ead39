import type { Environment } from '../../domain/caller.ts'
import type { FeedType } from '../../domain/feed.ts'
import { feedEventId } from '../../domain/feed-payload.ts'
import type { Run } from './database.ts'
import { appendToFeed } from './feed-append.ts'

/** Something that happened to an issuer, not to one of its documents. */
export interface IssuerNews {
  readonly tenantId: string
  readonly issuerId: string
  readonly type: FeedType
  readonly at: Date
  /** What makes it this one and no other among events of its type. */
  readonly occasion: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
}

/** Tells it in the feed at once, in the transaction that makes it happen. Of an issuer that is gone nothing is told. */
export async function tellOfIssuer(run: Run, news: IssuerNews): Promise<void> {
  const { tenantId, issuerId, type, at, occasion, data } = news
  const { rows } = await run<{ environment: Environment; jurisdiction: string; tax_id: string }>({
    name: 'feed-issuer',
    text: 'select environment, jurisdiction, tax_id from issuers where tenant_id = $1 and id = $2',
    values: [tenantId, issuerId],
  })
  const [issuer] = rows
  if (!issuer) return
  await appendToFeed(run, tenantId, [
    {
      id: feedEventId(type, tenantId, ...occasion),
      tenantId,
      environment: issuer.environment,
      type,
      at: at.toISOString(),
      documentId: undefined,
      order: undefined,
      data: { issuerId, issuerTaxId: issuer.tax_id, jurisdiction: issuer.jurisdiction, ...data },
    },
  ])
}
