import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { example } from '../../../test/support/ecuadorian-examples.ts'
import { except, stepsOf, type Loose } from '../../../test/support/loose-values.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { officialSchema } from '../../../test/support/official-schema.ts'
import { contentOf } from '../../../test/support/random-content.ts'
import { schemaFileOf } from '../../../test/support/sri-schemas.ts'
import type { Draft } from '../../domain/draft.ts'
import type { Content } from '../format/format.ts'
import type { PreparedDocument } from '../jurisdiction.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { formatOf } from './formats/formats.ts'
import { numbering } from './numbering.ts'
import { prepare } from './prepare.ts'
import { documentXml } from './xml.ts'

const RUNS = 40

// The guía and the retención; sales have their own.
describe.skipIf(!needs('shared')).each([
  { type: '06', base: '06-waybill' },
  { type: '07', base: '07-withholding' },
])('drafts of type $type and the official schema', ({ type, base }) => {
  const format = formatOf(type)!
  let objectionTo: (xml: string) => string | undefined
  beforeAll(() => {
    objectionTo = officialSchema(shared(`sri/xsd/${schemaFileOf(format)}`))
  })

  test('whatever is accepted is valid', { timeout: 60_000 }, () => {
    let accepted = 0
    const seen = new Set<string>()
    fc.assert(
      fc.property(contentOf(format), (content) => {
        const document = repaired(draftWith(content, base))
        if (!document) return
        const number = document.number ?? numbering.format(document.series, 7n)
        const xml = documentXml(document, { number, expiresOn: undefined }, EXAMPLE_CONTEXT.now)
        // The legend of a negocio popular is right, and the published schemas do not know it.
        const known = xml.replace('CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE', 'CONTRIBUYENTE RÉGIMEN RIMPE')
        expect(objectionTo(known)).toBeUndefined()
        accepted++
        for (const [, name = ''] of xml.matchAll(/<(\w+)>/g)) seen.add(name)
      }),
      { numRuns: RUNS },
    )
    // A property that accepts nothing, or the same bare document each time, would prove nothing.
    expect(accepted).toBeGreaterThan(RUNS * 0.3)
    expect(seen.size).toBeGreaterThan(35)
  })
})

/** A good draft with random official fields laid over it, but what is the issuer's or the signature's to say. */
function draftWith(content: Content, base: string): Draft {
  const draft = example(base) as unknown as Loose
  const fields = except(content, ['infoTributaria', '@id', '@version'])
  return { ...draft, ec: { ...(draft.ec as object | undefined), ...fields } } as unknown as Draft
}

/** The document of the draft without what its faults point at, as often as it takes: a client who removes what is complained of. */
function repaired(draft: Draft): PreparedDocument | undefined {
  let current: unknown = draft
  for (let round = 0; round < 30; round++) {
    const { faults, document } = prepare(current as Draft, EXAMPLE_CONTEXT)
    if (document) return document
    for (const { path, severity } of faults) if (severity === 'error') current = without(current, stepsOf(path))
  }
  return undefined
}

/** A copy without what stands at a path or, where nothing does, without the block's group it was missed in. */
function without(holder: unknown, steps: readonly string[]): unknown {
  const least = steps[0] === 'ec' ? 2 : 1
  for (let length = steps.length; length >= least; length--) {
    const taken = taking(holder, steps.slice(0, length))
    if (taken !== holder) return taken
  }
  return holder
}

/** The very holder when nothing stands there. */
function taking(holder: unknown, [step = '', ...rest]: readonly string[]): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, step)) return holder
  const inner = (holder as Loose)[step]
  if (inner === undefined) return holder
  const changed = rest.length > 0 ? taking(inner, rest) : undefined
  if (changed === inner) return holder
  if (Array.isArray(holder)) {
    const list: readonly unknown[] = holder
    return list.map((each, i) => (String(i) === step ? changed : each)).filter((each) => each !== undefined)
  }
  return { ...holder, [step]: changed }
}
