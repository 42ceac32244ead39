import { invoiceBody } from './sri-documents-contract.ts'

/** What of a tenant the routes name. */
export interface SriDocumentsIds {
  readonly accessKey: string
  /** Number of a branch. */
  readonly issuerId: number
}

/** Every route of the door, so that each can be asked with the key of somebody else. */
export const SRI_DOCUMENTS_ROUTES = [
  {
    method: 'POST',
    url: () => '/v1/documents',
    headers: (key: string, { issuerId }: SriDocumentsIds) => ({ ...bearer(key), 'x-issuer-id': String(issuerId) }),
    body: invoiceBody(),
  },
  { method: 'GET', url: ({ accessKey }: SriDocumentsIds) => `/v1/documents/${accessKey}`, headers: bearer },
  { method: 'GET', url: ({ accessKey }: SriDocumentsIds) => `/v1/documents/${accessKey}/xml`, headers: bearer },
  { method: 'GET', url: ({ accessKey }: SriDocumentsIds) => `/v1/documents/${accessKey}/ride`, headers: bearer },
  { method: 'GET', url: () => '/v1/issuers', headers: bearer },
  { method: 'GET', url: () => '/v1/catalogs/term-units', headers: bearer },
] as const

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}
