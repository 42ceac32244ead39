import { blockOf, type Draft } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { neutralText } from '../../content/plain-text.ts'
import { singleLine } from '../content/single-line.ts'
import type { Sources } from '../content/sources.ts'
import { FINAL_CONSUMER, identificationText, identificationTypeOf, type IdentificationType } from '../identity.ts'

/** The other party as the document names it. */
export interface BuyerIdentity {
  readonly type: IdentificationType
  readonly number: string
  readonly name: string | undefined
}

/**
 * Who buys (in a liquidación, who sells). A number tells its own type by its looks: RUC, cédula, passport. A foreign
 * identification is a passport (06), or the tax id of another country (08) where the buyer's country is given. A note goes to the
 * buyer of its original. Nobody named in a factura is the final consumer, whatever else is known of him.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 6
 */
export function buyerIdentityOf({ draft, type, original }: Sources): BuyerIdentity | undefined {
  const { buyer } = draft
  const given = givenAt(blockOf(draft, 'ec'), `${type.info}.identificacion${type.party ?? ''}`)
  const number = typeof given === 'number' ? String(given) : given
  const named = identityOf(typeof number === 'string' ? { ...buyer, taxId: number } : buyer)
  if (named) return named
  const { identificacion, tipoIdentificacion, razonSocial } = original?.facts ?? {}
  if (type.isNote && identificacion !== undefined && isIdentificationType(tipoIdentificacion)) {
    return { type: tipoIdentificacion, number: identificacion, name: nameOf(buyer) ?? razonSocial }
  }
  return type.takesFinalConsumer ? FINAL_CONSUMER : undefined
}

function identityOf(buyer: Draft['buyer']): BuyerIdentity | undefined {
  const taxId = neutralText(buyer?.taxId)
  if (taxId !== undefined) {
    const type = identificationTypeOf(taxId)
    return type === FINAL_CONSUMER.type
      ? FINAL_CONSUMER
      : { type, number: identificationText(taxId), name: nameOf(buyer) }
  }
  const foreignId = neutralText(buyer?.foreignId)
  if (foreignId === undefined) return undefined
  return { type: neutralText(buyer?.country) === undefined ? '06' : '08', number: foreignId, name: nameOf(buyer) }
}

function nameOf(buyer: Draft['buyer']): string | undefined {
  return neutralText(singleLine(buyer?.name))
}

function isIdentificationType(text: string | undefined): text is IdentificationType {
  return text !== undefined && /^0[4-8]$/.test(text)
}
