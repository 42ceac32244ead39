import { wallClock } from '../domain/calendar.ts'
import type { Document } from '../domain/document.ts'
import type { Draft } from '../domain/draft.ts'
import type { Jurisdiction, Preparation, SeriesNumber } from '../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../ports/accounts.ts'
import type { SeenDocument, Sighting } from '../ports/documents.ts'
import type { JourneyParts } from './journey.ts'

/** What the country says of a draft, and the documents it was checked against. */
export interface Validation extends Preparation {
  readonly seen: readonly Sighting[]
}

/** Second step: the country checks the draft against all of its rules and computes what can be computed. */
export async function validate(
  parts: JourneyParts,
  issuer: Issuer,
  jurisdiction: Jurisdiction,
  draft: Draft,
  correcting?: Pick<Document, 'id' | 'number' | 'stamp' | 'verdict'>,
): Promise<Validation> {
  const places = jurisdiction.relatedNumbers(draft)
  const related =
    places.length > 0 ? await parts.documents.related(issuer.tenantId, issuer.id, places, correcting?.id) : []
  const now = parts.clock.now()
  const preparation = jurisdiction.prepare(draft, {
    issuer: issuer.profile,
    environment: issuer.environment,
    authorityEnvironment: issuer.authorityEnvironment,
    today: wallClock(now, jurisdiction.timeZone).date,
    now,
    related,
    ...(correcting === undefined ? {} : { correcting }),
  })
  return { ...preparation, seen: places.map((place) => sightingOf(place, related)) }
}

function sightingOf(place: SeriesNumber, related: readonly SeenDocument[]): Sighting {
  const found = related.find((each) => each.place.series === place.series && each.place.sequence === place.sequence)
  return { place, standing: found?.standing }
}
