import type { PrintedPage } from '../domain/printed-page.ts'

/** Letter and A4 sheets, or the 80 mm roll of a till. */
export type Paper = 'letter' | 'a4' | 'receipt'

export const PAPERS: readonly Paper[] = ['letter', 'a4', 'receipt']

/** How an issuer's paper looks. None of it changes what the document says. */
export interface Appearance {
  readonly paper: Paper
  /** `#rrggbb`, for titles and rules; the printer sees to it that text on it stays legible. */
  readonly colour: string | undefined
  /** A line or two of the issuer's own at the foot of every page. */
  readonly footer: string | undefined
  readonly logo: Logo | undefined
}

/** A picture that was looked into when it was uploaded: its bytes can be printed as they are. */
export interface Logo {
  readonly type: 'image/png' | 'image/jpeg'
  readonly bytes: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

/** Makes PDFs, away from the threads that answer requests. */
export interface Printer {
  /** The same page with the same appearance gives the same bytes. @throws Outage when too much is waiting to be printed */
  print(page: PrintedPage, appearance: Appearance): Promise<Uint8Array>
  close(): Promise<void>
}
