import type { PrintedTable } from '../../../domain/printed-page.ts'
import { called, type ComposedField, identification } from './facts.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { centred, tableOf, text } from './table.ts'
import { wordsOf } from './words.ts'

/** The documents that are billed on, with their taxes and authorisations beneath each. */
export function reimbursements(title: string, groups: readonly Group[]): readonly PrintedTable[] {
  return tableOf(title, groups, COLUMNS)
}

const NUMBER: ComposedField = {
  label: labelOf('numDocSustento'),
  of(group) {
    const parts = ['estabDocReembolso', 'ptoEmiDocReembolso', 'secuencialDocReembolso']
    const number = parts.flatMap((part) => group.take(part) ?? []).join('-')
    return number === '' ? undefined : number
  },
}

const COLUMNS = [
  text('codDocReembolso', 2),
  text(NUMBER, 2),
  centred('fechaEmisionDocReembolso', 1.3),
  text(
    identification(
      labelOf('identificacionProveedorReembolso'),
      'tipoIdentificacionProveedorReembolso',
      'identificacionProveedorReembolso',
    ),
    2.4,
  ),
  text({ label: labelOf('tipoProveedorReembolso'), of: (group) => wordsOf(group, 'tipoProveedorReembolso') }, 1.6),
  text(called(labelOf('codPaisPagoProveedorReembolso'), 'codPaisPagoProveedorReembolso'), 1.3),
]
