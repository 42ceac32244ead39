import type { Document } from '../../domain/document.ts'
import type { DocumentQuery } from '../../ports/documents.ts'
import type { Database } from './database.ts'
import { DOCUMENT_COLUMNS, documentOf, type DocumentRow } from './document-rows.ts'

/** A page of documents, newest first. Ids grow with time, so the page after one begins below its last id. */
export async function listDocuments(database: Database, query: DocumentQuery): Promise<readonly Document[]> {
  const values: unknown[] = [query.tenantId, query.environment]
  const conditions = ['tenant_id = $1', 'environment = $2']
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return
    values.push(value)
    conditions.push(condition.replace('?', `$${values.length}`))
  }
  add('id < ?::uuid', query.before)
  add('state = any(?::text[])', query.states)
  add('type = ?', query.type)
  add('issuer_tax_id = ?', query.issuerTaxId)
  add('number = ?', query.number)
  add('external_id = ?', query.externalId)
  const buyers = query.buyerTaxIds && [...new Set(query.buyerTaxIds)]
  // Of one buyer the index gives the documents newest first; of several they must be sorted.
  if (buyers?.length === 1) add('buyer_tax_id = ?', buyers[0])
  else add('buyer_tax_id = any(?::text[])', buyers)
  add('issue_date >= ?::date', query.issuedFrom)
  add('issue_date <= ?::date', query.issuedTo)
  values.push(query.limit)
  const { rows } = await database.query<DocumentRow>(
    { tenantId: query.tenantId },
    {
      text: `select ${DOCUMENT_COLUMNS} from documents where ${conditions.join(' and ')} order by id desc limit $${values.length}`,
      values,
    },
  )
  return rows.map(documentOf)
}
