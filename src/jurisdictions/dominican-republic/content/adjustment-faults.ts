import type { Adjustment, Draft, Line } from '../../../domain/draft.ts'
import type { Bilingual, Fault } from '../../../domain/fault.ts'
import type { Tree } from '../../content/tree.ts'
import { CHARGE, DISCOUNT } from '../totals/lines.ts'

/** Discounts and charges, of lines and of the document, that say two things, or on a line what only the document can say. */
export function adjustmentFaults(draft: Draft): readonly Fault[] {
  const faults = [...ambiguous(draft.discounts, 'discounts'), ...ambiguous(draft.charges, 'charges')]
  for (const [i, { discounts, charges }] of draft.lines.entries()) {
    if (!discounts && !charges) continue
    faults.push(...ofLine(discounts, `lines[${i}].discounts`), ...ofLine(charges, `lines[${i}].charges`))
  }
  return faults
}

/** Discounts and charges of the document that its `do` block takes the place of. */
export function replacedOnDocument(draft: Draft, block: Tree): readonly Fault[] {
  return replaced(draft, block, '', 'do', { discounts: 'DescuentosORecargos', charges: 'DescuentosORecargos' })
}

/** Discounts and charges of a line that its `do` block takes the place of. */
export function replacedOnLine(line: Line, index: number, block: Tree): readonly Fault[] {
  const at = `lines[${index}].`
  return replaced(line, block, at, `${at}do`, { discounts: DISCOUNT.table, charges: CHARGE.table })
}

function replaced(
  holder: Draft | Line,
  block: Tree,
  at: string,
  blockAt: string,
  officials: Readonly<Record<'discounts' | 'charges', string>>,
): readonly Fault[] {
  return (['discounts', 'charges'] as const).flatMap((name): readonly Fault[] => {
    const official = officials[name]
    if (!holder[name]?.length || block[official] === undefined) return []
    const message = {
      es: `${blockAt}.${official} toma el lugar de ${name}: lo que este dice no va en el XML.`,
      en: `${blockAt}.${official} takes the place of ${name}: what the latter says is left out of the XML.`,
    }
    return [{ code: 'not-carried', path: `${at}${name}`, severity: 'warning', message, source: SOURCE }]
  })
}

function ofLine(adjustments: readonly Adjustment[] | undefined, path: string): readonly Fault[] {
  const misplaced = (adjustments ?? []).flatMap(({ appliesTo }, i): readonly Fault[] =>
    appliesTo === undefined
      ? []
      : [
          {
            code: 'not-carried',
            path: `${path}[${i}].appliesTo`,
            severity: 'warning',
            message: OWN_LINE,
            source: SOURCE,
          },
        ],
  )
  return [...ambiguous(adjustments, path), ...misplaced]
}

function ambiguous(adjustments: readonly Adjustment[] | undefined, path: string): readonly Fault[] {
  return (adjustments ?? []).flatMap(({ percent, amount }, i): readonly Fault[] =>
    percent === undefined || amount === undefined
      ? []
      : [{ code: 'discount-ambiguous', path: `${path}[${i}]`, severity: 'error', message: BOTH, source: SOURCE }],
  )
}

const BOTH: Bilingual = {
  es: 'Un descuento o recargo es un porcentaje o un monto, no los dos.',
  en: 'A discount or a charge is a percentage or an amount, not both.',
}
const OWN_LINE: Bilingual = {
  es: 'Un descuento o recargo de línea toca solo su línea: appliesTo es de los del documento. Este dato no va en el XML.',
  en: 'A discount or charge of a line touches that line only: appliesTo is for those of the document. It is left out of the XML.',
}
const SOURCE = 'DGII, Formato e-CF v1.0 (oct-2025), TablaSubDescuento, TablaSubRecargo and DescuentosORecargos'
