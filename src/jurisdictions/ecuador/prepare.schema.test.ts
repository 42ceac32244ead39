import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { example, examples } from '../../../test/support/ecuadorian-examples.ts'
import { changed, except, leavesOf, stepsOf, type Loose } from '../../../test/support/loose-values.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { officialSchema } from '../../../test/support/official-schema.ts'
import { contentOf } from '../../../test/support/random-content.ts'
import { schemaFileOf } from '../../../test/support/sri-schemas.ts'
import { xmllintComplaint } from '../../../test/support/xmllint.ts'
import type { Draft } from '../../domain/draft.ts'
import { givenAt } from '../content/block.ts'
import type { Content } from '../format/format.ts'
import type { PreparedDocument } from '../jurisdiction.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { formatOf } from './formats/formats.ts'
import { numbering } from './numbering.ts'
import { prepare } from './prepare.ts'
import { typeFactsOf } from './type-facts.ts'
import { contentXml, documentXml, numberedContent } from './xml.ts'

const RUNS = 30
const SIGNED_AT = EXAMPLE_CONTEXT.now

describe.skipIf(!needs('shared')).each(['01', '03', '04', '05'])(
  'drafts of type %s and the official schema',
  (type) => {
    const schemaFile = shared(`sri/xsd/${schemaFileOf(formatOf(type)!)}`)
    let objectionTo: (xml: string) => string | undefined
    beforeAll(() => {
      objectionTo = officialSchema(schemaFile)
    })

    test('whatever is accepted is valid', { timeout: 60_000 }, () => {
      const files: string[] = []
      const seen = new Set<string>()
      fc.assert(
        fc.property(randomDrafts(type), (random) => {
          const { document } = repaired(random)
          if (!document) return
          const xml = documentXml(document, numberFor(document), SIGNED_AT)
          expect(objectionTo(xml)).toBeUndefined()
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
          const { content } = numberedContent(document, numberFor(document), SIGNED_AT)
          const places = placesOf(draft)
          for (let i = 0; i < 4; i++) {
            const { at, official } = places[(choices.next().value ?? 0) % places.length]!
            const wrong = WRONG[(choices.next().value ?? 0) % WRONG.length]!
            const xml = contentXml(type, changed(content, official, wrong) as Content)
            // A line end in a neutral text becomes a blank.
            const isMended = wrong === LINE_END && !at.includes('ec.')
            if (isMended || objectionTo(xml) === undefined) continue
            refused++
            const { faults, document: accepted } = prepare(changed(draft, at, wrong) as Draft, EXAMPLE_CONTEXT)
            if (accepted || !faults.some(({ path }) => path === at)) {
              misses.push(`${at} = ${JSON.stringify(wrong.slice(0, 30))}: ${faults.map(({ path }) => path).join(', ')}`)
            }
          }
        }),
        { numRuns: RUNS },
      )
      expect(misses).toEqual([])
      expect(refused).toBeGreaterThan(RUNS / 2)
    })
  },
)

/** What the country writes itself, or would only contradict the draft. */
const OWN = ['@id', '@version', 'detalles', 'motivos']
const OWN_TAX_INFORMATION = ['claveAcceso', 'secuencial', 'codDoc', 'ambiente', 'estab', 'ptoEmi', 'contribuyenteRimpe']

/** A good draft of the type with random official fields laid over it, in the document's block and in those of its lines. */
function randomDrafts(type: string): fc.Arbitrary<Draft> {
  const { info, party } = typeFactsOf(type)!
  const names = examples().flatMap(({ name, draft }) => (draft.type === type ? [name] : []))
  return fc.tuple(fc.constantFrom(...names), contentOf(formatOf(type)!)).map(([name, content]) => {
    const draft = example(name) as unknown as Loose
    const random = {
      ...except(content, OWN),
      infoTributaria: except(content.infoTributaria as object, OWN_TAX_INFORMATION),
      [info]: except(content[info] as object, [
        'fechaEmision',
        'fechaEmisionDocSustento',
        `tipoIdentificacion${party}`,
        'pagos',
      ]),
    }
    const details = linesOf(content)
    const lines = (draft.lines as readonly Loose[]).map((line, i) => ({
      ...line,
      ec: {
        ...except(details[i % details.length]!, ['cantidad', 'precioUnitario', 'impuestos', 'razon', 'valor']),
        ...(line.ec as object | undefined),
      },
    }))
    return { ...draft, ec: { ...random, ...(draft.ec as object | undefined) }, lines } as unknown as Draft
  })
}

function linesOf({ detalles, motivos }: Content): readonly Content[] {
  const group = (detalles ?? motivos) as Readonly<Record<string, readonly Content[]>>
  return group.detalle ?? group.motivo ?? []
}

/** The draft without what its faults point at, as often as it takes: a client who removes whatever is complained of. */
function repaired(draft: Draft): { draft: Draft; document: PreparedDocument | undefined } {
  let current = draft
  for (let round = 0; round < 30; round++) {
    const { faults, document } = prepare(current, EXAMPLE_CONTEXT)
    if (document) return { draft: current, document }
    for (const { code, path, severity } of faults) {
      if (severity === 'error') for (const each of BLAME[code] ?? [path]) current = without(current, each)
    }
  }
  return { draft: current, document: undefined }
}

const AMOUNTS_BESIDES = [
  'ec.otrosRubrosTerceros',
  'ec.infoFactura.propina',
  'ec.infoFactura.fleteInternacional',
  'ec.infoFactura.seguroInternacional',
  'ec.infoFactura.gastosAduaneros',
  'ec.infoFactura.gastosTransporteOtros',
  'ec.infoFactura.compensaciones',
]
/** What a client takes away where the fault rightly points at a field that the draft itself gives. */
const BLAME: Readonly<Record<string, readonly string[]>> = {
  'negotiable-incomplete': ['ec.tipoNegociable'],
  'buyer-needed': AMOUNTS_BESIDES,
  'payments-sum': ['payment'],
}

/** Takes away what a block has at a path or, where it has nothing there, the group it was missed in. */
function without(draft: Draft, path: string): Draft {
  if (path === 'payment') return except(draft, ['payment']) as Draft
  const steps = stepsOf(path)
  const least = steps.indexOf('ec') + 2
  while (steps.length > least && givenAt(draft, steps.join('.')) === undefined) steps.pop()
  return least < 2 || steps.length < least ? draft : (changed(draft, steps.join('.'), undefined) as Draft)
}

interface Place {
  /** In the client's names. */
  readonly at: string
  readonly official: string
}

/** Every leaf that the blocks of a draft give, and the neutral fields that no block says over. */
function placesOf(draft: Draft): readonly Place[] {
  const { info, party, code } = typeFactsOf(draft.type)!
  const line = code === '05' ? 'motivos.motivo' : 'detalles.detalle'
  const neutral = [
    { at: 'buyer.taxId', official: `${info}.identificacion${party}` },
    { at: 'buyer.name', official: `${info}.razonSocial${party}` },
    { at: 'issueDate', official: `${info}.fechaEmision` },
    { at: 'reference.number', official: `${info}.numDocModificado` },
    { at: 'reference.date', official: `${info}.fechaEmisionDocSustento` },
    { at: 'lines[0].name', official: `${line}[0].${code === '05' ? 'razon' : 'descripcion'}` },
    { at: 'lines[0].quantity', official: `${line}[0].cantidad` },
    { at: 'lines[0].unitPrice', official: `${line}[0].precioUnitario` },
  ].filter(({ at, official }) => {
    const above = official.replace(`${line}[0]`, 'lines[0].ec').replace(/^info/, 'ec.info')
    const isOfReasons = code === '05' && /quantity|unitPrice/.test(at)
    return givenAt(draft, at) !== undefined && givenAt(draft, above) === undefined && !isOfReasons
  })
  const header = leavesOf((draft as unknown as Loose).ec).map((path) => ({ at: `ec.${path}`, official: path }))
  const lines = draft.lines.flatMap((each, i) =>
    leavesOf((each as unknown as Loose).ec).map((path) => ({
      at: `lines[${i}].ec.${path}`,
      official: `${line}[${i}].${path}`,
    })),
  )
  return [...neutral, ...header, ...lines]
}

const LINE_END = 'a\nb'
const WRONG = [
  'x',
  '-1',
  '1.2345678',
  '31/02/2026',
  '2026-12-31',
  '9'.repeat(40),
  'á'.repeat(2_000),
  'E',
  '1,000.00',
  LINE_END,
]

function numberFor({ series }: PreparedDocument) {
  return { number: numbering.format(series, 7n), expiresOn: undefined }
}
