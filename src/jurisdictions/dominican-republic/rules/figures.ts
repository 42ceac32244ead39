import { FORMAT, REPORT, type Checked, type Rule } from './rule.ts'

/** Rules of the figures the client stated against those computed here. */
export const FIGURE_RULES: readonly Rule[] = [
  {
    code: 'total-mismatch',
    severity: 'error',
    source: `${REPORT}, "Cuadratura": ±1 per line, ± the number of lines per document; beyond it DGII accepts only conditionally`,
    check(document, breach) {
      for (const { path, stated, computed } of disagreementsOf(document, true)) {
        breach(
          path,
          `Dice ${stated} y el cálculo da ${computed}: la diferencia pasa de lo que la DGII tolera.`,
          `It says ${stated} and the computation gives ${computed}: the difference is more than DGII tolerates.`,
        )
      }
    },
  },
  {
    code: 'total-within-tolerance',
    severity: 'warning',
    source: `${REPORT}, "Cuadratura"; ${FORMAT}, rounding half up on the third decimal`,
    check(document, breach) {
      for (const { path, stated, computed } of disagreementsOf(document, false)) {
        breach(
          path,
          `Dice ${stated} y el cálculo da ${computed}: se envía como está, dentro de lo que la DGII tolera.`,
          `It says ${stated} and the computation gives ${computed}: it is sent as it stands, within what DGII tolerates.`,
        )
      }
    },
  },
]

function disagreementsOf({ disagreements }: Checked, beyondTolerance: boolean) {
  return disagreements.filter((each) => each.beyondTolerance === beyondTolerance)
}
