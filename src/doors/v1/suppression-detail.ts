import { Type } from 'typebox'
import { oneLine } from '../../domain/one-line.ts'

const LONGEST_DETAIL = 500

/** Why an address gets nothing, in the words of whoever told of it. */
export const Detail = Type.Optional(Type.String({ maxLength: LONGEST_DETAIL, description: 'In words, for people.' }))

/** The words on one line. */
export function shownDetail(detail: string | undefined): string | undefined {
  return detail === undefined ? undefined : oneLine(detail, LONGEST_DETAIL)
}
