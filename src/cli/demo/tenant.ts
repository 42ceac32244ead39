import { randomBytes } from 'node:crypto'
import { certificatesOf, uploadCertificate } from '../../accounts/certificates.ts'
import { createIssuer } from '../../accounts/issuers.ts'
import { loadRange, rangesOf } from '../../accounts/ranges.ts'
import { createTestAuthority } from '../../certificates/test-authority.ts'
import { writePkcs12 } from '../../certificates/test-pkcs12.ts'
import type { House } from '../../compose.ts'
import { type Caller, SCOPES } from '../../domain/caller.ts'
import { wallClock } from '../../domain/calendar.ts'
import type { Fault } from '../../domain/fault.ts'
import { dominicanRepublic } from '../../jurisdictions/dominican-republic/index.ts'
import type { IssuerProfile } from '../../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../../ports/accounts.ts'
import { wrongUsage } from '../command-problem.ts'

/** The demo's own tenant. Its id never changes, so that a start that was cut short is completed by the next. */
export const DEMO_TENANT = { id: '0e317e00-0000-7000-8000-00000000de30', name: 'Demo' }

export const DEMO_ACTOR = 'cli:demo'

const CALLER: Caller = {
  tenantId: DEMO_TENANT.id,
  environment: 'sandbox',
  scopes: SCOPES,
  actor: DEMO_ACTOR,
  door: 'cli',
}

/** A taxpayer that does not exist. */
const PROFILE: IssuerProfile = {
  taxId: '999999992',
  name: 'COMERCIAL DE DEMOSTRACIÓN SRL',
  tradeName: 'Colmado Demo',
  address: 'Calle El Conde 100, Zona Colonial',
  municipality: '010100',
  province: '010000',
  phones: ['809-555-0100'],
  email: 'demo@example.com',
  settings: {},
}

/**
 * The demo's tenant with an issuer that can issue all types. What is there already stays as it is.
 *
 * @throws CommandProblem when the database belongs to somebody else: a demo's worker would send their documents to the simulator
 */
export async function furnishDemo(house: House): Promise<void> {
  const tenants = await house.accounts.tenants()
  const isThere = tenants.some(({ id }) => id === DEMO_TENANT.id)
  if (!isThere && tenants.length > 0) throw notOurs()
  if (!isThere) await house.accounts.createTenant(DEMO_TENANT, DEMO_ACTOR)

  const issuer = await demoIssuer(house)
  await certify(house, issuer)
  await authorise(house, issuer)
}

async function demoIssuer(house: House): Promise<Issuer> {
  const issuers = await house.accounts.issuers(DEMO_TENANT.id, 'sandbox')
  const known = issuers.find(({ profile }) => profile.taxId === PROFILE.taxId)
  if (known) return known
  const outcome = await createIssuer(house, CALLER, { jurisdiction: dominicanRepublic.code, profile: PROFILE })
  if (outcome.kind === 'faults') throw refused('issuer', outcome.faults)
  return outcome.issuer
}

const DAY_MS = 86_400_000
const CERTIFICATE_DAYS = 730
/** Renewed that long before its end, so that a demo is never about to stop. */
const RENEWED_DAYS = 60

/** Puts a certificate of an authority made for the occasion in force, unless there is a good one. */
async function certify(house: House, issuer: Issuer): Promise<void> {
  const now = house.clock.now()
  const certificates = await certificatesOf(house, CALLER, issuer.id)
  const renewal = new Date(now.getTime() + RENEWED_DAYS * DAY_MS)
  if (certificates.some(({ inForce, validTo }) => inForce && new Date(validTo) > renewal)) return

  const authority = await createTestAuthority(now)
  const { privateKey, certificate, chain } = await authority.issue({
    name: 'PERSONA DE DEMOSTRACIÓN',
    taxId: '00100000001',
    validFrom: new Date(now.getTime() - DAY_MS),
    validTo: new Date(now.getTime() + CERTIFICATE_DAYS * DAY_MS),
  })
  const password = randomBytes(16).toString('base64url')
  const file = writePkcs12({
    keys: [privateKey],
    certificates: [certificate, ...chain],
    password,
    encryption: 'aes-256',
  })
  const outcome = await uploadCertificate(house, CALLER, issuer.id, { file, password })
  if (outcome.kind === 'refused') throw refused('certificate', outcome.faults)
}

/** Numbers each new range has, as DGII loads them in its test environment. */
const RANGE_SIZE = 10_000_000n

/** A range for every type that has none to take numbers from. @source DGII, Informe técnico e-CF v1.0 (2022), ranges */
async function authorise(house: House, issuer: Issuer): Promise<void> {
  const standings = await rangesOf(house, CALLER, issuer.id)
  const today = wallClock(house.clock.now(), dominicanRepublic.timeZone).date
  for (const { code: series } of dominicanRepublic.documentTypes) {
    const expires = dominicanRepublic.numbering.seriesOf(series)?.expires
    const own = standings.filter(({ range }) => range.series === series)
    if (own.some(({ standing }) => standing !== 'exhausted' && standing !== 'expired')) continue
    const first = own.reduce((next, { range }) => (BigInt(range.last) >= next ? BigInt(range.last) + 1n : next), 1n)
    const outcome = await loadRange(house, CALLER, issuer.id, {
      series,
      first: String(first),
      last: String(first + RANGE_SIZE - 1n),
      ...(expires ? { expiresOn: `${Number(today.slice(0, 4)) + 2}-12-31` } : {}),
    })
    if (outcome.kind === 'faults') throw refused(`range ${series}`, outcome.faults)
  }
}

/** What the demo asks for is right by itself, so a refusal is a mistake of ours. */
function refused(what: string, faults: readonly Fault[]): Error {
  return new Error(
    `the demo's ${what} was refused: ${faults.map(({ path, message }) => `${path}: ${message.en}`).join(' ')}`,
  )
}

function notOurs(): Error {
  return wrongUsage({
    es: 'Esta base de datos tiene tenants y no es de la demostración. Use otra carpeta: emite demo --data-dir otra.',
    en: 'This database has tenants and is not a demo. Use another folder: emite demo --data-dir another.',
  })
}
