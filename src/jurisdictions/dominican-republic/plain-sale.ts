import { type CalendarDate, dayAfter } from '../../domain/calendar.ts'
import type { Draft, Line, Party } from '../../domain/draft.ts'
import { given } from '../../domain/given.ts'
import { present, presentIfAny } from '../../domain/present.ts'
import type { DocumentType } from '../jurisdiction.ts'
import { itbisOf } from './drafting.ts'
import { identityOf } from './identity.ts'

/** Unit of what names none. @source DGII, Formato e-CF v1.0 (oct-2025), table IV: 43, unidad */
export const UNIT = '43'

/** A line as most programs have it. */
export interface PlainLine {
  readonly name: string
  readonly quantity: string | number
  readonly unitPrice: string | number
  readonly unit?: string | undefined
  /** The seller's own code of the product. */
  readonly ownCode?: number | undefined
  /** Of ITBIS, in percent. */
  readonly rate?: number | undefined
  readonly discount?: number | undefined
}

/**
 * The line in a draft of this type.
 *
 * @param original number of the document that a note modifies
 */
export function plainLine(
  { ownCode, rate, discount = 0, ...line }: PlainLine,
  type: DocumentType | undefined,
  original?: string,
): Line {
  return present<Line>({
    ...line,
    unit: given(line.unit) ?? UNIT,
    codes: ownCode === undefined ? undefined : [{ type: 'Interna', value: String(ownCode) }],
    taxes: itbisOf(rate, type, original),
    discounts: discount === 0 ? undefined : [{ amount: discount }],
  })
}

/** A buyer as most programs have one. What is blank is not given. */
export interface PlainBuyer {
  readonly name?: string | undefined
  /** RNC, cédula or a foreigner's identification. */
  readonly number?: string | undefined
  /** What kind of number it is, such as `rnc`. */
  readonly kind?: string | undefined
  readonly email?: string | undefined
  /** The seller's own code of the buyer. */
  readonly ownCode?: number | undefined
}

/** The buyer in a draft; undefined when nothing of one is given. */
export function plainBuyer({ name, number, kind, email, ownCode }: PlainBuyer): Party | undefined {
  const identity = given(number)
  return presentIfAny<Party>({
    name: given(name),
    ...(identity === undefined ? {} : identityOf(identity, given(kind))),
    email: given(email),
    code: ownCode === undefined ? undefined : String(ownCode),
  })
}

/** Past any day that may stand in a document, and still a date. */
const TOO_MANY_DAYS = 100_000

/** Payment on credit within so many days; however many they are. */
export function creditFor(days: number, from: CalendarDate): Draft['payment'] {
  return { terms: 'credit', dueDate: dayAfter(from, Math.min(days, TOO_MANY_DAYS)) }
}
