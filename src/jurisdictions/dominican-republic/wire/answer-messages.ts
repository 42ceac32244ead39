import type { AuthorityMessage } from '../../../domain/document.ts'
import type { Answer } from './answer.ts'
import { folded } from '../../wire/folded-text.ts'
import { fieldOf, itemsOf, scalarText, textOf } from './answer-fields.ts'

/** The code DGII gives to a text without one; ours for a message that came as a bare text. */
export const NO_CODE = '0'

/** Where DGII's services put messages. */
const NAMES = ['mensajes', 'mensaje', 'errores', 'error']

/** Its words for a failure of its own. Not any `temporal`: a taxpayer can be suspended temporarily. */
const TEMPORARY = /\b(error|falla|fallo|problema|inconveniente) temporal\b|\btemporalmente (no disponible|fuera)\b/

/** Where its web framework puts them when it refuses a request by itself. */
const FRAMEWORK_NAMES = ['errors', 'message', 'detail', 'title']

/**
 * The messages of an answer, verbatim: as objects of `codigo` and `valor`, as bare texts, one or many, or as nothing
 * but a text. An entry without
 * a code worth the name and without text is left out: accepted documents carry one.
 */
export function messagesOf(data: unknown, severity: AuthorityMessage['severity']): readonly AuthorityMessage[] {
  if (typeof data === 'string') return messageOf(data, severity)
  const own = messagesUnder(data, NAMES, severity)
  return own.length > 0 ? own : messagesUnder(data, FRAMEWORK_NAMES, severity)
}

/** What an answer that is no verdict has to say: its messages, or its bare text. */
export function complaintOf(answer: Answer): readonly AuthorityMessage[] {
  switch (answer.kind) {
    case 'data':
      return messagesOf(answer.data, 'error')
    case 'text':
      return [{ code: NO_CODE, text: answer.text, severity: 'error' }]
    case 'noise':
      return []
  }
}

/**
 * True when DGII says that the number was used before. That is no failure of this document: it may be this very document,
 * received by an earlier attempt whose answer was lost.
 *
 * @source reported by integrators: code 1209
 */
export function saysNumberUsed(messages: readonly AuthorityMessage[]): boolean {
  return messages.some(({ code, text }) => {
    return (
      withoutZeros(code) === '1209' || /\b(secuencia|e ?ncf|ncf)\b.*\bya\b.*\b(utilizad|usad)[oa]\b/.test(folded(text))
    )
  })
}

/**
 * True when DGII says that it failed and the same file may be sent again later.
 *
 * @source reported by integrators: code 004, the sequence stays free
 */
export function saysTemporary(messages: readonly AuthorityMessage[]): boolean {
  return messages.some(({ code, text }) => {
    return withoutZeros(code) === '4' || (withoutZeros(code) === NO_CODE && TEMPORARY.test(folded(text)))
  })
}

/** True when DGII says that it has nothing of that kind. */
export function saysNothingFound(messages: readonly AuthorityMessage[]): boolean {
  return messages.some(({ text }) => /\bno (se )?((ha|han|fue|fueron) )?(sido )?(encontr|hay|exist)/.test(folded(text)))
}

/** A code as a number would have it: `004` is 4, `0` stays 0. */
export function withoutZeros(code: string): string {
  return code.trim().replace(/^0+(?=\d)/, '')
}

function messagesUnder(
  data: unknown,
  names: readonly string[],
  severity: AuthorityMessage['severity'],
): readonly AuthorityMessage[] {
  const messages = names.flatMap((name) => {
    return itemsOf(fieldOf(data, name), isMessage).flatMap((item) => messageOf(item, severity))
  })
  return messages.filter((each, i) => messages.findIndex((other) => same(each, other)) === i)
}

function isMessage(value: unknown): boolean {
  return (
    scalarText(value) !== undefined || fieldOf(value, 'valor') !== undefined || fieldOf(value, 'codigo') !== undefined
  )
}

function messageOf(item: unknown, severity: AuthorityMessage['severity']): readonly AuthorityMessage[] {
  // `error: false` says that there is none.
  if (typeof item === 'boolean') return []
  const text = scalarText(item) ?? textOf(item, 'valor') ?? textOf(item, 'mensaje') ?? ''
  const code = textOf(item, 'codigo') ?? NO_CODE
  return text === '' && withoutZeros(code) === NO_CODE ? [] : [{ code, text, severity }]
}

function same(one: AuthorityMessage, other: AuthorityMessage): boolean {
  return one.code === other.code && one.text === other.text
}
