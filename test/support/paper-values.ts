import type { Content, ElementFormat } from '../../src/jurisdictions/format/format.ts'
import { printedForm } from '../../src/jurisdictions/dominican-republic/printed/wording.ts'

/** A value that stands in a document. */
export interface Leaf {
  readonly path: string
  readonly field: ElementFormat
  readonly value: string
}

/** The values of a document that its format document wants on paper, or whichever are `wanted`. Blank ones are none. */
export function leavesOf(
  group: ElementFormat,
  content: Content,
  wanted: (field: ElementFormat) => boolean = mustBePrinted,
  path = '',
): readonly Leaf[] {
  return (group.children ?? []).flatMap((field) => {
    const value = content[field.name]
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
    return values.flatMap((each: string | Content) => {
      const here = `${path}/${field.name}`
      if (typeof each !== 'string') return leavesOf(field, each, wanted, here)
      return each.trim() !== '' && wanted(field) ? [{ path: here, field, value: each }] : []
    })
  })
}

/** As paper has it. */
export function paperForm({ field, value }: Leaf): string {
  return field.name === 'IndicadorFacturacion' ? (RATES[value] ?? value) : printedForm(field, value)
}

function mustBePrinted({ print }: ElementFormat): boolean {
  return print === 'as-is' || print === 'in-words'
}

/** IndicadorFacturacion in words, as the narrow column has it. */
const RATES: Readonly<Record<string, string>> = { 0: 'No facturable', 1: '18%', 2: '16%', 3: '0%', 4: 'Exento' }
