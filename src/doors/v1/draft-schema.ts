import { type TSchema, Type } from 'typebox'
import { Draft, Line } from '../../domain/draft.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'

/** The body of whatever takes a draft. The journey checks it, by the country of its issuer; this only refers to it. */
export const DraftBody = Type.Unsafe<unknown>({ $ref: 'Draft#' })

/**
 * The schemas that describe a draft: the neutral one with the block of every country in it, so that every official field is
 * there to be read.
 */
export function draftSchemas(jurisdictions: readonly Jurisdiction[]): readonly TSchema[] {
  const blocks = jurisdictions.flatMap(({ code, blocks: { draft, line } }) => [
    { ...draft, $id: blockName('Draft', code) },
    { ...line, $id: blockName('Line', code) },
  ])
  const strict = { additionalProperties: false }
  const lineSchema = Type.Object(
    { ...Line.properties, unitPrice: Type.Optional(Line.properties.unitPrice), ...blockMembers('Line', jurisdictions) },
    { ...strict, $id: 'Line', description: 'A line of a draft; types that sell something need its price.' },
  )
  const draftSchema = Type.Object(
    {
      ...Draft.properties,
      lines: Type.Optional(
        Type.Array(Type.Unsafe({ $ref: 'Line#' }), {
          maxItems: 10_000,
          description: 'At least one, except in types that sell nothing (guía de remisión, comprobante de retención).',
        }),
      ),
      ...blockMembers('Draft', jurisdictions),
    },
    {
      ...strict,
      $id: 'Draft',
      description: 'What you want to issue: one neutral shape, and a block per country.',
      examples: [EXAMPLE],
    },
  )
  return [...blocks, lineSchema, draftSchema]
}

function blockMembers(of: 'Draft' | 'Line', jurisdictions: readonly Jurisdiction[]): Record<string, TSchema> {
  return Object.fromEntries(
    jurisdictions.map(({ code }) => [code, Type.Optional(Type.Unsafe({ $ref: `${blockName(of, code)}#` }))]),
  )
}

function blockName(of: 'Draft' | 'Line', countryCode: string): string {
  return `${of}.${countryCode}`
}

const EXAMPLE = {
  type: '31',
  externalId: 'order-1001',
  issueDate: '2026-11-21',
  buyer: { taxId: '131880681', name: 'Comprador SRL' },
  lines: [
    {
      name: 'Servicio de consultoría',
      kind: 'service',
      quantity: '1',
      unitPrice: '1000.00',
      taxes: [{ code: 'ITBIS', rate: '18' }],
    },
  ],
  payment: { terms: 'cash' },
}
