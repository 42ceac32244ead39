import type { PrintedPage } from '../../domain/printed-page.ts'
import { readXml } from '../../xml/reader.ts'
import { groupAt, groupsAt, type Tree } from '../content/tree.ts'
import type { Format } from '../format/format.ts'
import { readContent } from '../format/read.ts'
import type { Printable } from '../jurisdiction.ts'
import { formatOf } from './formats/formats.ts'
import { footOf } from './printed/foot.ts'
import { headOf } from './printed/head.ts'
import { printedIdentity } from './printed/identity.ts'
import { printedIssuer } from './printed/issuer.ts'
import { legendsOf } from './printed/legends.ts'
import { lineTaxesOf } from './totals/line-taxes.ts'
import { linesTable } from './printed/lines.ts'
import { adjustmentsTable, subtotalsTable } from './printed/side-tables.ts'
import { stampCaptions, stampQr } from './printed/stamp.ts'
import { standingOf } from './printed/standing.ts'
import { totalsOf } from './printed/totals.ts'
import { Values } from './printed/values.ts'

/**
 * The representación impresa, read from the signed XML alone: what the draft said is history. The format table says how a value is
 * printed and every value it holds has a place on the page. XML of another release is taken as far as this release knows it.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), 17, "Representación impresa"; Formato e-CF v1.0 (oct-2025), print rules
 * @throws UnreadableXml for a file that is no XML
 */
export function printed({ document, xml }: Printable): PrintedPage {
  const format = formatFor(document.type)
  // A content is a tree: nothing here writes into it.
  const content = readContent(format, readXml(xml)).content as Tree
  const values = new Values(format.root, content)
  const header = values.group('Encabezado')
  const idDoc = header.group('IdDoc')
  const identity = printedIdentity(idDoc, values.group('InformacionReferencia'))
  const captions = stampCaptions(document.stamp, values.text('FechaHoraFirma') ?? document.stamp.signedAt)
  const qr = stampQr(document.stamp, captions)

  // In this order, because the foot takes what all the others have left.
  const issuer = printedIssuer(header.group('Emisor'))
  const head = headOf(header, document.type)
  const taxes = groupsAt(groupAt(content, 'DetallesItems'), 'Item').map(lineTaxesOf(content))
  const tables = [linesTable(values, taxes), ...subtotalsTable(values), ...adjustmentsTable(values)]
  const totals = totalsOf(header.group('Totales'))
  return {
    title: `${identity.type} ${identity.number.value}`,
    issuer,
    identity,
    standing: standingOf(document),
    head,
    tables,
    totals,
    foot: footOf(values),
    qr,
    legends: [...legendsOf(idDoc, document), ...(qr ? [] : captions)],
  }
}

function formatFor(type: string): Format {
  const format = formatOf(type)
  if (!format) throw new RangeError(`no e-CF of type ${type}`)
  return format
}
