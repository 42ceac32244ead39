/** A credential of the faktur contract: a key's id and the key itself. */
export interface FakturCredential {
  readonly keyId: string
  readonly secret: string
}

/** What a document is asked for by. */
export interface FakturDocument {
  readonly id: string
  readonly accessKey: string
}

export interface FakturRoute {
  readonly method: 'GET' | 'POST'
  readonly url: (document: FakturDocument) => string
  readonly body?: object
}

/** The smallest invoice that SRI takes. */
export function fakturInvoice(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    buyerIdType: '07',
    buyerId: '9999999999999',
    buyerName: 'CONSUMIDOR FINAL',
    issueDate: '2026-11-21',
    items: [fakturItem()],
    ...changes,
  }
}

/** A line of 10.00 and 15 % IVA. */
export function fakturItem(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const taxes = [{ taxCode: '2', rateCode: '2' }]
  return { description: 'Pan de yuca', quantity: 1, unitPrice: 10, taxes, ...changes }
}

export function fakturHeaders({ keyId, secret }: FakturCredential): Record<string, string> {
  return { 'x-api-key': keyId, 'x-api-secret': secret }
}

/** Every route of the contract. */
export const FAKTUR_ROUTES: readonly FakturRoute[] = [
  { method: 'POST', url: () => '/v1/documents/invoices?async=true', body: fakturInvoice() },
  { method: 'GET', url: ({ id }) => `/v1/documents/${id}` },
  { method: 'GET', url: ({ accessKey }) => `/v1/documents/detail?accessKey=${accessKey}` },
]
