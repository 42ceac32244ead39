import { amountText, type Decimal } from '../../../domain/decimal.ts'
import type { Fault } from '../../../domain/fault.ts'
import { FICHA } from '../content/rule.ts'

/** Amounts of lines that are rounded each for itself, and what their whole comes to. */
export interface RoundedLines {
  readonly stated: Decimal
  readonly whole: Decimal
  readonly percent: string
  readonly base: Decimal
}

/** Says that the document carries the percentage of the whole, and not what rounded lines come to. */
export function sumsOfLines(path: string, { stated, whole, percent, base }: RoundedLines): Fault {
  const [said, right, of] = [amountText(stated), amountText(whole), amountText(base)]
  return {
    code: 'withholding-rounding',
    path,
    severity: 'warning',
    message: {
      es: `Redondeadas por línea, las retenciones de este código suman ${said}; el comprobante lleva ${right}, el ${percent} % de ${of}, que es lo que calcula el SRI.`,
      en: `Rounded line by line, the withholdings of this code come to ${said}; the document says ${right}, ${percent} % of ${of}, which is what SRI computes.`,
    },
    source: `${FICHA}, annex 20, valorRetenido; ch. 11, code 52`,
    figures: { stated: said, computed: right },
  }
}
