import type { Draft } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import type { PrepareContext, RelatedDocument } from '../../jurisdiction.ts'
import { dashedNumber } from '../numbering.ts'
import { settingsOf, type IssuerSettings } from '../settings.ts'
import type { TypeFacts } from '../type-facts.ts'
import { referenceOf } from './reference.ts'

/** Everything a document's content is made from. */
export interface Sources {
  readonly draft: Draft
  readonly type: TypeFacts
  readonly context: PrepareContext
  readonly settings: IssuerSettings
  /** The document the draft refers to, when Emite has it. */
  readonly original: RelatedDocument | undefined
  /** Mistakes in the neutral fields and in the shape of blocks, with paths in the client's names. */
  readonly faults: Fault[]
  /** Official paths and the client's, where what was given decides which belong together and no table of names can. */
  readonly places: Map<string, string>
}

/** Gathers what a draft of this type is made from. */
export function sourcesOf(draft: Draft, type: TypeFacts, context: PrepareContext): Sources {
  const original = originalOf(draft, context)
  return { draft, type, context, settings: settingsOf(context.issuer), original, faults: [], places: new Map() }
}

function originalOf(draft: Draft, { related }: PrepareContext): RelatedDocument | undefined {
  const reference = referenceOf(draft)
  if (!reference) return undefined
  const number = dashedNumber(reference.number)
  return related.find((document) => document.type === reference.type && document.number === number)
}
