import { SMALL_INVOICE_LIMIT } from './totals.ts'
import type { Checked } from './rules/rule.ts'
import { groupAt, textAt, type Tree } from '../content/tree.ts'

/** Through which of DGII's doors a document goes: a type 32 below 250,000 only as a summary, everything else itself. */
export type Channel = 'e-CF' | 'RFCE'

/**
 * @source DGII, Formato e-CF v1.0 (oct-2025) and Formato RFCE (2020): MontoTotal below 250,000.00
 */
export function channelOf({ type, total }: Pick<Checked, 'type' | 'total'>): Channel {
  return type === '32' && total.lt(SMALL_INVOICE_LIMIT) ? 'RFCE' : 'e-CF'
}

/** What notes and the authority's protocol will want to know of a document later, by official names. */
export function factsOf(checked: Checked): Readonly<Record<string, string>> {
  const { type, idDoc, buyer, totals, reference, content } = checked
  const currency = groupAt(groupAt(content, 'Encabezado'), 'OtraMoneda')
  return defined({
    channel: channelOf(checked),
    TipoeCF: type,
    TipoIngresos: textAt(idDoc, 'TipoIngresos'),
    TipoPago: textAt(idDoc, 'TipoPago'),
    MontoTotal: textAt(totals, 'MontoTotal'),
    TotalITBIS: textAt(totals, 'TotalITBIS'),
    RNCComprador: textAt(buyer, 'RNCComprador'),
    IdentificadorExtranjero: textAt(buyer, 'IdentificadorExtranjero'),
    RazonSocialComprador: textAt(buyer, 'RazonSocialComprador'),
    TipoMoneda: textAt(currency, 'TipoMoneda'),
    NCFModificado: textAt(reference, 'NCFModificado'),
    CodigoModificacion: textAt(reference, 'CodigoModificacion'),
  })
}

/** Every total in force by its official name: those of Totales and, where there is another currency, of OtraMoneda. */
export function totalsOf(content: Tree): Readonly<Record<string, string>> {
  const header = groupAt(content, 'Encabezado')
  const totals: Record<string, string> = {}
  for (const group of [groupAt(header, 'Totales'), groupAt(header, 'OtraMoneda')]) {
    for (const [name, value] of Object.entries(group ?? {})) {
      if (typeof value === 'string') totals[name] = value
    }
  }
  return totals
}

function defined(facts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const known: Record<string, string> = {}
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) known[name] = value
  return known
}
