import { blockTree } from '../../content/block.ts'
import { overlay, type Tree } from '../../content/tree.ts'
import { plainAmount } from '../content/dollars.ts'
import { present } from '../content/issuer.ts'
import { freeLinesOf, type FreeLine } from '../content/free-lines.ts'
import { singleLine } from '../content/single-line.ts'
import type { Sources } from '../content/sources.ts'
import { officialDate } from '../dates.ts'
import { dashedNumber, documentNumberOf } from '../numbering.ts'
import { buyerIdentityOf } from '../sales/buyer.ts'

/**
 * The addressee by the neutral fields: who (`buyer`), what (`lines`), why and on which sale (`reference`). Undefined when they say
 * nothing of one.
 */
export function recipientOf(sources: Sources): Tree | undefined {
  const { draft } = sources
  const { buyer, reference } = draft
  const lines = freeLinesOf(draft)
  const addressee = buyerIdentityOf(sources)
  const recipient: Tree = present({
    identificacionDestinatario: addressee?.number,
    razonSocialDestinatario: addressee?.name,
    dirDestinatario: buyer?.address,
    motivoTraslado: reference?.reason,
    ...supportOf(sources),
  })
  if (lines.length > 0) recipient.detalles = { detalle: lines.map((line, i) => detailOf(line, i, sources)) }
  return Object.keys(recipient).length > 0 ? recipient : undefined
}

/** The sale that the goods travel for: a factura unless Emite knows the document and it is another. */
function supportOf({ draft, original }: Sources): Readonly<Record<string, string | undefined>> {
  const { reference } = draft
  if (!reference) return {}
  const number = documentNumberOf(reference.number)
  const date = reference.date ?? original?.issueDate
  return {
    codDocSustento: original?.type ?? '01',
    numDocSustento: number ? dashedNumber(number) : reference.number,
    numAutDocSustento: original?.state === 'approved' ? original.stamp.accessKey : undefined,
    fechaEmisionDocSustento: date && officialDate(date),
  }
}

function detailOf(line: FreeLine, index: number, { faults }: Sources): Tree {
  const { codes = [], name, description, unit, quantity } = line
  const detail = present({
    codigoInterno: codes[0]?.value,
    codigoAdicional: codes[1]?.value,
    descripcion: name,
    cantidad: plainAmount(quantity, 6),
  })
  const details = [
    ['Unidad', unit],
    ['Detalle', description],
  ] as const
  const said = details.flatMap(([nombre, valor]) =>
    valor === undefined ? [] : [{ '@nombre': nombre, '@valor': singleLine(valor) ?? '' }],
  )
  if (said.length > 0) detail.detallesAdicionales = { detAdicional: said }
  const block = blockTree(line.ec, `lines[${index}].ec`, faults)
  if (block) overlay(detail, block)
  return detail
}
