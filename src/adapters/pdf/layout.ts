import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Appearance } from '../../ports/printer.ts'
import type { Ink } from './ink.ts'
import { SHEETS } from './paper.ts'
import { layOutRoll } from './roll.ts'
import { layOutSheets } from './sheets.ts'
import type { Watermark } from './standing.ts'

/** A page with everything on it in its place, in points from its upper left corner. */
export interface LaidPage {
  readonly width: number
  readonly height: number
  readonly inks: readonly Ink[]
  readonly watermark: Watermark | undefined
}

/** Decides where everything goes. It draws nothing. */
export function layOut(page: PrintedPage, appearance: Appearance): readonly LaidPage[] {
  const sheet = SHEETS[appearance.paper]
  return sheet.isRoll ? layOutRoll(page, appearance, sheet) : layOutSheets(page, appearance, sheet)
}
