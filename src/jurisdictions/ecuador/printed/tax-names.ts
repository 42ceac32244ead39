import { figureOf } from '../../content/figures.ts'
import { IVA_RATES } from '../catalogs/iva-rates.ts'
import { TAXES } from '../catalogs/taxes.ts'
import type { Group } from './group.ts'
import { nameOfCode } from './words.ts'

/** A tax at a rate, as annex 2 names it: `IVA 15%`, `IVA EXENTO`, `ICE Bebidas alcohólicas`. */
export function taxName(tax: Group): string {
  const kind = taxOf(tax)
  if (kind === IVA) {
    const name = ivaRateName(tax)
    return name.includes('DE IVA') ? name : `IVA ${name}`
  }
  const rate = tax.peek('codigoPorcentaje')
  const name = nameOfCode(tax, 'codigoPorcentaje') ?? (rate === undefined ? '' : `código ${rate}`)
  const short = taxShortName(tax)
  return name.startsWith(short) ? name : `${short} ${name}`.trim()
}

/** A tax without its rate, such as `ICE`; its code when it has no name. */
export function taxShortName(tax: Group): string {
  const code = taxOf(tax)
  return TAXES.entries.find((entry) => entry.code === code)?.name ?? `Impuesto ${code}`
}

/** How IVA is charged: `15%`, `0%`, `NO OBJETO DE IVA`, `EXENTO DE IVA`, `TARIFA ESPECIAL`. A tarifa that is not that of the code is told. */
export function ivaRateName(tax: Group): string {
  const code = tax.peek('codigoPorcentaje') ?? ''
  const rate = IVA_RATES.entries.find((entry) => entry.code === code)
  const name = (rate && (SPECIAL[code] ?? rate.name)) ?? `código ${code}`
  return isUsualRate(tax) ? name : `${name} (tarifa ${tax.peek('tarifa')})`
}

/** Whether the tarifa written is what the code stands for, or none is written. */
export function isUsualRate(tax: Group): boolean {
  const written = figureOf(tax.peek('tarifa'))
  const usual = IVA_RATES.entries.find((entry) => entry.code === tax.peek('codigoPorcentaje'))?.rate
  return tax.peek('tarifa') === undefined || (usual !== undefined && written?.eq(usual) === true)
}

/** The code of the tax, under any of its names. */
export function taxOf(tax: Group): string {
  return tax.peek('codigo') ?? tax.peek('codImpuestoDocSustento') ?? ''
}

export const IVA = '2'
export const ICE = '3'
export const IRBPNR = '5'

const SPECIAL: Readonly<Record<string, string>> = {
  6: 'NO OBJETO DE IVA',
  7: 'EXENTO DE IVA',
  8: 'TARIFA ESPECIAL',
}
