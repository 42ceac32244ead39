import { blockOf, type Draft } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { documentNumberOf, type DocumentNumber } from '../numbering.ts'
import { typeFactsOf } from '../type-facts.ts'

/** The document that a draft is about. */
export interface DocumentReference {
  /** Such as `01`. */
  readonly type: string
  readonly number: DocumentNumber
}

/**
 * The document of ours that a note modifies, or that a guía rests on: by the block of a note where it says, else by
 * `reference.number`. It is a factura unless the block says otherwise. Undefined when there is none, or its number is no number;
 * undefined too of a factura or liquidación, which modify nothing, and of a retención, which rests on the supplier's.
 */
export function referenceOf(draft: Draft): DocumentReference | undefined {
  const facts = typeFactsOf(draft.type)
  if (!facts || HAVE_NONE.has(facts.code)) return undefined
  const info: unknown = facts.isNote ? givenAt(blockOf(draft, 'ec'), facts.info) : undefined
  const number = documentNumberOf(textOf(givenAt(info, 'numDocModificado')) ?? draft.reference?.number ?? '')
  return number && { type: textOf(givenAt(info, 'codDocModificado')) ?? '01', number }
}

const HAVE_NONE: ReadonlySet<string> = new Set(['01', '03', '07'])

function textOf(given: unknown): string | undefined {
  return typeof given === 'string' && given.trim() !== '' ? given.trim() : undefined
}
