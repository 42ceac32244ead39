import type { Statements } from '../../../content/statements.ts'
import { figureOf } from '../../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import type { TypeFacts } from '../../type-facts.ts'
import { TOLERANCE } from './tolerance.ts'

/** The official path of a document's lines: a nota de débito has reasons instead. */
export function linePath({ code }: TypeFacts): string {
  return code === '05' ? 'motivos.motivo' : 'detalles.detalle'
}

/**
 * Turns the lines of a nota de débito into its reasons: what the line is called, and what it comes to. A reason that a block
 * states stands.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 3 "Nota de débito"
 */
export function settleReasons(content: Tree, items: readonly Tree[], statements: Statements): void {
  for (const [i, reason] of groupsAt(groupAt(content, 'motivos'), 'motivo').entries()) {
    const item = items[i] ?? {}
    const name = textAt(item, 'descripcion')
    if (name !== undefined) reason.razon ??= name
    const amount = figureOf(textAt(item, 'precioTotalSinImpuesto'))
    if (amount) statements.settle(reason, `motivos.motivo[${i}]`, 'valor', amount, TOLERANCE)
  }
  Reflect.deleteProperty(content, 'detalles')
}
