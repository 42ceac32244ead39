import { wallClock } from '../domain/calendar.ts'
import type { Draft } from '../domain/draft.ts'
import type { Jurisdiction, Preparation, PrepareContext } from '../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../ports/accounts.ts'
import type { JourneyParts } from './journey.ts'

/** Second step: the country checks the draft against all of its rules and computes what can be computed. */
export async function validate(
  parts: JourneyParts,
  issuer: Issuer,
  jurisdiction: Jurisdiction,
  draft: Draft,
  correcting?: PrepareContext['correcting'],
): Promise<Preparation> {
  const numbers = jurisdiction.relatedNumbers(draft)
  const related = numbers.length > 0 ? await parts.documents.related(issuer.tenantId, issuer.id, numbers) : []
  const now = parts.clock.now()
  return jurisdiction.prepare(draft, {
    issuer: issuer.profile,
    environment: issuer.environment,
    authorityEnvironment: issuer.authorityEnvironment,
    today: wallClock(now, jurisdiction.timeZone).date,
    now,
    related,
    ...(correcting === undefined ? {} : { correcting }),
  })
}
