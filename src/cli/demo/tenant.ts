import { randomBytes } from 'node:crypto'
import { certificatesOf, uploadCertificate } from '../../accounts/certificates.ts'
import { createIssuer } from '../../accounts/issuers.ts'
import { loadRange, rangesOf } from '../../accounts/ranges.ts'
import { createTestAuthority } from '../../certificates/test-authority.ts'
import { writePkcs12 } from '../../certificates/test-pkcs12.ts'
import type { House } from '../../compose.ts'
import { type Caller, type Environment, SCOPES } from '../../domain/caller.ts'
import { wallClock } from '../../domain/calendar.ts'
import type { Fault } from '../../domain/fault.ts'
import { DEFAULT_MAIL_SETTINGS } from '../../domain/mail.ts'
import { jurisdictionOf } from '../../journey/issuer-named.ts'
import type { Issuer } from '../../ports/accounts.ts'
import { wrongUsage } from '../command-problem.ts'
import { DEMO_TAXPAYERS, type DemoTaxpayer } from './taxpayers.ts'

export const DEMO_ACTOR = 'cli:demo'

function callerOf({ tenantId }: DemoTaxpayer, environment: Environment): Caller {
  return { tenantId, environment, scopes: SCOPES, actor: DEMO_ACTOR, door: 'cli' }
}

/**
 * The demo's tenants, each with an issuer that can issue all types. What is there already stays as it is.
 *
 * @throws CommandProblem when the database belongs to somebody else: a demo's worker would send their documents to the simulator
 */
export async function furnishDemo(house: House): Promise<void> {
  const tenants = new Set((await house.accounts.tenants()).map(({ id }) => id))
  const isOurs = DEMO_TAXPAYERS.some(({ tenantId }) => tenants.has(tenantId))
  if (!isOurs && tenants.size > 0) throw notOurs()
  for (const taxpayer of DEMO_TAXPAYERS) {
    const { tenantId, tenantName } = taxpayer
    if (!tenants.has(tenantId)) await house.accounts.createTenant({ id: tenantId, name: tenantName }, DEMO_ACTOR)
    for (const environment of new Set(taxpayer.keys.map((key) => key.environment))) {
      const issuer = await demoIssuer(house, taxpayer, environment)
      await certify(house, taxpayer, issuer)
      await authorise(house, taxpayer, issuer)
    }
  }
}

async function demoIssuer(house: House, taxpayer: DemoTaxpayer, environment: Environment): Promise<Issuer> {
  const { tenantId, jurisdiction, profile } = taxpayer
  const issuers = await house.accounts.issuers(tenantId, environment)
  const known = issuers.find(({ profile: { taxId } }) => taxId === profile.taxId)
  if (known) return known
  const outcome = await createIssuer(house, callerOf(taxpayer, environment), { jurisdiction, profile })
  if (outcome.kind === 'faults') throw refused('issuer', outcome.faults)
  const settings = { ...DEFAULT_MAIL_SETTINGS, enabled: true }
  await house.mails.changeSettings(tenantId, outcome.issuer.id, settings, DEMO_ACTOR)
  return outcome.issuer
}

const DAY_MS = 86_400_000
const CERTIFICATE_DAYS = 730
/** Renewed that long before its end, so that a demo is never about to stop. */
const RENEWED_DAYS = 60

/** Puts a certificate of an authority made for the occasion in force, unless there is a good one. */
async function certify(house: House, taxpayer: DemoTaxpayer, issuer: Issuer): Promise<void> {
  const now = house.clock.now()
  const certificates = await certificatesOf(house, callerOf(taxpayer, issuer.environment), issuer.id)
  const renewal = new Date(now.getTime() + RENEWED_DAYS * DAY_MS)
  if (certificates.some(({ inForce, validTo }) => inForce && new Date(validTo) > renewal)) return

  const authority = await createTestAuthority(now)
  const { privateKey, certificate, chain } = await authority.issue({
    ...taxpayer.holder,
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
  const outcome = await uploadCertificate(house, callerOf(taxpayer, issuer.environment), issuer.id, { file, password })
  if (outcome.kind === 'refused') throw refused('certificate', outcome.faults)
}

/** Numbers each new range has, as DGII loads them in its test environment. */
const RANGE_SIZE = 10_000_000n

/** A range for every type that has none to take numbers from, where the authority grants them. @source DGII, Informe técnico e-CF v1.0 (2022), ranges */
async function authorise(house: House, taxpayer: DemoTaxpayer, issuer: Issuer): Promise<void> {
  const { numbering, documentTypes, timeZone } = jurisdictionOf(house, issuer)
  if (numbering.opensByItself) return
  const caller = callerOf(taxpayer, issuer.environment)
  const standings = await rangesOf(house, caller, issuer.id)
  const today = wallClock(house.clock.now(), timeZone).date
  for (const { code: series } of documentTypes) {
    const expires = numbering.seriesOf(series)?.expires
    const own = standings.filter(({ range }) => range.series === series)
    if (own.some(({ standing }) => standing !== 'exhausted' && standing !== 'expired')) continue
    const first = own.reduce((next, { range }) => (BigInt(range.last) >= next ? BigInt(range.last) + 1n : next), 1n)
    const outcome = await loadRange(house, caller, issuer.id, {
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
