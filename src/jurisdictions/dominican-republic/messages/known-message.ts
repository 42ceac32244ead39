import type { Bilingual } from '../../../domain/fault.ts'

/** What we know of a message of DGII: it publishes no list, so this is what integrators have seen, in our words. */
export interface KnownMessage {
  /** As DGII prints it; undefined for messages that come as a text only. */
  readonly code?: string
  /** Tells the message by its wording: without accents, in lower case, one blank between words. */
  readonly wording?: RegExp
  readonly meaning: Bilingual
  readonly cause: Bilingual
  readonly remedy: Bilingual
  /** The field to change, in the draft's names; empty when no single field is at fault. */
  readonly path: string
  /** Whether the number can be used again; left out where only the verdict's `secuenciaUtilizada` tells. */
  readonly numberSurvives?: boolean
}
