import { Type, type TObject } from 'typebox'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'
import { Amount, Draft, Line } from '../domain/draft.ts'
import type { DocumentType, Jurisdiction } from '../jurisdictions/jurisdiction.ts'

// The default stops after eight errors; a client wants to see them all at once. Some of them tell nothing new.
Settings.Set({ maxErrors: 10_000 })

type Shape = ReturnType<typeof compiled>
type Lines = DocumentType['lines']

const shapes = new Map<string, Shape>()

/** What a draft of its country and type must look like. */
export function shapeFor(jurisdiction: Jurisdiction, plain: unknown): Shape {
  const lines = linesOf(jurisdiction, plain)
  const name = `${jurisdiction.code}/${lines}`
  let shape = shapes.get(name)
  if (!shape) {
    shape = compiled(jurisdiction.code, lines)
    shapes.set(name, shape)
  }
  return shape
}

/** What the type of a draft asks of its lines; a type that is none of the country's is told about later. */
function linesOf({ documentTypes }: Jurisdiction, plain: unknown): Lines {
  const code = (plain as { type?: unknown } | null)?.type
  return documentTypes.find((type) => type.code === code)?.lines ?? 'priced'
}

/** The draft with the block of one country and nothing else; what is in the block the country checks by its own formats. */
function compiled(countryCode: string, lines: Lines) {
  const block = { [countryCode]: Type.Optional(Type.Object({}, { additionalProperties: true })) }
  const strict = { additionalProperties: false }
  const properties = { ...Line.properties, ...block }
  if (lines === 'priced') {
    const line: TObject = Type.Object(properties, strict)
    return Compile(Type.Object({ ...Draft.properties, ...block, lines: Type.Array(line, MANY) }, strict))
  }
  const line: TObject = Type.Object({ ...properties, unitPrice: Type.Optional(Amount) }, strict)
  const listed = Type.Optional(Type.Array(line, { ...MANY, minItems: 0 }))
  return Compile(Type.Object({ ...Draft.properties, ...block, lines: listed }, strict))
}

const MANY = { minItems: 1, maxItems: 10_000 } as const
