import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { CONSTRUCTION_MATERIALS } from '../../catalogs/construction-materials.ts'
import { iceOf } from '../../catalogs/ice-rates.ts'
import { IRBPNR_CODE, IRBPNR_RATE } from '../../catalogs/irbpnr-rates.ts'
import { ivaRateOf } from '../../catalogs/iva-rates.ts'
import { PLASTIC_BAGS } from '../../catalogs/plastic-bags.ts'
import { figureOf } from '../../../content/figures.ts'
import { FICHA } from '../../content/rule.ts'
import { ICE, IRBPNR, IVA } from '../line-taxes.ts'
import { taxDateOf } from '../tax-date.ts'
import { keyOfEntry } from '../totals/sums.ts'
import { auxiliaryOf } from './lines.ts'
import type { Checked, SaleRule } from './rule.ts'

/** The code of IVA at 5 percent, for construction materials only. */
const FIVE_PERCENT = '5'
/** The ICE of plastic bags. */
const PLASTIC_BAG_ICE = '3680'

export const TAX_RULES: readonly SaleRule[] = [
  {
    code: 'line-taxes-missing',
    severity: 'error',
    source: `${FICHA}, annex 3, impuestos`,
    types: ['01', '03', '04'],
    check({ items, itemAt }, breach) {
      for (const [i, item] of items.entries()) {
        if (item.impuestos !== undefined) continue
        breach(
          `${itemAt(i)}.impuestos`,
          'Diga los impuestos de la línea: IVA con su tarifa (0 incluida), exempt u outside.',
          'Say the taxes of the line: IVA with its rate (0 included), exempt or outside.',
        )
      }
    },
  },
  {
    code: 'line-iva',
    severity: 'error',
    source: `${FICHA}, annex 3, impuestos; ch. 11, code 52`,
    types: ['01', '03', '04'],
    check({ items, itemAt }, breach) {
      for (const [i, item] of items.entries()) {
        const taxes = taxesOf(item)
        if (taxes.length === 0 || taxes.filter(isIva).length === 1) continue
        breach(
          `${itemAt(i)}.impuestos`,
          'Cada línea lleva el IVA una vez, aunque sea 0 %, exento o no objeto.',
          'Each line bears IVA once, be it 0 %, exempt or not subject.',
        )
      }
    },
  },
  {
    code: 'iva-not-in-force',
    severity: 'error',
    source: `${FICHA}, table 17; notes bear the rate of the day of what they modify`,
    check(document, breach) {
      const date = taxDateOf(document.sources)
      for (const { tax, path } of allTaxes(document)) {
        const code = textAt(tax, 'codigoPorcentaje')
        if (!isIva(tax) || code === undefined || ivaRateOf(code, date)) continue
        breach(
          `${path}.codigoPorcentaje`,
          `El código de IVA ${code} no estaba vigente el ${date}.`,
          `IVA code ${code} was not in force on ${date}.`,
        )
      }
    },
  },
  {
    code: 'iva-rate-of-code',
    severity: 'error',
    source: `${FICHA}, table 17; ch. 11, code 52`,
    check(document, breach) {
      const date = taxDateOf(document.sources)
      for (const { tax, path } of allTaxes(document)) {
        const rate = isIva(tax) ? ivaRateOf(textAt(tax, 'codigoPorcentaje') ?? '', date)?.rate : undefined
        const stated = figureOf(textAt(tax, 'tarifa'))
        if (rate === undefined || !stated || stated.eq(rate)) continue
        breach(`${path}.tarifa`, `La tarifa de este código de IVA es ${rate}.`, `The rate of this IVA code is ${rate}.`)
      }
    },
  },
  {
    code: 'irbpnr-rate',
    severity: 'error',
    source: `${FICHA}, annex 1, code 5001; ch. 11, code 52`,
    check(document, breach) {
      for (const { tax, path } of allTaxes(document)) {
        const stated = figureOf(textAt(tax, 'tarifa'))
        if (textAt(tax, 'codigo') !== IRBPNR || !stated || stated.eq(IRBPNR_RATE)) continue
        breach(
          `${path}.tarifa`,
          `El IRBPNR es de ${IRBPNR_RATE} dólares por botella.`,
          `IRBPNR is ${IRBPNR_RATE} dollars a bottle.`,
        )
      }
    },
  },
  {
    code: 'irbpnr-unknown',
    severity: 'error',
    source: `${FICHA}, annex 1, code 5001`,
    check(document, breach) {
      for (const { tax, path } of allTaxes(document)) {
        const code = textAt(tax, 'codigoPorcentaje')
        if (textAt(tax, 'codigo') !== IRBPNR || code === undefined || code === IRBPNR_CODE) continue
        breach(
          `${path}.codigoPorcentaje`,
          `El IRBPNR tiene un solo código, ${IRBPNR_CODE}.`,
          `IRBPNR has but one code, ${IRBPNR_CODE}.`,
        )
      }
    },
  },
  {
    code: 'ice-unknown',
    severity: 'warning',
    source: `${FICHA}, table 18`,
    check(document, breach) {
      for (const { tax, path } of allTaxes(document)) {
        const code = textAt(tax, 'codigoPorcentaje')
        if (textAt(tax, 'codigo') !== ICE || code === undefined || iceOf(code)) continue
        breach(
          `${path}.codigoPorcentaje`,
          `El catálogo no tiene el ICE ${code}: revise el código y dé su tarifa.`,
          `The catalog has no ICE ${code}: look at the code again and give its rate.`,
        )
      }
    },
  },
  {
    code: 'ice-not-computable',
    severity: 'error',
    source: `${FICHA}, table 18; NAC-DGERCGC25-00000040`,
    check({ items, itemAt }, breach) {
      for (const [i, item] of items.entries()) {
        for (const [j, tax] of taxesOf(item).entries()) {
          if (textAt(tax, 'codigo') !== ICE || tax.valor !== undefined) continue
          breach(
            `${itemAt(i)}.impuestos.impuesto[${j}]`,
            'Este ICE depende de lo que la línea no dice (grados, azúcar, tarifa del año): dé tarifa, baseImponible y valor en ec.impuestos.',
            'This ICE depends on what the line does not say (alcohol, sugar, the rate of the year): give tarifa, baseImponible and valor in ec.impuestos.',
          )
        }
      }
    },
  },
  {
    code: 'construction-material-code',
    severity: 'error',
    source: `${FICHA}, annex 23, table 31`,
    check({ items, itemAt, type }, breach) {
      for (const [i, item] of items.entries()) {
        const bearsFive = taxesOf(item).some((tax) => isIva(tax) && textAt(tax, 'codigoPorcentaje') === FIVE_PERCENT)
        if (!bearsFive || type === '05' || MATERIAL_CODES.has(auxiliaryOf(item) ?? '')) continue
        breach(
          `${itemAt(i)}.${type === '04' ? 'codigoAdicional' : 'codigoAuxiliar'}`,
          'El IVA de 5 % es de materiales de construcción: el código auxiliar es el del catálogo construction-materials, como F010401.',
          'IVA of 5 % is for construction materials: the auxiliary code is that of the catalog construction-materials, such as F010401.',
        )
      }
    },
  },
  {
    code: 'plastic-bag-code',
    severity: 'warning',
    source: `${FICHA}, annex 16`,
    types: ['01'],
    check({ items, itemAt }, breach) {
      for (const [i, item] of items.entries()) {
        const isBag = taxesOf(item).some((tax) => textAt(tax, 'codigoPorcentaje') === PLASTIC_BAG_ICE)
        if (!isBag || BAG_CODES.has(textAt(item, 'codigoPrincipal') ?? '')) continue
        breach(
          `${itemAt(i)}.codigoPrincipal`,
          'Las fundas plásticas van con código principal ICE-FPN-01, ICE-FPR-02 o ICE-FPE-03.',
          'Plastic bags have the main code ICE-FPN-01, ICE-FPR-02 or ICE-FPE-03.',
        )
      }
    },
  },
  {
    code: 'sum-of-no-line',
    severity: 'error',
    source: `${FICHA}, annex 3, totalConImpuestos; ch. 11, code 52`,
    types: ['01', '03', '04'],
    check(document, breach) {
      const ofLines = new Set(document.items.flatMap((item) => taxesOf(item).map(keyOfEntry)))
      for (const [i, entry] of sumsOf(document).entries()) {
        if (ofLines.has(keyOfEntry(entry))) continue
        breach(
          `${document.infoName}.totalConImpuestos.totalImpuesto[${i}]`,
          'Ninguna línea lleva este impuesto con este código.',
          'No line bears this tax under this code.',
        )
      }
    },
  },
]

interface TaxPlace {
  readonly tax: Tree
  readonly path: string
}

/** Every tax of a line and, in a nota de débito, of the whole. */
function allTaxes({ items, itemAt, info, infoName }: Checked): readonly TaxPlace[] {
  const ofLines = items.flatMap((item, i) =>
    taxesOf(item).map((tax, j) => ({ tax, path: `${itemAt(i)}.impuestos.impuesto[${j}]` })),
  )
  const ofNote = taxesOf(info).map((tax, j) => ({ tax, path: `${infoName}.impuestos.impuesto[${j}]` }))
  return [...ofLines, ...ofNote]
}

function sumsOf({ info }: Checked): readonly Tree[] {
  return groupsAt(groupAt(info, 'totalConImpuestos'), 'totalImpuesto')
}

function taxesOf(group: Tree): readonly Tree[] {
  return groupsAt(groupAt(group, 'impuestos'), 'impuesto')
}

function isIva(tax: Tree): boolean {
  return textAt(tax, 'codigo') === IVA
}

const MATERIAL_CODES: ReadonlySet<string> = new Set(CONSTRUCTION_MATERIALS.entries.map(({ code }) => code))
const BAG_CODES: ReadonlySet<string> = new Set(PLASTIC_BAGS.entries.map(({ code }) => code))
