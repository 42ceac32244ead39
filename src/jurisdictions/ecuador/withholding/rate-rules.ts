import { textAt, type Tree } from '../../content/tree.ts'
import { figureOf } from '../../content/figures.ts'
import { FICHA, type Breach, type Rule } from '../content/rule.ts'
import { amounts, taxesOf } from './amounts.ts'
import { withholdingsIn } from './content.ts'
import type { WithholdingReceipt } from './rules.ts'
import { isCodeOfRenta, IVA, knownWithholding, RENTA, type KnownWithholding } from './withheld-taxes.ts'

/** What the codes and percentages of a retención must hold to. */
export const RATE_RULES: readonly Rule<WithholdingReceipt>[] = [
  {
    code: 'withholding-code',
    severity: 'error',
    source: `${FICHA}, table 20; catálogo del ATS`,
    check(receipt, breach) {
      eachOf(receipt, ({ tax, code, known, withholding, at }) => {
        if (known) return
        if (tax === RENTA) {
          if (isCodeOfRenta(code) && withholding.porcentajeRetener !== undefined) return
          breach(
            `${at}.codigoRetencion`,
            `${code} no es un código de retención que Emite conozca. ${TABLES.es} ${UNKNOWN.es}`,
            `${code} is no code of a withholding that Emite knows. ${TABLES.en} ${UNKNOWN.en}`,
          )
          return
        }
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
      eachOf(receipt, ({ tax, code, known, withholding, at }) => {
        if (known || tax !== RENTA || !isCodeOfRenta(code) || withholding.porcentajeRetener === undefined) return
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

const TABLES = {
  es: `Los de IVA son ${IVA_CODES} (tabla 20 de la ficha); los de ISD, 45 y dos cifras más (tabla 20); los de renta, tres cifras y hasta dos letras o cifras más, como 312 o 3440 (catálogo del ATS).`,
  en: `Those of IVA are ${IVA_CODES} (table 20 of the ficha); those of ISD, 45 and two more digits (table 20); those of renta, three digits and up to two more letters or digits, such as 312 or 3440 (catálogo del ATS).`,
}

const UNKNOWN = {
  es: 'De uno de renta que Emite no conozca indique también el porcentaje.',
  en: 'With one of renta that Emite does not know state the percentage as well.',
}

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
