import type { AuthorityMessage, Condition, Document, DocumentEvent } from '../domain/document.ts'
import type { Bilingual } from '../domain/fault.ts'
import type { Documents } from '../ports/documents.ts'

/** {@link holdUpOf} a document that is kept: its timeline is read only where it says more than the document does. */
export async function heldUpBy(
  documents: Pick<Documents, 'timeline'>,
  document: Document,
): Promise<Bilingual | undefined> {
  const { tenantId, id } = document
  return holdUpOf(document, hasStory(document) ? await documents.timeline(tenantId, id) : [])
}

/** {@link heldUpBy} of several documents of a tenant, whose timelines are read at once: by id, those that nothing holds up left out. */
export async function allHeldUpBy(
  documents: Pick<Documents, 'timelines'>,
  tenantId: string,
  several: readonly Document[],
): Promise<ReadonlyMap<string, Bilingual>> {
  const ids = several.filter(hasStory).map(({ id }) => id)
  const timelines =
    ids.length > 0 ? await documents.timelines(tenantId, ids) : new Map<string, readonly DocumentEvent[]>()
  const held = several.flatMap((document): [string, Bilingual][] => {
    const holdUp = holdUpOf(document, timelines.get(document.id) ?? [])
    return holdUp ? [[document.id, holdUp]] : []
  })
  return new Map(held)
}

/** Whether the timeline of a document says more of what holds it up than the document does. */
function hasStory(document: Document): boolean {
  return document.state === 'failed' || document.condition === 'waiting-for-original' || lacksKey(document)
}

/**
 * Why a document waits or stands still, in words for people; undefined when nothing holds it up.
 *
 * @param timeline of the document, the oldest event first; asked only when it failed, lacks a key, or waits for its original
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
  if (lacksKey(document)) return wordsOf(timeline.findLast(({ kind }) => kind === 'key-missing')?.detail)
  return condition && CONDITIONS[condition]
}

/** Whether its step waits for a process that has the key: no condition of its way, and a reason all the same. */
function lacksKey({ state, condition, reason }: Document): boolean {
  return (state === 'signed' || state === 'sent') && condition === undefined && reason !== undefined
}

/** Whether a document is to be sent and nothing is known of its own way there: then it shares that of its issuer. */
export function isUntried({ state, condition, reason }: Pick<Document, 'state' | 'condition' | 'reason'>): boolean {
  return state === 'signed' && condition === undefined && reason === undefined
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

function wordsOf({ words }: DocumentEvent['detail'] = {}): Bilingual | undefined {
  return isBilingual(words) ? words : undefined
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
