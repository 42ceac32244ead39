import type { AuthorityMessage, Explanation } from '../../domain/document.ts'
import { verbatim } from '../verbatim.ts'
import { knownByCode, knownByWording } from './messages/lookup.ts'

/**
 * DGII's messages in words that help, one explanation for each, in their order. A message that nobody has explained yet
 * says what DGII wrote, verbatim.
 *
 * Whether the number survives is left out where the message alone does not tell: then the verdict's `numberSurvives` does.
 */
export function explain(messages: readonly AuthorityMessage[]): readonly Explanation[] {
  return messages.map((message) => {
    const known = knownByCode(message.code) ?? knownByWording(message.text)
    if (!known) return verbatim(message, UNKNOWN)
    const { meaning, cause, remedy, path, numberSurvives } = known
    const { code, text } = message
    return { code, text, meaning, cause, remedy, path, ...(numberSurvives === undefined ? {} : { numberSurvives }) }
  })
}

const UNKNOWN = {
  cause: {
    es: 'DGII no publica una lista de sus mensajes, y este no se ha visto antes.',
    en: 'DGII publishes no list of its messages, and this one has not been seen before.',
  },
  remedy: {
    es: 'Compare el documento con lo que dice el texto; si no basta, consulte a DGII con el e-NCF y el código.',
    en: 'Compare the document with what the text says; if that is not enough, ask DGII with the e-NCF and the code.',
  },
}
