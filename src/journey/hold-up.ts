import type { AuthorityMessage, Condition, Document, DocumentEvent } from '../domain/document.ts'
import type { Bilingual } from '../domain/fault.ts'
import type { Documents } from '../ports/documents.ts'

/** {@link holdUpOf} a document that is kept: its timeline is read only where it says more than the document does. */
export async function heldUpBy(
  documents: Pick<Documents, 'timeline'>,
  document: Document,
): Promise<Bilingual | undefined> {
  const { tenantId, id, state, condition } = document
  const hasStory = state === 'failed' || condition === 'waiting-for-original'
  return holdUpOf(document, hasStory ? await documents.timeline(tenantId, id) : [])
}

/**
 * Why a document waits or stands still, in words for people; undefined when nothing holds it up.
 *
 * @param timeline of the document, the oldest event first; asked only when it failed, and for which original it waits
 * @param isWayClosed whether nothing is sent for its issuer now; asked only of what {@link isUntried}
 */
export function holdUpOf(
  document: Document,
  timeline: readonly DocumentEvent[],
  isWayClosed = false,
): Bilingual | undefined {
  const { state, condition } = document
  if (state === 'failed')
    return failureOf(
      condition,
      timeline.findLast(({ to }) => to === 'failed'),
    )
  if (isWayClosed && isUntried(document)) return CONDITIONS['authority-down']
  if (condition === 'waiting-for-original') return waitFor(timeline.findLast(({ kind }) => kind === condition)?.detail)
  return condition && CONDITIONS[condition]
}

/** Whether a document is to be sent and nothing is known of its own way there: then it shares that of its issuer. */
export function isUntried({ state, condition }: Pick<Document, 'state' | 'condition'>): boolean {
  return state === 'signed' && condition === undefined
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

function waitFor({ original }: DocumentEvent['detail'] = {}): Bilingual {
  if (typeof original !== 'string') return CONDITIONS['waiting-for-original']
  return {
    es: `Se espera la decisión sobre ${original}, que este documento modifica.`,
    en: `The verdict on ${original} is awaited, which this document modifies.`,
  }
}

function failureOf(
  condition: Condition | undefined,
  { kind, detail }: Pick<DocumentEvent, 'kind' | 'detail'> = UNKNOWN,
): Bilingual {
  const { original, reason, words, code } = detail
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
  if (kind === 'cannot-send' && isBilingual(words)) {
    // What the authority may have is asked about with the new certificate; other bytes need it for their own signature.
    const isStale = code === 'certificate-expired' && condition !== 'unclear'
    const way = isStale ? SIGN_ANEW : { es: '', en: '' }
    return { es: `No se puede enviar: ${words.es}${way.es}`, en: `It cannot be sent: ${words.en}${way.en}` }
  }
  return FAILURES[kind] ?? NEEDS_A_PERSON
}

function isBilingual(value: unknown): value is Bilingual {
  const { es, en } = (value ?? {}) as Partial<Record<keyof Bilingual, unknown>>
  return typeof es === 'string' && typeof en === 'string'
}

const SIGN_ANEW: Bilingual = {
  es: ' Después corrija este documento con el mismo borrador: así se firma con el nuevo.',
  en: ' Then correct this document with the same draft: so it is signed with the new one.',
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
