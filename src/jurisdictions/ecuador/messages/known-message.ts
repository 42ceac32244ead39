import type { Bilingual } from '../../../domain/fault.ts'

/** What helps with a message. */
export interface Help {
  readonly meaning: Bilingual
  readonly cause: Bilingual
  readonly remedy: Bilingual
  /** The field to change, in the draft's names; empty when no single field is at fault. */
  readonly path: string
}

/** What we know of a code of SRI, in our words. */
export interface KnownMessage extends Help {
  /** As the ficha prints it. */
  readonly code: string
  /** What the text says beyond the code, where the code alone says too little; undefined when the text says no more. */
  readonly refine?: (text: string) => Partial<Help> | undefined
  /** Whether the number can be used again; left out where the message is not about a rejected document. */
  readonly numberSurvives?: boolean
}
