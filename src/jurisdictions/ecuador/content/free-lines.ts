import type { Draft, Line } from '../../../domain/draft.ts'

/** A line of a document that sells nothing: it may do without a price. */
export interface FreeLine extends Omit<Line, 'unitPrice'> {
  readonly unitPrice?: Line['unitPrice']
  /** Its official fields. */
  readonly ec?: unknown
}

/** The lines of a draft whose type is `free` with them: none where it brings none. */
export function freeLinesOf(draft: Draft): readonly FreeLine[] {
  const holder: { readonly lines?: readonly FreeLine[] } = draft
  return holder.lines ?? []
}
