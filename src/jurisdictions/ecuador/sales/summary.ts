import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import type { Summary } from '../content/family.ts'
import type { Sources } from '../content/sources.ts'
import { dateFromOfficial } from '../dates.ts'
import { FINAL_CONSUMER } from '../identity.ts'
import { numbering } from '../numbering.ts'

/**
 * What the engine keeps of a sale. Totals go by their official names, and those of a tax by its codes as well, such as
 * `totalConImpuestos.2.4.valor`. The final consumer has no tax id.
 */
export function summaryOf(content: Tree, { type }: Sources): Summary {
  const info = groupAt(content, type.info)
  const party = type.party ?? ''
  const identification = textAt(info, `identificacion${party}`)
  const name = textAt(info, `razonSocial${party}`)
  const support = textAt(info, 'numDocModificado')
  return {
    issueDate: dateFromOfficial(textAt(info, 'fechaEmision')),
    currency: 'USD',
    total: textAt(info, type.totalField ?? '') ?? '',
    totals: { ...amountsOf(info), ...taxTotalsOf(info) },
    buyerTaxId: identification === FINAL_CONSUMER.number ? undefined : identification,
    buyerName: name,
    refersTo: type.isNote ? numbering.parse(support ?? '', textAt(info, 'codDocModificado') ?? '') : undefined,
    facts: defined({
      codDoc: type.code,
      tipoIdentificacion: textAt(info, `tipoIdentificacion${party}`),
      identificacion: identification,
      razonSocial: name,
      codDocModificado: textAt(info, 'codDocModificado'),
      numDocModificado: support,
    }),
  }
}

const AMOUNTS = [
  'totalSinImpuestos',
  'totalSubsidio',
  'totalDescuento',
  'totalComprobantesReembolso',
  'totalBaseImponibleReembolso',
  'totalImpuestoReembolso',
  'propina',
  'fleteInternacional',
  'seguroInternacional',
  'gastosAduaneros',
  'gastosTransporteOtros',
  'importeTotal',
  'valorModificacion',
  'valorTotal',
]

function amountsOf(info: Tree | undefined): Readonly<Record<string, string>> {
  return defined(Object.fromEntries(AMOUNTS.map((name) => [name, textAt(info, name)])))
}

function taxTotalsOf(info: Tree | undefined): Readonly<Record<string, string>> {
  const sums = groupsAt(groupAt(info, 'totalConImpuestos'), 'totalImpuesto')
  const ofDebit = groupsAt(groupAt(info, 'impuestos'), 'impuesto')
  const totals = [...sums, ...ofDebit].flatMap((tax) => {
    const key = `totalConImpuestos.${textAt(tax, 'codigo') ?? ''}.${textAt(tax, 'codigoPorcentaje') ?? ''}`
    return TAX_AMOUNTS.map((name) => [`${key}.${name}`, textAt(tax, name)] as const)
  })
  return defined(Object.fromEntries(totals))
}

const TAX_AMOUNTS = ['baseImponible', 'valor', 'valorDevolucionIva'] as const

function defined(texts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const known: Record<string, string> = {}
  for (const [name, text] of Object.entries(texts)) if (text !== undefined) known[name] = text
  return known
}
