import { Type, type TSchema } from 'typebox'
import { schemaOf } from '../format/describe.ts'
import { COMPUTED } from '../content/block.ts'
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
    ...Object.fromEntries(
      membersOf(schemaOf(E_CF_FORMATS, { partial: true }))
        .filter(([name]) => !NOT_GIVEN.has(name))
        .map(([name, schema]) => [name, Type.Optional(lenient(schema))]),
    ),
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

interface Described {
  readonly description?: string
  readonly enum?: readonly string[]
  readonly items?: TSchema
  readonly properties?: Readonly<Record<string, TSchema>>
}

function lenient(schema: TSchema): TSchema {
  const { items, properties, description }: Described = schema
  if (properties) return Type.Union([lenientGroup(schema, description), Type.Null()])
  if (items) {
    const list = Type.Array(Type.Union([lenient(items), Type.Null()]), description === undefined ? {} : { description })
    return Type.Union([list, Type.Null()])
  }
  return Type.Union([Type.String(), Type.Number(), Type.Null()], { description: wordsOf(schema) })
}

function lenientGroup(schema: TSchema, description: string | undefined): TSchema {
  const members = membersOf(schema).map(([name, member]) => [name, Type.Optional(lenient(member))] as const)
  return Type.Object(Object.fromEntries(members), description === undefined ? {} : { description })
}

function membersOf(schema: TSchema): readonly (readonly [string, TSchema])[] {
  const { properties }: Described = schema
  return Object.entries(properties ?? {})
}

/** A list of codes as words, because a code that is not in it deserves our own fault. */
function wordsOf({ description = '', enum: codes }: Described): string {
  return codes ? `${description} One of: ${codes.join(', ')}.`.trim() : description
}
