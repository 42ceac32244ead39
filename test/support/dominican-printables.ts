import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { decimal } from '../../src/domain/decimal.ts'
import type { Document } from '../../src/domain/document.ts'
import type { PrintedPage } from '../../src/domain/printed-page.ts'
import { formatOf } from '../../src/jurisdictions/dominican-republic/formats/formats.ts'
import { printed } from '../../src/jurisdictions/dominican-republic/printed.ts'
import { securityCodeOf, stampUrl } from '../../src/jurisdictions/dominican-republic/stamp.ts'
import { AUTHORITY_ENVIRONMENTS, type Ambiente } from '../../src/jurisdictions/dominican-republic/wire/environments.ts'
import type { Content, Format } from '../../src/jurisdictions/format/format.ts'
import { writeXml } from '../../src/jurisdictions/format/write.ts'
import type { Printable } from '../../src/jurisdictions/jurisdiction.ts'
import { shared } from './needs.ts'
import { fullContentOf } from './random-content.ts'

const SIGNED = 'dgii/samples/set-pruebas-a/signed'

/** The 25 e-CF of the official certification set, signed; ask `needs('shared')` first. */
export function officialSamples(): readonly { readonly name: string; readonly xml: string }[] {
  return readdirSync(shared(SIGNED))
    .filter((file) => /^\d{9}E\d{12}\.xml$/.test(file))
    .sort()
    .map((file) => ({ name: file.slice(9, -4), xml: readFileSync(join(shared(SIGNED), file), 'utf8') }))
}

/** An approved document whose signed file is this, with the stamp that it would have in that environment of DGII. */
export function printableOf(xml: string, changes: Partial<Document> = {}, ambiente: Ambiente = 'ecf'): Printable {
  return {
    document: { ...documentOf(xml, ambiente), ...changes },
    xml: Buffer.from(xml),
    issuer: { taxId: valueIn(xml, 'RNCEmisor'), name: valueIn(xml, 'RazonSocialEmisor'), settings: {} },
  }
}

/** The page of a content, whatever type it says it is of. */
export function pageOf(content: Content, type: string): PrintedPage {
  const format = formatOf(type)
  if (!format) throw new RangeError(`no type ${type}`)
  return printed(printableOf(writeXml(format, content), { type }))
}

/** A document of a type with every field in it. */
export function fullDocumentOf(format: Format): Content {
  const content = fullContentOf(format)
  const header = content.Encabezado as Content
  return { ...content, Encabezado: { ...header, IdDoc: { ...(header.IdDoc as Content), TipoeCF: format.code } } }
}

function documentOf(xml: string, ambiente: Ambiente): Document {
  const total = valueIn(xml, 'MontoTotal')
  return {
    id: '018f0000-0000-7000-8000-000000000001',
    tenantId: '018f0000-0000-7000-8000-000000000002',
    environment: ambiente === 'ecf' ? 'production' : 'sandbox',
    issuerId: '018f0000-0000-7000-8000-000000000003',
    issuerTaxId: valueIn(xml, 'RNCEmisor'),
    jurisdiction: 'do',
    type: valueIn(xml, 'TipoeCF'),
    number: valueIn(xml, 'eNCF'),
    externalId: undefined,
    state: 'approved',
    condition: undefined,
    revision: 1,
    issueDate: '2026-11-15' as CalendarDate,
    currency: 'DOP',
    total,
    buyerTaxId: undefined,
    buyerName: undefined,
    totals: {},
    facts: {},
    stamp: stampOf(xml, ambiente),
    receipt: undefined,
    verdict: undefined,
    warnings: [],
    reason: undefined,
    dueAt: '2026-11-18T14:30:00.000Z',
    createdAt: '2026-11-15T14:30:00.000Z',
    updatedAt: '2026-11-15T14:30:00.000Z',
  }
}

function stampOf(xml: string, ambiente: Ambiente): Document['stamp'] {
  const securityCode = securityCodeOf(valueIn(xml, 'SignatureValue') || 'G8r/fK+u')
  const at = AUTHORITY_ENVIRONMENTS.find(({ name }) => name === ambiente)
  if (!at) throw new RangeError(`no environment ${ambiente}`)
  const facts = {
    rncEmisor: valueIn(xml, 'RNCEmisor'),
    eNCF: valueIn(xml, 'eNCF'),
    montoTotal: valueIn(xml, 'MontoTotal'),
    codigoSeguridad: securityCode,
  }
  const fechaFirma = valueIn(xml, 'FechaHoraFirma')
  const rncComprador = valueIn(xml, 'RNCComprador') || undefined
  const fechaEmision = valueIn(xml, 'FechaEmision')
  const url = isSummarised(xml)
    ? stampUrl({ channel: 'RFCE', ...facts }, at)
    : stampUrl({ channel: 'e-CF', ...facts, rncComprador, fechaEmision, fechaFirma }, at)
  return { securityCode, url, signedAt: fechaFirma }
}

function isSummarised(xml: string): boolean {
  return valueIn(xml, 'TipoeCF') === '32' && decimal(valueIn(xml, 'MontoTotal')).lt(250_000)
}

/** The text of the first element of that name; empty without one. */
export function valueIn(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
}
