import { textAt, type Tree } from '../../content/tree.ts'
import { figureOf } from '../../content/figures.ts'
import { FICHA, type Breach, type Rule } from '../content/rule.ts'
import { amounts, taxesOf } from './amounts.ts'
import { withholdingsIn } from './content.ts'
import type { WithholdingReceipt } from './rules.ts'
import { IVA, knownWithholding, RENTA, type KnownWithholding } from './withheld-taxes.ts'

/** What the codes and percentages of a retención must hold to. */
export const RATE_RULES: readonly Rule<WithholdingReceipt>[] = [
  {
    code: 'withholding-code',
    severity: 'error',
    source: `${FICHA}, table 20`,
    check(receipt, breach) {
      eachOf(receipt, ({ tax, code, known, at }) => {
        if (known || tax === RENTA) return
        breach(
          `${at}.codigoRetencion`,
          `No hay retención ${code} de ${tax === IVA ? 'IVA' : 'ISD'} en esta fecha. Las de IVA son ${IVA_CODES}.`,
          `There is no withholding ${code} of ${tax === IVA ? 'IVA' : 'ISD'} on this date. Those of IVA are ${IVA_CODES}.`,
        )
      })
    },
  },
  {
    code: 'withholding-code-unknown',
    severity: 'warning',
    source: 'SRI, catálogo del ATS',
    check(receipt, breach) {
      eachOf(receipt, ({ tax, code, known, at }) => {
        if (known || tax !== RENTA) return
        breach(
          `${at}.codigoRetencion`,
          `Emite no conoce la retención de renta ${code}: revise que exista.`,
          `Emite does not know the withholding of renta ${code}: see that it exists.`,
        )
      })
    },
  },
  {
    code: 'withholding-rate',
    severity: 'error',
    source: `${FICHA}, table 20`,
    check(receipt, breach) {
      eachOf(receipt, (withheld) => {
        if (withheld.tax !== RENTA) checkRate(withheld, breach)
      })
    },
  },
  {
    code: 'withholding-rate-differs',
    severity: 'warning',
    source: 'SRI, catálogo del ATS; NAC-DGERCGC24-00000008; NAC-DGERCGC26-00000009',
    check(receipt, breach) {
      eachOf(receipt, (withheld) => {
        if (withheld.tax === RENTA) checkRate(withheld, breach)
      })
    },
  },
  {
    code: 'withholding-base',
    severity: 'warning',
    source: `${FICHA}, annex 20, baseImponible`,
    check(receipt, breach) {
      eachOf(receipt, ({ tax, support, withholding, at }) => {
        const base = figureOf(textAt(withholding, 'baseImponible'))
        const iva = amounts(taxesOf(support, '2'), 'valorImpuesto')
        if (tax !== IVA || !base?.gt(iva)) return
        breach(
          `${at}.baseImponible`,
          `La base de una retención de IVA es el IVA del documento, ${iva.toFixed(2)} a lo sumo.`,
          `The base of a withholding of IVA is the IVA of the document, ${iva.toFixed(2)} at most.`,
        )
      })
    },
  },
]

const IVA_CODES = '9 (10 %), 10 (20 %), 1 (30 %), 11 (50 %), 2 (70 %), 3 (100 %), 7, 8 (0 %)'

interface Withheld {
  readonly tax: string
  readonly code: string
  readonly known: KnownWithholding | undefined
  readonly support: Tree
  readonly withholding: Tree
  readonly at: string
}

function eachOf({ supports, issued }: WithholdingReceipt, look: (withheld: Withheld) => void): void {
  for (const [i, support] of supports.entries()) {
    for (const [j, withholding] of withholdingsIn(support).entries()) {
      const tax = textAt(withholding, 'codigo')
      const code = textAt(withholding, 'codigoRetencion')
      if (tax === undefined || code === undefined) continue
      const at = `docsSustento.docSustento[${i}].retenciones.retencion[${j}]`
      look({ tax, code, known: knownWithholding(tax, code, issued), support, withholding, at })
    }
  }
}

function checkRate({ code, known, withholding, at }: Withheld, breach: Breach): void {
  const stated = figureOf(textAt(withholding, 'porcentajeRetener'))
  const rates = known?.rates ?? []
  if (!stated || rates.length === 0 || rates.some((rate) => stated.eq(rate))) return
  breach(
    `${at}.porcentajeRetener`,
    `La retención ${code} es del ${rates.join(' o ')} %, no del ${stated.toFixed()} %.`,
    `Withholding ${code} is ${rates.join(' or ')} %, not ${stated.toFixed()} %.`,
  )
}
