import type { Decimal } from '../../../domain/decimal.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import type { FreeLine } from '../content/free-lines.ts'
import { issueDateOf } from '../content/issuer.ts'
import type { Sources } from '../content/sources.ts'
import { impliedPercent, onlyPercent, otherDaysPercent, type Stated } from './implied-percent.ts'
import type { NeutralLine } from './neutral-line.ts'
import { IVA, knownWithholding, taxOfCode, type KnownWithholding } from './withheld-taxes.ts'

/** A withholding of a line. */
export interface Withheld {
  readonly code: string
  readonly tax: string
  readonly known: KnownWithholding | undefined
  /** Where the draft has it. */
  readonly at: string
  readonly line: NeutralLine | undefined
  readonly amount: Decimal | undefined
  /** Its percentage as the draft states it. */
  readonly stated: string | undefined
  /** Its percentage: as stated, that of its code, or what its amount leaves no doubt about. */
  readonly rate: string | undefined
}

/** What the lines say is withheld of them, each with its percentage. */
export function withheldOf(
  lines: readonly FreeLine[],
  computed: readonly (NeutralLine | undefined)[],
  sources: Sources,
): readonly Withheld[] {
  const issued = issueDateOf(sources)
  const all = lines.flatMap(({ withholdings = [] }, i) =>
    withholdings.map((given, j) => {
      const code = given.code.trim().toUpperCase()
      const tax = taxOfCode(code)
      const known = knownWithholding(tax, code, issued)
      const line = computed[i]
      const amount = figureOf(exactText(given.amount))
      const stated = given.rate === undefined ? undefined : figureOf(exactText(given.rate))?.toFixed()
      return { code, tax, known, at: `lines[${i}].withholdings[${j}]`, line, amount, stated }
    }),
  )
  const silent = all.filter(({ stated }) => stated === undefined)
  const otherDays = new Map(
    Array.from(
      Map.groupBy(silent, ({ code }) => code),
      ([code, same]) => [code, otherDaysPercent(same.flatMap(figuresOf), same[0]?.known)],
    ),
  )
  return all.map((each): Withheld => {
    const [figures] = figuresOf(each)
    const silently =
      otherDays.get(each.code) ?? onlyPercent(each.known) ?? (figures && impliedPercent(figures, each.known))
    return { ...each, rate: each.stated ?? silently }
  })
}

/** What the percentage is to give, of what; nothing where the line or the amount is wrong. */
export function figuresOf({ tax, line, amount }: Pick<Withheld, 'tax' | 'line' | 'amount'>): Stated[] {
  return line && amount ? [{ base: baseOf(tax, line), amount }] : []
}

function baseOf(tax: string, { base, iva }: NeutralLine): Decimal {
  return tax === IVA ? iva : base
}
