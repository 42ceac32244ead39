import type { Catalog } from '../../jurisdiction.ts'
import { CATALOGS } from '../catalogs/catalogs.ts'
import { ICE_RATES } from '../catalogs/ice-rates.ts'
import { INCOME_WITHHOLDINGS } from '../catalogs/income-withholdings.ts'
import { IRBPNR_RATES } from '../catalogs/irbpnr-rates.ts'
import { ISD_WITHHOLDINGS } from '../catalogs/isd-withholdings.ts'
import { IVA_WITHHOLDINGS } from '../catalogs/iva-withholdings.ts'
import type { Group } from './group.ts'

/** The value of a child as people read it: a code in words, anything else as it stands. It counts as shown. */
export function wordsOf(group: Group, name: string): string | undefined {
  return inWords(group, name, group.take(name))
}

/** A text that stands in a child of that name, in words. */
export function inWords(group: Group, name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const type = group.format?.children?.find((each) => each.name === name)?.type
  if (type?.name === 'siNo') return text === 'SI' ? 'SÍ' : text
  return nameOf(catalogOf(group, name, type?.catalog), text) ?? text
}

/** The name of the code of a child, which is printed beside it; undefined when no catalog has it. */
export function nameOfCode(group: Group, name: string): string | undefined {
  const type = group.format?.children?.find((each) => each.name === name)?.type
  return nameOf(catalogOf(group, name, type?.catalog), group.peek(name) ?? '')
}

/** The catalog that gives a child's code its name; which one may hang on the tax that stands beside it. */
function catalogOf(group: Group, name: string, declared: string | undefined): Catalog | undefined {
  const tax = group.peek('codigo') ?? group.peek('codImpuestoDocSustento') ?? ''
  switch (name) {
    case 'codigoRetencion':
      return WITHHOLDINGS.get(tax)
    case 'paisEfecPago':
      // The lists of tax havens have codes of their own.
      return ['02', '03'].includes(group.peek('tipoRegi') ?? '') ? undefined : BY_NAME.get('countries')
    case 'codigoPorcentaje':
      return declared === undefined ? RATES.get(tax) : BY_NAME.get(declared)
    default:
      return BY_NAME.get(declared ?? '')
  }
}

function nameOf(catalog: Catalog | undefined, code: string): string | undefined {
  return catalog?.entries.find((entry) => entry.code === code)?.name
}

const BY_NAME: ReadonlyMap<string, Catalog> = new Map(CATALOGS.map((catalog) => [catalog.name, catalog]))

/** By codigo of the tax that is withheld. */
const WITHHOLDINGS: ReadonlyMap<string, Catalog> = new Map([
  ['1', INCOME_WITHHOLDINGS],
  ['2', IVA_WITHHOLDINGS],
  ['6', ISD_WITHHOLDINGS],
])

/** By codigo of the tax. IVA is named in `tax-names.ts`, as annex 2 names it. */
const RATES: ReadonlyMap<string, Catalog> = new Map([
  ['3', ICE_RATES],
  ['5', IRBPNR_RATES],
])
