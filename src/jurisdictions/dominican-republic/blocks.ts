import { Type, type TSchema } from 'typebox'
import { schemaOf } from '../format/describe.ts'
import { COMPUTED } from '../content/block.ts'
import { lenientGroup, lenientMembers } from '../content/lenient-schema.ts'
import { OMIT } from './content/omission.ts'
import { E_CF_FORMATS } from './formats/formats.ts'

/** What the signature and the lines write: not part of a draft's block. */
const NOT_GIVEN: ReadonlySet<string> = new Set(['DetallesItems', 'FechaHoraFirma'])

/**
 * The `do` block of a draft: every field of the official format by its exact name, for all types together, and which optional
 * totals to compute. It only describes and lets shapes pass that make sense, null and numbers included; names and values are
 * judged by the format table of the document's type, with faults that name the field.
 */
export const DRAFT_BLOCK: TSchema = Type.Object(
  {
    ...lenientMembers(schemaOf(E_CF_FORMATS, { partial: true }), NOT_GIVEN),
    [COMPUTED]: Type.Optional(
      Type.Array(Type.Enum(['MontoPeriodo', 'ValorPagar']), {
        description: 'Optional totals to write although nothing calls for them.',
      }),
    ),
    [OMIT]: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Optional elements to leave out although the profile or a neutral field would fill them, by official path such as ' +
          'Encabezado.Emisor.Municipio.',
      }),
    ),
  },
  {
    description:
      'The e-CF by its official names, such as Encabezado.IdDoc.TipoIngresos or Subtotales.Subtotal[0]. What it gives wins, ' +
      'literally, over what the neutral fields imply; lists replace the ones those would make. Lines go in `lines[n].do`.',
  },
)

/** The `do` block of a line: the children of `Item` by their exact names. */
export const LINE_BLOCK: TSchema = lenientGroup(
  schemaOf(E_CF_FORMATS, { at: 'DetallesItems.Item', partial: true }),
  'Children of Item by their official names, such as TablaSubcantidad or GradosAlcohol.',
)
