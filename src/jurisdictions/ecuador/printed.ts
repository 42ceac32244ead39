import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Printable } from '../jurisdiction.ts'

/** What paper must show of a document. */
export function printed({ document }: Printable): PrintedPage {
  throw new Error(`nothing is printed yet of type ${document.type}`)
}
