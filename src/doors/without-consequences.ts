import type { Fault } from '../domain/fault.ts'
import { holdersOf } from './field-path.ts'

/** Fields of a factura that something is known to be wrong with, in the contract's names. */
export interface KnownWrong {
  /** They could not be read: stand-ins are in their place. */
  readonly unread: readonly string[]
  /** The contract's own rules refuse them. */
  readonly refused: readonly string[]
}

/**
 * The faults of a factura without those that say nothing of what the client sent, because what they were found by is wrong: the client
 * would be led to fields that need no change.
 *
 * @param nameOf where a fault is, in the contract's names, in which lines are `items` and payments `payments`
 */
export function withoutConsequences(
  faults: readonly Fault[],
  { unread, refused }: KnownWrong,
  nameOf: (fault: Fault) => string,
): readonly Fault[] {
  const known = new Set([...unread, ...refused])
  const followsFromStandIn = consequencesOf(unread)
  const told = faults
    .filter(({ severity }) => severity === 'error')
    .map((fault) => ({ fault, field: nameOf(fault) }))
    .filter(({ field }) => !known.has(field) && !followsFromStandIn(field))
  const isFigure = ({ fault, field }: (typeof told)[number]) => COMPARED.has(fault.code) || COMPUTED.test(field)
  const unreadParts = unsoundParts(unread)
  const causes = told.filter((each) => {
    return !isFigure(each) && (each.fault.code !== 'line-negative' || !unreadParts.has(partOf(each.field)))
  })
  const unsound = unsoundParts([...known, ...causes.map(({ field }) => field)])
  const figures = told.filter((each) => {
    return isFigure(each) && (each.field.startsWith('items[') ? !unsound.has(partOf(each.field)) : unsound.size === 0)
  })
  return [...causes, ...figures].map(({ fault }) => fault)
}

/** Faults found by comparing with what was computed. */
const COMPARED: ReadonlySet<string> = new Set(['total-mismatch', 'payments-sum', 'buyer-needed'])
/** What is computed of a line, or of all of them. */
const COMPUTED = /\.(?:taxableBase|taxAmount)$|^(?:items|subtotal|totalDiscount|totalAmount)$/

/** Whether what is told of a field follows from stand-ins in place of these ones. */
function consequencesOf(unread: readonly string[]): (field: string) => boolean {
  const fields = new Set(unread)
  const isBuyerUnread = unread.some((field) => BUYER_TYPE.test(field))
  const taxes = new Set(unread.filter((field) => TAX_NAME.test(field)).flatMap((field) => [field, ...holdersOf(field)]))
  return (field) => {
    if (holdersOf(field).some((each) => fields.has(each))) return true
    return BUYER_NAMED.test(field) ? isBuyerUnread : taxes.has(TAX.exec(field)?.[0] ?? '')
  }
}

const BUYER_NAMED = /^buyer(?:$|\.id$|\.name$|Id$|Name$)/
const BUYER_TYPE = /^buyer(?:\.idType|IdType)$/
/** A tax of a line, or all of them. */
const TAX = /^items\[\d+\]\.taxes(?:\[\d+\])?/
const TAX_NAME = /\.taxes(?:\[\d+\](?:\.(?:code|taxCode|rateCode))?)?$/

/** Items and payments with something wrong in what figures are computed from. */
function unsoundParts(fields: readonly string[]): ReadonlySet<string> {
  return new Set(fields.filter((field) => COMPUTED_FROM.test(field)).map(partOf))
}

const COMPUTED_FROM =
  /^items(?:\[\d+\](?:\.(?:quantity|unitPrice|discount|taxes).*)?)?$|^payments(?:\[\d+\](?:\.(?:total|amount))?)?$/

function partOf(field: string): string {
  return /^\w+(?:\[\d+\])?/.exec(field)?.[0] ?? ''
}
