import type { AuthorityMessage } from '../../../domain/document.ts'
import type { XmlElement } from '../../../xml/tree.ts'
import { folded } from '../../wire/folded-text.ts'
import { childNamed, childrenNamed, childText } from './answer-fields.ts'

/** Ours, for a message that came without an identificador. */
export const NO_CODE = '0'

/**
 * The messages of an element that has `mensajes`, each of them a `mensaje` whose text is in a `mensaje` of its own. The text is
 * SRI's, with its additional information after a colon, for that is where the reason is.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 7 and 8: tipo is ERROR, ADVERTENCIA or INFORMATIVO
 */
export function messagesOf(holder: XmlElement): readonly AuthorityMessage[] {
  return childrenNamed(childNamed(holder, 'mensajes'), 'mensaje').flatMap((item) => {
    const code = childText(item, 'identificador') ?? NO_CODE
    const text = textOf(item)
    return text === '' && code === NO_CODE ? [] : [{ code, text, severity: severityOf(item) }]
  })
}

/** True when one of the messages has one of the codes, whichever zeros came with it. */
export function haveCode(messages: readonly AuthorityMessage[], ...codes: readonly string[]): boolean {
  return messages.some(({ code }) => codes.includes(withoutZeros(code)))
}

/** A code as the ficha prints it: 43, also when it came as 043. */
export function withoutZeros(code: string): string {
  return code.trim().replace(/^0+(?=\d)/, '')
}

function textOf(item: XmlElement): string {
  const own = childText(item, 'mensaje') ?? (item.children.length === 0 ? item.text.trim() : '')
  const more = childText(item, 'informacionAdicional') ?? ''
  return own === '' || more === '' || own === more ? own || more : `${own}: ${more}`
}

function severityOf(item: XmlElement): AuthorityMessage['severity'] {
  return /^(advertencia|informativo)$/.test(folded(childText(item, 'tipo') ?? '')) ? 'warning' : 'error'
}
