import { Type, type TSchema } from 'typebox'
import { lenientGroup, lenientMembers } from '../content/lenient-schema.ts'
import { schemaOf } from '../format/describe.ts'
import type { ElementFormat, Format } from '../format/format.ts'
import { formatOf } from './formats/formats.ts'
import { TYPE_FACTS } from './type-facts.ts'

/** The newest format of each type: what drafts become. */
const NEWEST = TYPE_FACTS.flatMap(({ code }) => formatOf(code) ?? [])

/** What the lines and the signature write: not part of a draft's block. */
const NOT_GIVEN: ReadonlySet<string> = new Set(['@id', '@version', 'detalles', 'infoAdicional'])

const ADDITIONAL_INFORMATION = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
  description:
    'Up to 15 texts of your own, as { "Pedido": "77" } or by the official names, ' +
    '{ "campoAdicional": [{ "@nombre": "Pedido", "#text": "77" }] }.',
})

/**
 * The `ec` block of a draft: every field of the official format by its exact name, for all types together. It only describes and
 * lets shapes pass that make sense, null and numbers included; names and values are judged by the format table of the document's
 * type, with faults that name the field.
 */
export const DRAFT_BLOCK: TSchema = Type.Object(
  {
    ...lenientMembers(schemaOf(NEWEST, { partial: true }), NOT_GIVEN),
    infoAdicional: Type.Optional(ADDITIONAL_INFORMATION),
  },
  {
    description:
      'The comprobante by its official names, such as infoFactura.propina or docsSustento.docSustento[0]. What it gives wins, ' +
      'literally, over what the neutral fields imply; lists replace the ones those would make. Lines go in `lines[n].ec`.',
  },
)

/** The `ec` block of a line: the children of `detalle` by their exact names. */
export const LINE_BLOCK: TSchema = lenientGroup(
  schemaOf(NEWEST.flatMap(lineFormats), { partial: true }),
  'Children of detalle by their official names, such as codigoAuxiliar or detallesAdicionales.',
)

/** The lines of a type as a format of their own: they do not stand at the same place in every type. */
function lineFormats(format: Format): readonly Format[] {
  const line = elementNamed('detalle', format.root)
  return line ? [{ ...format, root: line }] : []
}

function elementNamed(name: string, within: ElementFormat): ElementFormat | undefined {
  for (const child of within.children ?? []) {
    const found = child.name === name ? child : elementNamed(name, child)
    if (found) return found
  }
  return undefined
}
