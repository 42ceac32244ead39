import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Appearance } from '../../ports/printer.ts'
import type { LaidPage } from './laid-page.ts'
import { SHEETS } from './paper.ts'
import { layOutRoll } from './roll.ts'
import { layOutSheets } from './sheets.ts'

/** Decides where everything goes. It draws nothing. */
export function layOut(page: PrintedPage, appearance: Appearance): readonly LaidPage[] {
  const sheet = SHEETS[appearance.paper]
  return sheet.isRoll ? layOutRoll(page, appearance, sheet) : layOutSheets(page, appearance, sheet)
}
