import type { Draft } from './draft.ts'
import { mailAddressOf, mailboxOf, separatedAddresses } from './mail-address.ts'
import { MAIL_REASONS } from './mail-reasons.ts'
import { MOST_RECIPIENTS, type Recipient } from './mail.ts'

/**
 * Where the draft says that its buyer wants mail: the neutral field, else what the country's block gives in its place. SRI has
 * no field for it, so that there it stands among the additional information, by a name.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 4.7
 */
export function buyerAddresses(draft: Draft): readonly string[] {
  const text = draft.buyer?.email ?? blockAddress(draft)
  return text === undefined ? [] : separatedAddresses(text)
}

/**
 * The addresses as recipients: each mailbox once, what is no address refused with the reason, and at most ten; copies behind.
 * Whoever is in `suppressed` (as mailboxes) gets nothing.
 */
export function recipientsOf(
  to: readonly string[],
  copies: readonly string[],
  suppressed: ReadonlySet<string> = new Set(),
): readonly Recipient[] {
  const seen = new Set<string>()
  const list: Recipient[] = []
  const add = (given: string, role: Recipient['role']): void => {
    const address = mailAddressOf(given)
    if (address === undefined) {
      list.push({ address: given.slice(0, 300), role, state: 'refused', reason: MAIL_REASONS.noAddress.en })
      return
    }
    const mailbox = mailboxOf(address)
    if (seen.has(mailbox)) return
    seen.add(mailbox)
    if (role === 'to' && list.length >= MOST_RECIPIENTS)
      list.push({ address, role, state: 'refused', reason: MAIL_REASONS.tooMany.en })
    else if (suppressed.has(mailbox))
      list.push({ address, role, state: 'suppressed', reason: MAIL_REASONS.suppressed.en })
    else list.push({ address, role, state: 'pending' })
  }
  for (const address of to) add(address, 'to')
  for (const address of copies) add(address, 'copy')
  return withoutIdleCopies(list)
}

/** A copy of a mail that goes to nobody is not sent. */
function withoutIdleCopies(list: readonly Recipient[]): readonly Recipient[] {
  return list.some(({ role, state }) => role === 'to' && state === 'pending')
    ? list
    : list.filter(({ role }) => role === 'to')
}

function blockAddress(draft: Draft): string | undefined {
  const { do: dominican, ec: ecuadorian } = draft as unknown as Readonly<Record<string, unknown>>
  const official = memberOf(memberOf(memberOf(dominican, 'Encabezado'), 'Comprador'), 'CorreoComprador')
  if (typeof official === 'string') return official
  return namedAddress(memberOf(ecuadorian, 'infoAdicional'))
}

const NAMES_OF_MAIL = /^(e-?mail|correo|correo[ _-]?electr[oó]nico)$/i

/** `infoAdicional` as names and texts, or as a list by its official names. */
function namedAddress(information: unknown): string | undefined {
  const fields = memberOf(information, 'campoAdicional') ?? information
  const pairs: [unknown, unknown][] = Array.isArray(fields)
    ? fields.map((field: unknown) => [memberOf(field, '@nombre') ?? memberOf(field, 'nombre'), textOf(field)])
    : Object.entries(typeof fields === 'object' && fields !== null ? fields : {})
  const found = pairs.find(([name]) => typeof name === 'string' && NAMES_OF_MAIL.test(name.trim()))
  return typeof found?.[1] === 'string' ? found[1] : undefined
}

function textOf(field: unknown): unknown {
  return memberOf(field, '#text') ?? memberOf(field, 'valor')
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}
