import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '../../domain/draft.ts'
import { E_CF_TYPES } from './formats/formats.ts'
import { elementsOf } from './content/applicable.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { examples } from '../../../test/support/dominican-examples.ts'
import { prepare, relatedNumbers } from './prepare.ts'
import { documentXml } from './xml.ts'

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'computed',
  'DetallesItems',
  ...new Set([...E_CF_TYPES].flatMap((type) => [...elementsOf(type)].flatMap((path) => path.split('.')))),
]

/** Blocks with the right names and the wrong everything else. */
const { block } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '',
      ' ',
      '0',
      '-1',
      '1e400',
      '0.005',
      '99999999999999999999999999',
      'E310000000001',
      '01-01-2026',
      '31-02-2026',
      '%',
      '$',
      '1',
      '4',
      '006',
    ),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ minLength: 2_000, maxLength: 2_001 }),
  ),
  list: fc.array(tie('node'), { maxLength: 3 }),
  block: fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('node')), { maxLength: 4 }).map(jsonOf),
  node: fc.oneof({ depthSize: 'small', maxDepth: 4 }, tie('leaf'), tie('list'), tie('block')),
}))

describe('prepare', () => {
  test('returns faults whatever the blocks hold, and never throws', () => {
    const drafts = examples().map((each) => each.draft)
    fc.assert(
      fc.property(fc.constantFrom(...drafts), block, block, (draft, header, line) => {
        const hostile = { ...draft, do: header, lines: draft.lines.map((each) => ({ ...each, do: line })) } as Draft
        expectAnAnswer(hostile)
      }),
      { numRuns: 1000 },
    )
  })

  test('survives one wrong value at any place of a good document', () => {
    const drafts = examples().map((each) => each.draft)
    const paths = [...new Set(E_CF_TYPES.flatMap((type) => [...elementsOf(type)]))]
    fc.assert(
      fc.property(
        fc.constantFrom(...drafts),
        fc.constantFrom(...paths),
        fc.oneof(block, fc.anything()),
        (draft, path, value) => {
          const isLine = path.startsWith('DetallesItems.Item.')
          const wrong = nested(isLine ? path.slice('DetallesItems.Item.'.length) : path, value)
          expectAnAnswer(
            (isLine
              ? { ...draft, lines: draft.lines.map((each) => ({ ...each, do: wrong })) }
              : { ...draft, do: wrong }) as Draft,
          )
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('takes nothing from a prototype', () => {
    const draft = JSON.parse(
      '{"type":"43","do":{"__proto__":{"Encabezado":{"Version":"9"}},"Encabezado":{"__proto__":{"Version":"9"}}},"lines":[{"name":"a","quantity":"1","unitPrice":"1","do":{"__proto__":{"x":1}}}]}',
    ) as Draft
    const { faults } = prepare(draft, EXAMPLE_CONTEXT)
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['block-value', 'do.__proto__'],
      ['block-value', 'do.Encabezado.__proto__'],
      ['block-value', 'lines[0].do.__proto__'],
    ])
    expect(({} as Record<string, unknown>).Encabezado).toBeUndefined()
  })

  test('a very deep block is a fault, not a stack overflow', () => {
    const deep = JSON.parse('{"a":'.repeat(5000) + '1' + '}'.repeat(5000)) as unknown
    expect(
      prepare(
        { type: '43', lines: [{ name: 'a', quantity: '1', unitPrice: '1' }], do: deep } as unknown as Draft,
        EXAMPLE_CONTEXT,
      ).faults.map(({ code }) => code),
    ).toContain('block-value')
  })

  test('a hostile text costs no time', () => {
    const long = `${'9'.repeat(100_000)}!`
    const draft = {
      type: '31',
      lines: [{ name: 'a', quantity: '1', unitPrice: '1', do: { CantidadItem: long, NombreItem: long } }],
      do: { Encabezado: { Comprador: { RNCComprador: long, CorreoComprador: long } } },
    } as unknown as Draft
    const begun = performance.now()
    expect(prepare(draft, EXAMPLE_CONTEXT).document).toBeUndefined()
    expect(performance.now() - begun).toBeLessThan(250)
  })
})

function expectAnAnswer(draft: Draft): void {
  relatedNumbers(draft)
  const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
  for (const { code, path, message } of faults) {
    expect(code).toMatch(/^[a-z0-9-]+$/)
    expect(typeof path).toBe('string')
    expect(message.es && message.en).toBeTruthy()
  }
  expect(document === undefined).toBe(faults.some(({ severity }) => severity === 'error'))
  if (document) {
    const xml = documentXml(
      document,
      { number: document.number ?? `E${draft.type}0000000001`, expiresOn: EXAMPLE_CONTEXT.today },
      EXAMPLE_CONTEXT.now,
    )
    expect(xml).not.toMatch(/<(?!Comprador>)(\w+)><\/\1>/)
  }
}

function nested(path: string, value: unknown): unknown {
  return path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value)
}

/** As JSON.parse would give it: `__proto__` is an own key. */
function jsonOf(entries: readonly (readonly [string, unknown])[]): unknown {
  const object = {}
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  }
  return object
}
