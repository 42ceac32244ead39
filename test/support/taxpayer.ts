import { createIssuer } from '../../src/accounts/issuers.ts'
import { createKey } from '../../src/accounts/keys.ts'
import { uploadCertificate } from '../../src/accounts/certificates.ts'
import { loadRange } from '../../src/accounts/ranges.ts'
import type { House } from '../../src/compose.ts'
import { type Caller, type Environment, SCOPES } from '../../src/domain/caller.ts'
import type { IssuerProfile } from '../../src/jurisdictions/jurisdiction.ts'
import { testPkcs12 } from './certificates.ts'

/** A tenant with one issuer that can issue at once: certificate, ranges of every type, a key with all scopes. */
export interface Taxpayer {
  readonly caller: Caller
  readonly issuerId: string
  readonly apiKey: string
}

type Parts = Pick<House, 'accounts' | 'jurisdictions' | 'masterKeys' | 'signers' | 'clock' | 'chance'>

/** Where a taxpayer issues: one of our environments, and one of the authority's services in it. */
export interface Place {
  readonly environment: Environment
  readonly authorityEnvironment: string
}

/** What a profile may hold beyond what an issuer must have. */
export type ProfileDetails = Omit<Partial<IssuerProfile>, 'taxId' | 'name' | 'address' | 'settings'>

/** DGII's environments, as places to issue in. */
export const TESTECF: Place = { environment: 'sandbox', authorityEnvironment: 'testecf' }
export const CERTECF: Place = { environment: 'sandbox', authorityEnvironment: 'certecf' }
export const PRODUCTION: Place = { environment: 'production', authorityEnvironment: 'ecf' }

/** Sets a Dominican taxpayer up as an operator would. `lastNumber` ends each of its ranges, which begin with 1. */
export async function dominicanTaxpayer(
  parts: Parts,
  taxId = '999999992',
  lastNumber = '9999999',
  { environment, authorityEnvironment }: Place = TESTECF,
  details: ProfileDetails = { municipality: '010100', province: '010000' },
): Promise<Taxpayer> {
  const tenant = await parts.accounts.createTenant(
    { id: parts.chance.id(), name: `Prueba ${parts.chance.id()}` },
    'test',
  )
  const caller: Caller = { tenantId: tenant.id, environment, scopes: SCOPES, actor: 'test', door: 'v1' }
  const saved = await createIssuer(parts, caller, {
    jurisdiction: 'do',
    authorityEnvironment,
    profile: {
      taxId,
      name: 'Panadería La Espiga SRL',
      address: 'Calle El Conde 101, Zona Colonial',
      ...details,
      settings: {},
    },
  })
  if (saved.kind === 'faults') throw new Error(JSON.stringify(saved.faults))
  const uploaded = await uploadCertificate(parts, caller, saved.issuer.id, await testPkcs12())
  if (uploaded.kind === 'refused') throw new Error(JSON.stringify(uploaded.faults))
  for (const { code } of parts.jurisdictions[0]!.documentTypes) {
    const range = {
      series: code,
      first: '1',
      last: lastNumber,
      ...(parts.jurisdictions[0]!.numbering.seriesOf(code)?.expires ? { expiresOn: '2028-12-31' } : {}),
    }
    const loaded = await loadRange(parts, caller, saved.issuer.id, range)
    if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
  }
  const { secret } = await createKey(parts, 'test', {
    tenantId: tenant.id,
    environment,
    name: 'test',
    scopes: SCOPES,
    expiresAt: undefined,
  })
  return { caller, issuerId: saved.issuer.id, apiKey: secret }
}

/** A type 31 that DGII would take. */
export function creditInvoice(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: '31',
    buyer: { taxId: '131880681', name: 'Colmado Doña Fela' },
    lines: [
      {
        name: 'Pan de agua',
        kind: 'good',
        quantity: '10',
        unitPrice: '100.00',
        taxes: [{ code: 'ITBIS', rate: '18' }],
      },
    ],
    payment: { terms: 'cash' },
    ...changes,
  }
}

/** A type 32 small enough that DGII gets its summary only. */
export function consumerInvoice(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const invoice = creditInvoice({ type: '32', ...changes })
  return invoice
}
