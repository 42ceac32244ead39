import type { Environment } from '../domain/caller.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** An event as receivers get it, which tells of no document there is: `test` says so. */
export function sampleEvent(id: string, at: Date, environment: Environment): { type: string; payload: string } {
  const type = 'document.received'
  const path = `/api/v1/documents/${NOBODY}`
  const event = {
    id,
    type,
    at: at.toISOString(),
    sequence: 0,
    environment,
    order: 1,
    test: true,
    data: {
      documentId: NOBODY,
      externalId: 'prueba',
      jurisdiction: 'do',
      documentType: '31',
      number: 'E310000000000',
      issuerId: NOBODY,
      issuerTaxId: '000000000',
      state: 'signed',
      revision: 1,
      issueDate: at.toISOString().slice(0, 10),
      currency: 'DOP',
      total: '118.00',
      buyer: { taxId: '000000000', name: 'Prueba' },
      links: { self: path, timeline: `${path}/timeline`, xml: `${path}/xml` },
    },
  }
  return { type, payload: JSON.stringify(event) }
}
