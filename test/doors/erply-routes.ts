/** A credential of the erply contract: a bearer token. */
export interface ErplyCredential {
  readonly token: string
}

/** What a document is asked for by: its UUID as a ULID. */
export interface ErplyDocument {
  readonly docId: string
}

export interface ErplyRoute {
  readonly method: 'GET' | 'POST'
  readonly url: (document: ErplyDocument) => string
  readonly headers: (credential: ErplyCredential) => Record<string, string>
  readonly body?: object
}

/** An invoice of 5,900.00 that DGII takes, as far as the issuer is `rnc`. */
export function erplyInvoice(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: '31',
    encf: 'E310000000001',
    client_request_id: 'request-0001',
    company: { rnc: '131000001', name: 'Consultores del Este SRL' },
    customer: { rnc: '131880681', name: 'Colmado Doña Fela' },
    lines: [erplyLine()],
    totals: { subtotal: '5000.00', tax: '900.00', grand_total: '5900.00' },
    ...changes,
  }
}

export function erplyLine(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const line = { line_number: 1, description: 'Asesoría', quantity: '1', unit_price: '5000.00', subtotal: '5000.00' }
  return { ...line, ...changes }
}

export function erplyHeaders({ token }: ErplyCredential): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

function creationHeaders(credential: ErplyCredential): Record<string, string> {
  return { ...erplyHeaders(credential), 'idempotency-key': '7f3f5b1e-0d5a-4c39-9d5f-6f1f7a0c2b11' }
}

/** Every route of the contract that a token opens; `POST /v1/auth/token` is opened by a key's id and the key. */
export const ERPLY_ROUTES: readonly ErplyRoute[] = [
  { method: 'POST', url: () => '/v1/invoices', headers: creationHeaders, body: erplyInvoice() },
  { method: 'GET', url: ({ docId }) => `/v1/invoices/${docId}`, headers: erplyHeaders },
  { method: 'GET', url: ({ docId }) => `/v1/invoices/${docId}/status`, headers: erplyHeaders },
]
