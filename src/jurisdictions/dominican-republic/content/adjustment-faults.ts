import type { Adjustment, Draft } from '../../../domain/draft.ts'
import type { Bilingual, Fault } from '../../../domain/fault.ts'

/** Discounts and charges, of lines and of the document, that say two things, or on a line what only the document can say. */
export function adjustmentFaults(draft: Draft): readonly Fault[] {
  const faults = [...ambiguous(draft.discounts, 'discounts'), ...ambiguous(draft.charges, 'charges')]
  for (const [i, { discounts, charges }] of draft.lines.entries()) {
    if (!discounts && !charges) continue
    faults.push(...ofLine(discounts, `lines[${i}].discounts`), ...ofLine(charges, `lines[${i}].charges`))
  }
  return faults
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
