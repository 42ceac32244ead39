import type { AuthorityMessage, Explanation } from '../../domain/document.ts'
import { verbatim } from '../verbatim.ts'
import { knownByCode } from './messages/lookup.ts'

/**
 * SRI's messages in words that help, one explanation for each, in their order: by the code, and by the additional information
 * where that says more. A code that SRI's list does not have says what SRI wrote, verbatim.
 *
 * Whether the number survives is left out where the message is not about a rejected document.
 */
export function explain(messages: readonly AuthorityMessage[]): readonly Explanation[] {
  return messages.map((message) => {
    const { code, text } = message
    const known = knownByCode(code)
    if (!known) return verbatim(message, UNKNOWN)
    const { numberSurvives } = known
    const { meaning, cause, remedy, path } = { ...known, ...known.refine?.(text) }
    return { code, text, meaning, cause, remedy, path, ...(numberSurvives === undefined ? {} : { numberSurvives }) }
  })
}

const UNKNOWN = {
  cause: {
    es: 'Este código no está en la ficha técnica del SRI que conoce Emite.',
    en: "This code is not in the edition of SRI's ficha técnica that Emite knows.",
  },
  remedy: {
    es: 'Compare el documento con lo que dice el texto; si no basta, consulte al SRI con la clave de acceso y el código.',
    en: 'Compare the document with what the text says; if that is not enough, ask SRI with the access key and the code.',
  },
}
