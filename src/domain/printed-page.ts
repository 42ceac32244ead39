/**
 * What paper must show of a document, as plain data: the country says what and in which order, the printer how it looks. Every
 * text is ready to be read (dates, amounts and codes in words as the country prints them) and is printed whole, however long.
 */
export interface PrintedPage {
  /** For the file's properties and for screen readers, such as `Factura de Crédito Fiscal Electrónica E310000000001`. */
  readonly title: string
  readonly issuer: PrintedIssuer
  /** The box at the top right: what the document is. */
  readonly identity: PrintedIdentity
  /** How it stands with the authority; undefined once nothing needs to be said. */
  readonly standing: PrintedStanding | undefined
  /** Blocks above the lines, such as the buyer; each is as wide as its `width` says, side by side where they fit. */
  readonly head: readonly PrintedPanel[]
  /** The lines, and any other table of the document, in order. */
  readonly tables: readonly PrintedTable[]
  /** Sums, the last one being what is to be paid. Empty on documents that sell nothing. */
  readonly totals: readonly PrintedTotal[]
  /** Blocks below the lines, beside the sums: payments, references, additional information. */
  readonly foot: readonly PrintedPanel[]
  /** The code that leads to the authority's page about the document, printed on every page. */
  readonly qr: PrintedQr | undefined
  /** Sentences the law wants, and notes. */
  readonly legends: readonly string[]
}

/** Who issues. The logo is not here: it is the issuer's look, not the document's content. */
export interface PrintedIssuer {
  /** The largest text of the page. */
  readonly name: string
  /** Legal name when `name` is the trade name. */
  readonly legalName: string | undefined
  readonly facts: readonly PrintedFact[]
}

export interface PrintedIdentity {
  /** Type of the document in words. */
  readonly type: string
  /** The fiscal number, printed large, with what it is called, such as `e-NCF` or `No.`. */
  readonly number: PrintedFact
  readonly facts: readonly PrintedFact[]
  /** A long key that machines read too, such as SRI's access key. */
  readonly barcode: { readonly label: string; readonly text: string } | undefined
}

/** How loud a standing is: `rejected` goes across the page, `pending` and `failed` plainly above the document. */
export interface PrintedStanding {
  readonly tone: 'pending' | 'conditional' | 'rejected' | 'failed' | 'voided' | 'test'
  /** Short, such as `RECHAZADO POR LA DGII`. */
  readonly text: string
  /** A sentence that says what it means for the reader. */
  readonly detail: string | undefined
}

/** A labelled value. Without a label the value stands alone. */
export interface PrintedFact {
  readonly label: string
  readonly value: string
  /** Printed stronger than its neighbours. */
  readonly strong?: boolean
}

export interface PrintedPanel {
  readonly title: string | undefined
  readonly facts: readonly PrintedFact[]
  /** Share of the page's width it wants. */
  readonly width: 'full' | 'half'
}

export interface PrintedTable {
  readonly title: string | undefined
  readonly columns: readonly PrintedColumn[]
  readonly rows: readonly PrintedRow[]
  /** Sums of a page, where the document itself is divided into pages. */
  readonly subtotals?: readonly PrintedSubtotal[]
}

export interface PrintedColumn {
  readonly key: string
  readonly label: string
  readonly align: 'left' | 'right' | 'center'
  /** Widths are shared out by these weights. Columns of numbers never break a number. */
  readonly weight: number
  /** False: left out on narrow paper (receipts), where the row prints as a few lines. */
  readonly onReceipt: boolean
}

export interface PrintedRow {
  /** By the key of the column; a column without a value stays blank. */
  readonly cells: Readonly<Record<string, string>>
  /** What else belongs to the row, printed small beneath it over its whole width. */
  readonly details?: readonly PrintedFact[]
}

/** After the row with this index a page of the document ends with these sums. */
export interface PrintedSubtotal {
  readonly afterRow: number
  readonly facts: readonly PrintedFact[]
}

export interface PrintedTotal {
  readonly label: string
  readonly value: string
  /** What is to be paid, or another sum that must stand out. */
  readonly strong?: boolean
}

export interface PrintedQr {
  readonly text: string
  /** Smallest version (1 to 40) the authority asks for; a longer text takes a larger one. */
  readonly leastVersion: number
  /** Smallest side in millimetres, without the quiet margin. */
  readonly leastSizeMm: number
  /** Printed right under it, in this order. */
  readonly captions: readonly string[]
}
