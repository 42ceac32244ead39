/** What an invoice is asked for by. */
export interface EcfDirectDocument {
  readonly trackId: string
}

export interface EcfDirectRoute {
  readonly method: 'GET' | 'POST'
  readonly url: (document: EcfDirectDocument) => string
  readonly body?: object
}

/** The smallest invoice that DGII takes: one item of 100.00, ITBIS in it. */
export function ecfDirectInvoice(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    encf: 'E310000000900',
    rnc_comprador: '131880681',
    fecha_vencimiento_secuencia: '31-12-2028',
    total: 118,
    items: [{ name: 'Pan de agua', qty: 1, price: 118, amount: 118 }],
    ...changes,
  }
}

export function ecfDirectHeaders(apiKey: string): Record<string, string> {
  return { authorization: `Bearer ${apiKey}` }
}

/** Every route of the contract. */
export const ECF_DIRECT_ROUTES: readonly EcfDirectRoute[] = [
  { method: 'POST', url: () => '/api/ecf/emit', body: ecfDirectInvoice() },
  { method: 'POST', url: () => '/api/ecf/send', body: ecfDirectInvoice() },
  { method: 'GET', url: ({ trackId }) => `/api/ecf/status/${trackId}` },
]
