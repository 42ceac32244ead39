import { createIssuer } from '../../src/accounts/issuers.ts'
import { createKey } from '../../src/accounts/keys.ts'
import { uploadCertificate } from '../../src/accounts/certificates.ts'
import { loadRange } from '../../src/accounts/ranges.ts'
import type { House } from '../../src/compose.ts'
import { type Caller, type Environment, SCOPES } from '../../src/domain/caller.ts'
import type { IssuerProfile, Jurisdiction } from '../../src/jurisdictions/jurisdiction.ts'
import { type TestHolderOptions, testPkcs12 } from './certificates.ts'

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

/** SRI's environments, as places to issue in. */
export const CELCER: Place = { environment: 'sandbox', authorityEnvironment: 'celcer' }
export const CEL: Place = { environment: 'production', authorityEnvironment: 'cel' }

/** Sets a Dominican taxpayer up as an operator would. `lastNumber` ends each of its ranges, which begin with 1. */
export async function dominicanTaxpayer(
  parts: Parts,
  taxId = '999999992',
  lastNumber = '9999999',
  place: Place = TESTECF,
  details: ProfileDetails = { municipality: '010100', province: '010000' },
): Promise<Taxpayer> {
  const address = 'Calle El Conde 101, Zona Colonial'
  const profile = { taxId, name: 'Panadería La Espiga SRL', address, ...details, settings: {} }
  const taxpayer = await certifiedTaxpayer(parts, 'do', profile, place, {})
  const { documentTypes, numbering } = countryOf(parts, 'do')
  for (const { code } of documentTypes) {
    const range = {
      series: code,
      first: '1',
      last: lastNumber,
      ...(numbering.seriesOf(code)?.expires ? { expiresOn: '2028-12-31' } : {}),
    }
    const loaded = await loadRange(parts, taxpayer.caller, taxpayer.issuerId, range)
    if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
  }
  return taxpayer
}

/** Sets an Ecuadorian taxpayer up. It numbers by itself. */
export function ecuadorianTaxpayer(
  parts: Parts,
  taxId = '1790000001001',
  place: Place = CELCER,
  settings: IssuerProfile['settings'] = {},
): Promise<Taxpayer> {
  const address = 'Av. Amazonas N21-100 y Roca, Quito'
  const profile = { taxId, name: 'Panadería La Mitad del Mundo S.A.', address, settings }
  return certifiedTaxpayer(parts, 'ec', profile, place, { taxId, country: 'EC' })
}

async function certifiedTaxpayer(
  parts: Parts,
  jurisdiction: string,
  profile: IssuerProfile,
  { environment, authorityEnvironment }: Place,
  holder: TestHolderOptions,
): Promise<Taxpayer> {
  const tenant = await parts.accounts.createTenant(
    { id: parts.chance.id(), name: `Prueba ${parts.chance.id()}` },
    'test',
  )
  const caller: Caller = { tenantId: tenant.id, environment, scopes: SCOPES, actor: 'test', door: 'v1' }
  const saved = await createIssuer(parts, caller, { jurisdiction, authorityEnvironment, profile })
  if (saved.kind === 'faults') throw new Error(JSON.stringify(saved.faults))
  const uploaded = await uploadCertificate(parts, caller, saved.issuer.id, await testPkcs12(holder))
  if (uploaded.kind === 'refused') throw new Error(JSON.stringify(uploaded.faults))
  const { secret } = await createKey(parts, 'test', {
    tenantId: tenant.id,
    environment,
    name: 'test',
    scopes: SCOPES,
    expiresAt: undefined,
  })
  return { caller, issuerId: saved.issuer.id, apiKey: secret }
}

function countryOf({ jurisdictions }: Parts, code: string): Jurisdiction {
  const country = jurisdictions.find((candidate) => candidate.code === code)
  if (!country) throw new Error(`no jurisdiction ${code}`)
  return country
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

/** A factura that SRI would take. */
export function ecuadorianInvoice(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: '01',
    buyer: { taxId: '1710034065', name: 'Rosa Elena Quishpe', address: 'Guayaquil', email: 'rosa@example.com' },
    lines: [{ name: 'Pan de yuca', quantity: '10', unitPrice: '1.00', taxes: [{ code: 'IVA', rate: '15' }] }],
    payment: { methods: [{ method: '01', amount: '11.50' }] },
    ...changes,
  }
}
