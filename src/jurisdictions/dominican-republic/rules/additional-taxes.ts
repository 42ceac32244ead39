import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { statedRateOf } from '../content/line-rates.ts'
import { NOT_BILLED } from '../itbis.ts'
import { taxCodesOf } from '../totals/lines.ts'
import { additionalTaxOf, rateInForce } from '../totals/tax-rates.ts'
import { FORMAT, itemAt, TOTALS, type Checked, type Rule } from './rule.ts'

/** Rules of the additional taxes of lines, whatever their kind. */
export const ADDITIONAL_TAX_RULES: readonly Rule[] = [
  {
    code: 'isc-rate-of-other-quarter',
    severity: 'warning',
    source: `${FORMAT}, TasaImpuestoAdicional: for 006 to 022 the rate in force on FechaEmision`,
    check(document, breach) {
      const { sources, issueDate } = document
      for (const { code, rate } of entriesOf(document)) {
        const isKnown = !document.filledRates.has(code) || statedRateOf(sources.draft.lines, code) !== undefined
        if (!issueDate || isKnown) continue
        const quarter = rateInForce(code, issueDate, sources.settings)?.otherQuarter
        if (quarter === undefined) continue
        breach(
          bearerOf(document.items, code),
          `La tasa ${rate} del impuesto ${code} es la del trimestre de ${quarter}, y cambia cada trimestre: diga la vigente en rate de la línea, o una vez por trimestre en taxRates de la configuración del emisor.`,
          `The rate ${rate} of tax ${code} is that of the quarter of ${quarter}, and it changes every quarter: say the one in force in rate of the line, or once a quarter in taxRates of the issuer's settings.`,
        )
      }
    },
  },
  {
    code: 'additional-tax-rate',
    severity: 'warning',
    source: `${FORMAT}, Tabla I: rates of 001 to 005 and 023 to 039`,
    check(document, breach) {
      const { sources, issueDate } = document
      for (const [i, { code, rate }] of entriesOf(document).entries()) {
        const tax = additionalTaxOf(code)
        const [own, usual] = [rate, issueDate && rateInForce(code, issueDate, sources.settings)?.rate].map(figureOf)
        if (!own || !usual || tax?.quarter !== undefined || own.eq(usual)) continue
        breach(
          document.filledRates.has(code)
            ? bearerOf(document.items, code)
            : `${TOTALS}.ImpuestosAdicionales.ImpuestoAdicional[${i}].TasaImpuestoAdicional`,
          `La tasa del impuesto ${code} es ${usual.toFixed()} y el documento dice ${own.toFixed()}: revísela.`,
          `The rate of tax ${code} is ${usual.toFixed()} and the document says ${own.toFixed()}: look at it again.`,
        )
      }
    },
  },
  {
    code: 'additional-tax-outside',
    severity: 'warning',
    source: `${FORMAT}, MontoTotal: lines that are not billed are not part of it`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        const [code] = taxCodesOf(item)
        if (code === undefined || textAt(item, 'IndicadorFacturacion') !== NOT_BILLED) continue
        breach(
          taxAt(i, 0),
          `La línea no se factura y su impuesto ${code} sí suma al total: quítelo de la línea o facture la línea.`,
          `The line is not billed and its tax ${code} is part of the total all the same: remove it from the line, or bill the line.`,
        )
      }
    },
  },
]

interface Entry {
  readonly code: string
  readonly rate: string | undefined
}

function entriesOf({ totals }: Checked): readonly Entry[] {
  return groupsAt(groupAt(totals, 'ImpuestosAdicionales'), 'ImpuestoAdicional').map((entry) => ({
    code: textAt(entry, 'TipoImpuesto') ?? '',
    rate: textAt(entry, 'TasaImpuestoAdicional'),
  }))
}

/** Where the first line says that it bears the tax; the totals where none does. */
function bearerOf(items: readonly Tree[], code: string): string {
  for (const [i, item] of items.entries()) {
    const k = taxCodesOf(item).indexOf(code)
    if (k >= 0) return taxAt(i, k)
  }
  return `${TOTALS}.ImpuestosAdicionales`
}

function taxAt(line: number, tax: number): string {
  return `${itemAt(line)}.TablaImpuestoAdicional.ImpuestoAdicional[${tax}].TipoImpuesto`
}
