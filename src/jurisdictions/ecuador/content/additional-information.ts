import type { Draft } from '../../../domain/draft.ts'
import { neutralText } from '../../content/plain-text.ts'
import { isTree, textAt, type Tree, type TreeValue } from '../../content/tree.ts'
import { singleLine } from './single-line.ts'

/**
 * `infoAdicional` from both sides: what the draft says beyond the official fields (`own`), and what its block gives. By the
 * official names the block's list stands instead of all others; as names and texts its entries join the others, and win over one
 * of the same name.
 */
export function additionalInformation(
  own: Readonly<Record<string, string | undefined>>,
  given: TreeValue | undefined,
): Tree | string | undefined {
  if (given !== undefined && !isNamesAndTexts(given)) return Array.isArray(given) ? { campoAdicional: given } : given
  const texts = new Map<string, string>()
  for (const [name, text] of Object.entries({ ...own, ...given })) {
    const said = neutralText(typeof text === 'string' ? singleLine(text) : undefined)
    if (said !== undefined) texts.set(name, said)
  }
  if (texts.size === 0) return undefined
  return { campoAdicional: Array.from(texts, ([name, text]) => ({ '@nombre': name, '#text': text })) }
}

/**
 * How to reach the other party: SRI has no field for it, and the issuer must send the document by e-mail.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 4.7
 */
export function contactDetails(buyer: Draft['buyer']): Readonly<Record<string, string | undefined>> {
  return { Email: buyer?.email, Teléfono: buyer?.phone, Dirección: buyer?.address }
}

function isNamesAndTexts(given: TreeValue): given is Tree {
  return isTree(given) && given.campoAdicional === undefined && Object.keys(given).every((name) => textAt(given, name))
}
