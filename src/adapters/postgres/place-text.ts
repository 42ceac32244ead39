import type { SeriesNumber } from '../../jurisdictions/jurisdiction.ts'

/** A place in an issuer's numbering as the columns `refers_to` and `follows` hold it. */
export function placeText(place: SeriesNumber | undefined): string | undefined {
  return place && `${place.series}/${place.sequence}`
}

/** The same text, of a row of `documents` under this alias, in SQL. */
export function placeOfRow(alias: string): string {
  return `${alias}.series || '/' || ${alias}.sequence`
}
