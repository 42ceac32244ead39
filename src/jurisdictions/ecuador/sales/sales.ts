import type { Family } from '../content/family.ts'
import { contentOf } from './content.ts'
import { NEUTRAL_NAMES } from './neutral-names.ts'
import { disagreementFaults } from './rules/figures.ts'
import { faultsOf } from './rules/rules.ts'
import { summaryOf } from './summary.ts'
import { computeTotals } from './totals/totals.ts'

/** Factura, liquidación de compra, nota de crédito and nota de débito: lines with prices and taxes. */
export const SALES: Family = {
  contentOf,
  compute: (content, sources) => disagreementFaults(computeTotals(content, sources)),
  check: faultsOf,
  summaryOf,
  neutralNames: NEUTRAL_NAMES,
  isComputed: (official) => COMPUTED.test(official),
}

const COMPUTED =
  /(?:^|\.)(?:totalSinImpuestos|totalDescuento|totalSubsidio|total\w+Reembolso|importeTotal|valorModificacion|valorTotal|descuento|precioTotalSinImpuesto|tarifa|baseImponible|valor|impuestoReembolso)$|^info\w+\.(?:totalConImpuestos|impuestos|pagos)(?:\.|\[|$)|^(?:detalles|motivos)\.\w+\[\d+\]\.impuestos$/
