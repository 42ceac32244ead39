import type { PrintedPanel } from '../../../domain/printed-page.ts'
import type { Body } from './body.ts'
import { called, factsOf, type Field, identification, panel, restOf, together } from './facts.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { saleLines } from './lines.ts'
import { reimbursements } from './reimbursements.ts'
import { figure, tableOf, text } from './table.ts'
import { saleTotals } from './totals.ts'
import { substitutedDestinations, substitutedWaybill } from './transport.ts'

/** Factura, liquidación, nota de crédito and nota de débito: somebody else, lines or reasons, and sums. */
export function saleBody(root: Group, info: Group): Body {
  return {
    head: [
      ...panel(undefined, 'full', factsOf(info, [...party('Comprador'), ...party('Proveedor'), ...SALE])),
      ...panel(undefined, 'full', factsOf(info, MODIFIED)),
      ...panel('Comercio exterior', 'full', factsOf(info, EXPORT)),
      ...substitutedWaybill(root),
    ],
    tables: [
      ...saleLines(root),
      ...tableOf(undefined, root.each('motivos', 'motivo'), REASONS),
      ...substitutedDestinations(root),
      ...reimbursements('Comprobantes de reembolso', root.each('reembolsos', 'reembolsoDetalle')),
    ],
    totals: saleTotals(root, info),
    foot: [
      ...panel('Forma de pago', 'half', restOfEach(info.each('pagos'))),
      ...panel('Reembolso de gastos', 'half', factsOf(info, REIMBURSEMENT)),
      ...panel('Retenciones', 'half', [
        ...restOfEach(root.each('retenciones')),
        ...factsOf(info, ['valorRetIva', 'valorRetRenta']),
      ]),
      ...taxDetails(info),
    ],
  }
}

/** Who buys or sells; the elements are named after it. */
function party(role: 'Comprador' | 'Proveedor'): readonly Field[] {
  return [
    `razonSocial${role}`,
    identification(labelOf(`identificacion${role}`), `tipoIdentificacion${role}`, `identificacion${role}`),
    `direccion${role}`,
  ]
}

const SALE: readonly Field[] = ['fechaEmision', 'placa', 'guiaRemision', 'moneda']

const MODIFIED: readonly Field[] = [
  together(labelOf('codDocModificado'), 'codDocModificado', 'numDocModificado'),
  called('Fecha Emisión (Comprobante a modificar)', 'fechaEmisionDocSustento'),
  'motivo',
]

const EXPORT: readonly Field[] = [
  'comercioExterior',
  together(labelOf('incoTermFactura'), 'incoTermFactura', 'lugarIncoTerm'),
  'paisOrigen',
  'puertoEmbarque',
  'puertoDestino',
  'paisDestino',
  'paisAdquisicion',
  'incoTermTotalSinImpuestos',
]

const REIMBURSEMENT: readonly Field[] = [
  called('Documento de reembolso', 'codDocReembolso'),
  'totalComprobantesReembolso',
  'totalBaseImponibleReembolso',
  'totalImpuestoReembolso',
]

const REASONS = [
  text(called('RAZÓN DE LA MODIFICACIÓN', 'razon'), 5),
  figure(called('VALOR DE LA MODIFICACIÓN', 'valor'), 2),
]

/** What the sums do not say of the taxes, such as the base of ICE. */
function taxDetails(info: Group): readonly PrintedPanel[] {
  return panel(
    'Detalle de impuestos',
    'half',
    restOfEach([...info.each('totalConImpuestos'), ...info.each('impuestos')]),
  )
}

function restOfEach(groups: readonly Group[]) {
  return groups.flatMap((group) => restOf(group))
}
