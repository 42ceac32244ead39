import { hash } from 'node:crypto'
import type { Document } from '../domain/document.ts'
import { officialNameOf } from '../domain/official-name.ts'
import { Outage } from '../domain/outage.ts'
import type { PrintedPage } from '../domain/printed-page.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Appearances, IssuerAppearance } from '../ports/appearances.ts'
import type { Documents } from '../ports/documents.ts'
import type { Logo, Paper, Printer } from '../ports/printer.ts'
import type { PaperCache } from './paper-cache.ts'

/** What printing needs. A house has all of it. */
export interface PaperParts {
  readonly jurisdictions: readonly Jurisdiction[]
  readonly accounts: Pick<Accounts, 'issuer'>
  readonly documents: Pick<Documents, 'files'>
  readonly appearances: Pick<Appearances, 'appearance' | 'logo'>
  readonly printer: Pick<Printer, 'print'>
  readonly papers: PaperCache
}

export interface PaperOptions {
  /** The issuer's choice when left out. */
  readonly paper?: Paper | undefined
}

/** A document on paper. */
export interface PrintedPaper {
  /** A PDF. Shared with whoever asks for the same paper: never written to. */
  readonly bytes: Uint8Array
  /** The official name, with `.pdf`. */
  readonly fileName: string
  /** Without quotation marks. It changes with anything that the paper shows or how it looks. */
  readonly etag: string
}

/** A paper before it is printed: who has its etag already need not print it. */
export interface Sheet extends Omit<PrintedPaper, 'bytes'> {
  /** @throws Outage when too much is waiting to be printed */
  print(): Promise<Uint8Array>
}

/**
 * The document on paper as it stands now: the bytes that were signed, where it stands with the authority, its issuer's look.
 * In any state; what it shows of a document without a verdict says so. Printing the same once more costs nothing.
 *
 * @throws Outage when too much is waiting to be printed
 */
export async function paperOf(
  parts: PaperParts,
  document: Document,
  options: PaperOptions = {},
): Promise<PrintedPaper> {
  const sheet = await sheetOf(parts, document, options)
  return { bytes: await sheet.print(), fileName: sheet.fileName, etag: sheet.etag }
}

/** As {@link paperOf}, nothing printed yet. */
export async function sheetOf(parts: PaperParts, document: Document, { paper }: PaperOptions = {}): Promise<Sheet> {
  const { tenantId, issuerId } = document
  const [page, chosen] = await Promise.all([pageOf(parts, document), parts.appearances.appearance(tenantId, issuerId)])
  const look = paper === undefined ? chosen : { ...chosen, paper }
  const key = keyOf(page, look)
  return {
    fileName: `${officialNameOf(document)}.pdf`,
    etag: key.slice(0, 22),
    print: () =>
      parts.papers.get(key, async () => {
        const { paper: size, colour, footer } = look
        return parts.printer.print(page, { paper: size, colour, footer, logo: await logoOf(parts, document, look) })
      }),
  }
}

async function pageOf({ jurisdictions, accounts, documents }: PaperParts, document: Document): Promise<PrintedPage> {
  const { tenantId, id, issuerId } = document
  const jurisdiction = jurisdictions.find(({ code }) => code === document.jurisdiction)
  const [files, issuer] = await Promise.all([documents.files(tenantId, id), accounts.issuer(tenantId, issuerId)])
  if (!jurisdiction || !files || !issuer) throw new Error(`document ${id} lacks its files, its issuer or its country`)
  return jurisdiction.printed({ document, xml: files.xml, issuer: issuer.profile })
}

/** By content: the same page with the same look is the same paper, whoever's it is. */
function keyOf(page: PrintedPage, { paper, colour, footer, logo }: IssuerAppearance): string {
  return hash('sha256', JSON.stringify([page, { paper, colour, footer, logo: logo?.digest }]), 'base64url')
}

/** The logo the key speaks of. It is read only when something is printed: it is by far the largest part of a look. */
async function logoOf(parts: PaperParts, document: Document, look: IssuerAppearance): Promise<Logo | undefined> {
  if (!look.logo) return undefined
  const logo = await parts.appearances.logo(document.tenantId, document.issuerId)
  if (logo?.digest === look.logo.digest) return logo
  // Kept under this key, another logo would be on every later copy.
  throw new Outage('printer', 'The logo was changed while the paper was being printed.', 1_000)
}
