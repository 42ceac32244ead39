import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { example, examples } from '../../../test/support/dominican-examples.ts'
import { changed, except, leavesOf, stepsOf, type Loose } from '../../../test/support/loose-values.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { officialSchema, withStandInSignature } from '../../../test/support/official-schema.ts'
import { contentOf } from '../../../test/support/random-content.ts'
import { xmllintComplaint } from '../../../test/support/xmllint.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'
import type { Fault } from '../../domain/fault.ts'
import type { Content } from '../format/format.ts'
import type { PreparedDocument } from '../jurisdiction.ts'
import { givenAt } from '../content/block.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { E_CF_FORMATS } from './formats/formats.ts'
import { prepare } from './prepare.ts'
import { summaryXml } from './summary.ts'
import { contentXml, documentXml, numberedContent } from './xml.ts'

const SIGNED_AT = EXAMPLE_CONTEXT.now
const RUNS = 20

describe.skipIf(!needs('shared')).each(E_CF_FORMATS)('drafts of type $code and the official schema', (format) => {
  const type = format.code
  const schemaFile = shared(`dgii/xsd/e-CF-${type}.xsd`)
  let objectionTo: (xml: string) => string | undefined
  let summaryObjectionTo: (xml: string) => string | undefined
  beforeAll(() => {
    objectionTo = officialSchema(schemaFile)
    summaryObjectionTo = officialSchema(shared('dgii/xsd/RFCE-32.xsd'))
  })

  test('whatever is accepted is valid, the summary too', { timeout: 60_000 }, () => {
    const files: string[] = []
    const seen = new Set<string>()
    fc.assert(
      fc.property(randomDrafts(type), (random) => {
        const { document } = repaired(random)
        if (!document) return
        const xml = withStandInSignature(xmlOf(document))
        expect(objectionTo(xml)).toBeUndefined()
        if (document.facts.channel === 'RFCE') {
          const content = numberedContent(document, numberFor(document), SIGNED_AT)
          expect(summaryObjectionTo(withStandInSignature(summaryXml(content, 'a+B/9z')))).toBeUndefined()
        }
        files.push(xml)
        for (const [, name = ''] of xml.matchAll(/<(\w+)>/g)) seen.add(name)
      }),
      { numRuns: RUNS },
    )
    // A property that accepts nothing, or the same bare document each time, would prove nothing.
    expect(files.length).toBeGreaterThan(RUNS * 0.6)
    expect(seen.size).toBeGreaterThan(40)
    if (needs('xmllint')) expect(xmllintComplaint(schemaFile, files.slice(0, 5))).toBe('')
  })

  test('a value that the schema refuses is a fault at the field that holds it', { timeout: 60_000 }, () => {
    let refused = 0
    const misses: string[] = []
    fc.assert(
      fc.property(randomDrafts(type), fc.infiniteStream(fc.nat()), (random, choices) => {
        const { draft, document } = repaired(random)
        if (!document) return
        const content = numberedContent(document, numberFor(document), SIGNED_AT)
        const places = [...blockPlacesOf(draft), ...neutralPlacesOf(draft)]
        for (let i = 0; i < 4; i++) {
          const { at, official } = places[(choices.next().value ?? 0) % places.length]!
          const wrong = WRONG[(choices.next().value ?? 0) % WRONG.length]!
          const xml = contentXml(type, changed(content, official, wrong) as Content)
          if (objectionTo(withStandInSignature(xml)) === undefined) continue
          refused++
          const { faults, document: accepted } = prepared(changed(draft, at, wrong) as Draft)
          const isTold = faults.some((fault) => fault.path === at)
          if (accepted || !isTold) {
            misses.push(`${at} = ${JSON.stringify(wrong.slice(0, 30))}: ${faults.map(({ path }) => path).join(', ')}`)
          }
        }
      }),
      { numRuns: RUNS },
    )
    expect(misses).toEqual([])
    expect(refused).toBeGreaterThan(RUNS / 2)
  })
})

/** A good draft of the type with random official fields laid over it, in the document's block and in those of its lines. */
function randomDrafts(type: string): fc.Arbitrary<Draft> {
  const format = E_CF_FORMATS.find(({ code }) => code === type)!
  const names = examples().flatMap(({ name, draft }) => (draft.type === type && name !== '31-beer' ? [name] : []))
  return fc.tuple(fc.constantFrom(...names), contentOf(format)).map(([name, content]) => {
    const draft = example(name)
    const rest = except(content, [
      'DetallesItems',
      'FechaHoraFirma',
      ...(draft.reference ? ['InformacionReferencia'] : []),
    ])
    // What would only contradict the draft: a note's original and its dates, a second identity of the buyer.
    const contradicting = [
      ...(draft.reference ? ['Encabezado.Emisor.FechaEmision'] : []),
      ...(draft.buyer?.foreignId === undefined ? [] : ['Encabezado.Comprador.RNCComprador']),
      ...(draft.buyer?.taxId === undefined ? [] : ['Encabezado.Comprador.IdentificadorExtranjero']),
    ]
    const block = contradicting.reduce<unknown>((fields, path) => changed(fields, path, undefined), rest)
    const items = (content.DetallesItems as { Item: readonly Loose[] }).Item
    const lines = items.map((item, i) => {
      const line = draft.lines[i % draft.lines.length] as unknown as Loose
      // Sixteen digits by sixteen digits have a test of their own.
      const fields = except(item, ['NumeroLinea', 'CantidadItem', 'PrecioUnitarioItem', 'MontoItem'])
      return { ...line, do: { ...fields, ...(line.do as object | undefined) } }
    })
    return { ...draft, do: block, lines } as unknown as Draft
  })
}

/** The draft without what its faults point at, as often as it takes: a client who removes whatever is complained of. */
function repaired(draft: Draft): { draft: Draft; document: PreparedDocument | undefined } {
  let current = draft
  for (let round = 0; round < 20; round++) {
    const { faults, document } = prepared(current)
    if (document) return { draft: current, document }
    for (const { path, severity } of faults) if (severity === 'error') current = without(current, path)
  }
  return { draft: current, document: undefined }
}

function prepared(draft: Draft): { faults: readonly Fault[]; document: PreparedDocument | undefined } {
  return prepare(draft, EXAMPLE_CONTEXT)
}

/** Takes away what stands at a path or, where nothing does, the group it was missed in; but never a line, a buyer or a reference. */
function without(draft: Draft, path: string): Draft {
  const steps = stepsOf(path)
  const least = LEAST_STEPS[steps[0] ?? ''] ?? steps.length
  while (steps.length > least && givenAt(draft, steps.join('.')) === undefined) steps.pop()
  return steps.length < least ? draft : (changed(draft, steps.join('.'), undefined) as Draft)
}

interface Place {
  /** In the client's names. */
  readonly at: string
  readonly official: string
}

const NEUTRAL_PLACES: readonly Place[] = [
  { at: 'buyer.taxId', official: 'Encabezado.Comprador.RNCComprador' },
  { at: 'buyer.foreignId', official: 'Encabezado.Comprador.IdentificadorExtranjero' },
  { at: 'buyer.name', official: 'Encabezado.Comprador.RazonSocialComprador' },
  { at: 'buyer.municipality', official: 'Encabezado.Comprador.MunicipioComprador' },
  { at: 'issueDate', official: 'Encabezado.Emisor.FechaEmision' },
  { at: 'payment.dueDate', official: 'Encabezado.IdDoc.FechaLimitePago' },
  { at: 'reference.number', official: 'InformacionReferencia.NCFModificado' },
  { at: 'reference.code', official: 'InformacionReferencia.CodigoModificacion' },
  { at: 'exchangeRate', official: 'Encabezado.OtraMoneda.TipoCambio' },
  { at: 'lines[0].name', official: 'DetallesItems.Item[0].NombreItem' },
  { at: 'lines[0].quantity', official: 'DetallesItems.Item[0].CantidadItem' },
  { at: 'lines[0].unitPrice', official: 'DetallesItems.Item[0].PrecioUnitarioItem' },
  { at: 'lines[0].unit', official: 'DetallesItems.Item[0].UnidadMedida' },
]

/** Those of the neutral fields that say something, and are not said over by a block. */
function neutralPlacesOf(draft: Draft): readonly Place[] {
  return NEUTRAL_PLACES.filter(({ at, official }) => {
    const above = `do.${official}`.replace('do.DetallesItems.Item[0]', 'lines[0].do')
    // In another currency a neutral price is converted on its way, so what stands in the draft is not what the schema sees.
    const isConverted = at.endsWith('unitPrice') && draft.currency !== undefined && draft.currency !== 'DOP'
    return givenAt(draft, at) !== undefined && givenAt(draft, above) === undefined && !isConverted
  })
}

/** Every leaf that the blocks of a draft give. */
function blockPlacesOf(draft: Draft): readonly Place[] {
  const header = leavesOf((draft as unknown as Loose).do).map((path) => ({ at: `do.${path}`, official: path }))
  const lines = draft.lines.flatMap((line, i) =>
    leavesOf((line as unknown as Loose).do).map((path) => ({
      at: `lines[${i}].do.${path}`,
      official: `DetallesItems.Item[${i}].${path}`,
    })),
  )
  return [...header, ...lines]
}

const LEAST_STEPS: Readonly<Record<string, number>> = { do: 1, discounts: 1, charges: 1, lines: 3 }

const WRONG = [
  'x',
  '-1',
  '1.23456',
  '0',
  '31-02-2026',
  '31/12/2026',
  '9'.repeat(40),
  'á'.repeat(2_000),
  'E',
  '1,000.00',
]

function numberFor({ type, number }: PreparedDocument) {
  return { number: number ?? `E${type}0000000007`, expiresOn: '2028-12-31' as CalendarDate }
}

function xmlOf(document: PreparedDocument): string {
  return documentXml(document, numberFor(document), SIGNED_AT)
}
