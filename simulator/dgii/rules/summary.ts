import { spent, type Finding } from '../finding.ts'
import { differ, money, sumOf } from '../../money.ts'
import { headOf, SUMMARY_LIMIT, type Invoice } from './invoice.ts'

/**
 * The figures of a summary. It has no lines, so they are held against each other, to the peso.
 *
 * @source DGII, Formato RFCE v1.0 (jul-2020), "Totales"; code 3205
 */
export function* summaryFindings(invoice: Invoice): Generator<Finding> {
  const figure = (name: string) => money(headOf(invoice, `Totales.${name}`))
  const sum = (...names: readonly string[]) => sumOf(names.map(figure))
  const parts = sum('MontoGravadoTotal', 'MontoExento', 'TotalITBIS', 'MontoImpuestoAdicional')

  if (figure('MontoTotal').gte(SUMMARY_LIMIT) || differ(figure('MontoTotal'), parts, 1)) {
    yield spent('3205', 'MontoTotal no es válido.')
  }
  if (differ(figure('MontoGravadoTotal'), sum('MontoGravadoI1', 'MontoGravadoI2', 'MontoGravadoI3'), 1)) {
    yield spent('0', 'MontoGravadoTotal no es la suma de MontoGravadoI1, MontoGravadoI2 y MontoGravadoI3.')
  }
  if (differ(figure('TotalITBIS'), sum('TotalITBIS1', 'TotalITBIS2', 'TotalITBIS3'), 1)) {
    yield spent('0', 'TotalITBIS no es la suma de TotalITBIS1, TotalITBIS2 y TotalITBIS3.')
  }
}
