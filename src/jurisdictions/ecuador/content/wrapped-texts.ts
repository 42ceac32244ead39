import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { singleLine } from './single-line.ts'

/**
 * Puts on one line what the client says besides the official fields, of the document and of its lines: the schemas take line ends
 * there, but SRI's services have refused wrapped texts, or never answered.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1
 */
export function unwrapTexts(content: Tree): void {
  for (const field of groupsAt(groupAt(content, 'infoAdicional'), 'campoAdicional')) unwrap(field, '@nombre', '#text')
  for (const line of groupsAt(groupAt(content, 'detalles'), 'detalle')) {
    for (const detail of groupsAt(groupAt(line, 'detallesAdicionales'), 'detAdicional')) {
      unwrap(detail, '@nombre', '@valor')
    }
  }
}

function unwrap(group: Tree, ...names: readonly string[]): void {
  for (const name of names) {
    const text = textAt(group, name)
    if (text !== undefined) group[name] = singleLine(text)
  }
}
