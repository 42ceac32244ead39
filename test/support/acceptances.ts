import { createHash, randomUUID } from 'node:crypto'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { Accounts } from '../../src/ports/accounts.ts'
import type { Acceptance } from '../../src/ports/documents.ts'

/** A tenant with one sandbox issuer in the database, for tests of the stores. */
export interface Household {
  readonly tenantId: string
  readonly issuerId: string
}

export async function household(accounts: Accounts, taxId = '999999992'): Promise<Household> {
  const tenantId = randomUUID()
  const issuerId = randomUUID()
  await accounts.createTenant({ id: tenantId, name: `tenant ${tenantId}` }, 'test')
  await accounts.createIssuer(
    {
      id: issuerId,
      tenantId,
      environment: 'sandbox',
      jurisdiction: 'do',
      authorityEnvironment: 'testecf',
      profile: { taxId, name: 'Emisora de prueba', settings: {} },
      createdAt: '',
      updatedAt: '',
    },
    'test',
  )
  return { tenantId, issuerId }
}

export async function loadRange(
  accounts: Accounts,
  { tenantId, issuerId }: Household,
  first: number,
  last: number,
  expiresOn = '2028-12-31',
) {
  await accounts.addRange(
    tenantId,
    {
      id: randomUUID(),
      issuerId,
      series: '31',
      first: String(first),
      last: String(last),
      next: String(first),
      remaining: String(last - first + 1),
      expiresOn: expiresOn as CalendarDate,
      createdAt: '',
    },
    'test',
  )
}

/** What the journey hands to the store for one type 31, with the XML a test can recognise. */
export function acceptance(
  house: Household,
  changes: Partial<Acceptance> & { key?: string; externalId?: string } = {},
): Acceptance {
  const now = changes.now ?? new Date('2026-11-21T12:00:00Z')
  return {
    identity: {
      tenantId: house.tenantId,
      environment: 'sandbox',
      door: 'v1',
      idempotencyKey: changes.key,
      externalId: changes.externalId,
    },
    requestHash: createHash('sha256').update('request').digest(),
    actor: 'key:test',
    issuerId: house.issuerId,
    issuerTaxId: '999999992',
    jurisdiction: 'do',
    lane: `do/sandbox/testecf/${house.issuerId}`,
    draft: { type: '31', lines: [{ name: 'Pan', quantity: '1', unitPrice: '100.00' }] },
    prepared: {
      type: '31',
      number: undefined,
      series: '31',
      issueDate: '2026-11-21' as CalendarDate,
      currency: 'DOP',
      total: '118.00',
      totals: { MontoTotal: '118.00' },
      buyerTaxId: '131880681',
      buyerName: 'Compradora',
      refersTo: undefined,
      follows: undefined,
      facts: { channel: 'e-CF' },
      warnings: [],
      content: {},
    },
    seen: [],
    number: undefined,
    needsRange: false,
    opensSeries: false,
    lastSequence: 9_999_999_999n,
    now,
    today: '2026-11-21',
    numberOf: (sequence) => `E31${String(sequence).padStart(10, '0')}`,
    sign: (numbered) =>
      Promise.resolve({
        xml: `<ECF>${numbered.number}</ECF>`,
        submission: undefined,
        stamp: { securityCode: 'abc123', url: 'http://127.0.0.1/', signedAt: '21-11-2026 08:00:00' },
        dueAt: new Date(now.getTime() + 72 * 3_600_000),
      }),
    ...changes,
  }
}
