import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Appearance } from '../../ports/printer.ts'
import { draw } from './draw.ts'
import { layOut } from './layout.ts'
import type { PdfFile } from './pdf-writer.ts'

/** Makes a PDF on the calling thread. */
export async function render(page: PrintedPage, appearance: Appearance): Promise<PdfFile> {
  return draw(layOut(page, appearance), page.title, appearance.logo)
}
