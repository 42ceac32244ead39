import { groupAt, groupFor, groupsAt, isTree, overlay, textAt, type Tree } from '../../content/tree.ts'
import { additionalInformation, contactDetails } from '../content/additional-information.ts'
import { implyTransport } from '../content/carrier.ts'
import { issueDateText, issuerContent } from '../content/issuer.ts'
import { officialBlock } from '../content/official-block.ts'
import type { Sources } from '../content/sources.ts'
import { recipientOf } from './recipient.ts'

/**
 * A guía in the official names. One addressee comes from `buyer`, `lines` and `reference`; a block with one `destinatario` is
 * laid over it, and a block with several replaces it.
 *
 * Implied: the transport starts on the issue date where the issuer is, ends on the day it starts, and the carrier's kind of
 * identification is what his number looks like.
 */
export function contentOf(sources: Sources): Tree {
  const { official, additional } = officialBlock(sources)
  const { destinatarios, ...rest } = official

  const content = issuerContent(sources)
  groupFor(content, INFO).fechaIniTransporte = issueDateText(sources)
  overlay(content, rest)
  content.destinatarios = recipientsOf(recipientOf(sources), destinatarios)
  const others = { ...contactDetails(sources.draft.buyer), Dirección: undefined }
  content.infoAdicional = additionalInformation({ others }, additional)
  imply(groupFor(content, INFO))
  return content
}

const INFO = 'infoGuiaRemision'

function recipientsOf(own: Tree | undefined, given: Tree[string]): Tree[string] {
  const list = isTree(given) ? given.destinatario : undefined
  const only = Array.isArray(list) && list.length === 1 ? list[0] : undefined
  if (own && isTree(only)) {
    overlay(own, only)
    return { destinatario: [own] }
  }
  return given ?? (own && { destinatario: [own] })
}

function imply(info: Tree): void {
  info.dirPartida ??= textAt(info, 'dirEstablecimiento')
  implyTransport(info)
}

/** The addressees of a guía, in their order. */
export function recipientsIn(content: Tree): readonly Tree[] {
  return groupsAt(groupAt(content, 'destinatarios'), 'destinatario')
}
