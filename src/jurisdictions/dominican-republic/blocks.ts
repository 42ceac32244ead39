import { Type } from 'typebox'
import { COMPUTED } from './content/block.ts'

const official = Type.Union([Type.String(), Type.Number(), Type.Null(), Type.Object({}), Type.Array(Type.Unknown())])

/**
 * The `do` block of a draft: the official tree by its exact names, and which optional totals to compute. Its names and values are
 * checked against the format table of the document's type, with faults that name the field, and not by this schema.
 */
export const DRAFT_BLOCK = Type.Object(
  {
    [COMPUTED]: Type.Optional(
      Type.Array(Type.Enum(['MontoPeriodo', 'ValorPagar']), {
        description: 'Optional totals to write although nothing calls for them.',
      }),
    ),
  },
  {
    additionalProperties: official,
    description:
      'The e-CF by its official names, such as Encabezado.IdDoc.TipoIngresos or Subtotales.Subtotal[0]. What it gives wins, ' +
      'literally, over what the neutral fields imply; lists replace the ones those would make. Lines go in `lines[n].do`.',
  },
)

/** The `do` block of a line: the children of `Item` by their exact names. */
export const LINE_BLOCK = Type.Object(
  {},
  {
    additionalProperties: official,
    description: 'Children of Item by their official names, such as TablaSubcantidad or GradosAlcohol.',
  },
)
