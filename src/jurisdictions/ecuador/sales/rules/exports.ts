import { textAt } from '../../../content/tree.ts'
import { FICHA } from '../../content/rule.ts'
import type { Checked, SaleRule } from './rule.ts'

/** What the invoice of an exporter says besides. */
const NEEDED = [
  'incoTermFactura',
  'lugarIncoTerm',
  'paisOrigen',
  'puertoEmbarque',
  'puertoDestino',
  'incoTermTotalSinImpuestos',
] as const

/** What only the invoice of an exporter says. */
const OWN = [...NEEDED, 'paisDestino', 'paisAdquisicion', 'fleteInternacional', 'seguroInternacional'] as const

const ANNEX = `${FICHA}, annexes 3 to 9, factura of an exporter`

export const EXPORT_RULES: readonly SaleRule[] = [
  {
    code: 'export-incomplete',
    severity: 'error',
    source: ANNEX,
    types: ['01'],
    check(document, breach) {
      if (!isExport(document)) return
      for (const name of NEEDED) {
        if (document.info[name] !== undefined) continue
        breach(
          `infoFactura.${name}`,
          `La factura de un exportador lleva ${name}.`,
          `The invoice of an exporter has ${name}.`,
        )
      }
    },
  },
  {
    code: 'export-unmarked',
    severity: 'error',
    source: ANNEX,
    types: ['01'],
    check(document, breach) {
      if (document.info.comercioExterior !== undefined) return
      const first = OWN.find((name) => document.info[name] !== undefined)
      if (first === undefined) return
      breach(
        'infoFactura.comercioExterior',
        `${first} es de exportadores: diga comercioExterior EXPORTADOR, o quítelo.`,
        `${first} is for exporters: say comercioExterior EXPORTADOR, or leave it out.`,
      )
    },
  },
  {
    code: 'export-unit-missing',
    severity: 'warning',
    source: ANNEX,
    types: ['01'],
    check(document, breach) {
      if (!isExport(document)) return
      for (const [i, item] of document.items.entries()) {
        if (item.unidadMedida !== undefined) continue
        breach(
          `${document.itemAt(i)}.unidadMedida`,
          'Las líneas de una exportación llevan unidad de medida.',
          'The lines of an export have a unit of measure.',
        )
      }
    },
  },
]

function isExport({ info }: Checked): boolean {
  return textAt(info, 'comercioExterior') !== undefined
}
