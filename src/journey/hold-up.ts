import type { AuthorityMessage, Condition, Document, DocumentEvent } from '../domain/document.ts'
import type { Bilingual } from '../domain/fault.ts'

/**
 * Why a document waits or stands still, in words for people; undefined when nothing holds it up.
 *
 * @param timeline of the document, the oldest event first; asked only when it failed
 */
export function holdUpOf({ state, condition }: Document, timeline: readonly DocumentEvent[]): Bilingual | undefined {
  if (state === 'failed') return failureOf(timeline.findLast(({ to }) => to === 'failed'))
  return condition && CONDITIONS[condition]
}

/** Why the authority rejected a document, in its own words; nothing when it did not. */
export function rejectionsOf({ state, verdict }: Document): readonly AuthorityMessage[] {
  return state === 'rejected' ? (verdict?.messages ?? []).filter(({ severity }) => severity === 'error') : []
}

const CONDITIONS: Readonly<Record<Condition, Bilingual>> = {
  'authority-down': {
    es: 'La administración tributaria no responde; el documento se enviará solo cuando responda.',
    en: 'The tax authority does not answer; the document goes by itself once it does.',
  },
  unclear: {
    es: 'No se sabe si la administración tributaria recibió el documento; se le está preguntando.',
    en: 'It is not known whether the tax authority has the document; it is being asked.',
  },
  'waiting-for-original': {
    es: 'Se espera la decisión sobre el documento que este modifica.',
    en: 'The verdict on the document it modifies is awaited.',
  },
}

function failureOf({ kind, detail }: Pick<DocumentEvent, 'kind' | 'detail'> = UNKNOWN): Bilingual {
  const { original, reason } = detail
  if (kind === 'original-not-accepted' && typeof original === 'string') {
    return {
      es: `El documento original ${original} no fue aceptado: una nota sobre él sería rechazada.`,
      en: `The original ${original} was not accepted: a note on it would be refused.`,
    }
  }
  // These are the authority's own words.
  if (kind === 'refused' && typeof reason === 'string' && reason !== '') {
    return {
      es: `La administración tributaria no recibió el documento: ${reason}`,
      en: `The tax authority did not take the document: ${reason}`,
    }
  }
  return FAILURES[kind] ?? NEEDS_A_PERSON
}

const UNKNOWN = { kind: 'unknown', detail: {} }

const FAILURES: Readonly<Record<string, Bilingual>> = {
  undecidable: {
    es: 'No se pudo saber qué decidió la administración tributaria; reintentar vuelve a preguntar.',
    en: 'What the tax authority decided could not be found out; retrying asks again.',
  },
  'cannot-send': {
    es: 'No se puede enviar: revise el certificado del emisor y reintente.',
    en: "It cannot be sent: look at the issuer's certificate, then retry.",
  },
}

const NEEDS_A_PERSON: Bilingual = {
  es: 'El envío se detuvo: corrija la causa y reintente.',
  en: 'Sending has stopped: mend the cause, then retry.',
}
