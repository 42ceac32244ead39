import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Draft } from '../src/domain/draft.ts'
import { readCertificationSet } from '../src/jurisdictions/dominican-republic/certification-set.ts'
import type {
  CertificationCase,
  CertificationSheets,
} from '../src/jurisdictions/dominican-republic/certification-set.ts'
import { factsOnly } from '../src/jurisdictions/dominican-republic/certification/facts-only.ts'
import type { Client } from './support/client.ts'
import { needs, shared } from './support/needs.ts'
import { expectSentRightly } from './support/sent-copies.ts'
import { xmlCryptoComplaint } from './support/signed-xml.ts'
import { CERTECF, type Place, PRODUCTION, TESTECF } from './support/taxpayer.ts'
import { World } from './support/world.ts'
import { xmllintComplaint } from './support/xmllint.ts'
import { xmlsecComplaint } from './support/xmlsec.ts'

const SET = 'dgii/samples/set-pruebas-a'
const ISSUER = '999999992'
const isThere = needs('shared') && needs('postgres-server')

const sheets = (
  isThere ? JSON.parse(readFileSync(shared(`${SET}/cases.json`), 'utf8')) : { ECF: [], RFCE: [] }
) as CertificationSheets
const { cases, faults } = readCertificationSet(sheets)

/** Figures that the set's own lines do not give, because they were added up before the lines were rounded; and one written short. */
const GAPS = [
  { number: 'E310000000004', stated: '<MontoItem>3752<', ours: '<MontoItem>3752.00<' },
  { number: 'E410000000007', stated: '<TotalITBISRetenido>2846.53<', ours: '<TotalITBISRetenido>2846.54<' },
  { number: 'E410000000007', stated: '<TotalISRRetencion>1606.41<', ours: '<TotalISRRetencion>1606.42<' },
]

interface Run {
  readonly run: string
  readonly place: Place
  readonly draftOf: (draft: Draft) => Draft
  /** The official file, where it stands corrected. */
  readonly officialOf: (number: string, xml: string) => string
}

const asStated = { draftOf: (draft: Draft) => draft, officialOf: (_number: string, xml: string) => xml }
const computed = {
  draftOf: factsOnly,
  officialOf: (number: string, xml: string) =>
    GAPS.reduce((text, gap) => (gap.number === number ? text.replace(gap.stated, gap.ours) : text), xml),
}

const RUNS: readonly Run[] = [
  { run: 'certecf', place: CERTECF, ...asStated },
  { run: 'testecf', place: TESTECF, ...asStated },
  {
    run: 'production, from bare facts',
    place: PRODUCTION,
    ...computed,
  },
]

describe.skipIf(!isThere)('the official certification set', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterAll(() => world.close())

  test('has 25 e-CF, four of which are summarised as well', () => {
    expect(faults).toEqual([])
    expect(cases).toHaveLength(25)
    expect(cases.filter(({ stage }) => stage === 'summary')).toHaveLength(4)
  })

  describe.each(RUNS)('posted to Emite, in $run', ({ place, draftOf, officialOf }) => {
    let client: Client
    const ids = new Map<string, string>()
    const files = new Map<string, { readonly full: string; readonly summary: string | undefined }>()

    beforeAll(async () => {
      // The profile knows where the issuer lives, which some rows leave out.
      client = await world.taxpayer(ISSUER, place)
    })

    test.each(['invoice', 'summary', 'note'] as const)('every %s is taken and approved', async (stage) => {
      const group = cases.filter((each) => each.stage === stage)
      for (const { number, draft } of group) {
        const { id } = await client.issue(draftOf(draft), { idempotencyKey: number })
        ids.set(number, id)
      }
      await world.settle()
      for (const { number } of group) {
        const id = ids.get(number)!
        const { state, verdict } = await client.document(id)
        expect({ number, state, messages: verdict?.messages }).toEqual({ number, state: 'approved', messages: [] })
        expect(await expectSentRightly(world, { client, id })).toBe(1)
        const full = (await client.xml(id))!.toString()
        files.set(number, { full, summary: (await client.xml(id, 'submission'))?.toString() })
      }
    })

    test.each(cases)('$name is stored as the official file, but for time and signature', ({ number, name }) => {
      const official = officialOf(number, readFileSync(shared(`${SET}/unsigned/${name}.xml`), 'utf8'))
      expect(bare(files.get(number)!.full)).toBe(bare(official))
    })

    test.each(cases.filter(({ stage }) => stage === 'summary'))(
      'the summary of $name is the official one, with the code of our signature',
      ({ number, name }) => {
        const { full, summary } = files.get(number)!
        const official = readFileSync(shared(`${SET}/unsigned/RFCE-${name}.xml`), 'utf8')
        expect(withoutCode(bare(summary!))).toBe(withoutCode(bare(official)))
        expect(codeIn(summary!)).toBe(/<SignatureValue>(.{6})/.exec(full)?.[1])
      },
    )

    test('no e-CF but a small type 32 has a summary', () => {
      const summarised = [...files].filter(([, { summary }]) => summary !== undefined).map(([number]) => number)
      expect(summarised).toEqual(cases.filter(({ stage }) => stage === 'summary').map(({ number }) => number))
    })

    test.skipIf(!needs('xmllint'))('every file is valid under its official schema', () => {
      for (const [type, group] of Map.groupBy(cases, typeOf)) {
        const full = group.map(({ number }) => files.get(number)!.full)
        expect(xmllintComplaint(shared(`dgii/xsd/e-CF-${type}.xsd`), full)).toBe('')
      }
      const summaries = [...files.values()].flatMap(({ summary }) => summary ?? [])
      expect(xmllintComplaint(shared('dgii/xsd/RFCE-32.xsd'), summaries)).toBe('')
    })

    test.skipIf(!needs('xmlsec1'))('xmlsec1 verifies every signature', () => {
      expect(xmlsecComplaint(allFiles())).toBe('')
    })

    test('xml-crypto verifies every signature', () => {
      expect(allFiles().map(xmlCryptoComplaint).filter(Boolean)).toEqual([])
    })

    const allFiles = () => [...files.values()].flatMap(({ full, summary }) => [full, summary ?? []].flat())
  })
})

function typeOf({ number }: CertificationCase): string {
  return number.slice(1, 3)
}

/** A file without what is different each time it is signed, and without declaration. */
function bare(xml: string): string {
  return xml
    .replace(/^\uFEFF?<\?xml[^>]*\?>\s*/, '')
    .replace(/<FechaHoraFirma>[^<]*<\/FechaHoraFirma>/, '')
    .replace(/<Signature[ >].*<\/Signature>/s, '')
    .trim()
}

function withoutCode(xml: string): string {
  return xml.replace(/<CodigoSeguridadeCF>[^<]*<\/CodigoSeguridadeCF>/, '')
}

function codeIn(xml: string): string | undefined {
  return /<CodigoSeguridadeCF>([^<]*)</.exec(xml)?.[1]
}
