import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examples } from '../../../test/support/ecuadorian-examples.ts'
import type { Draft } from '../../domain/draft.ts'
import { elementPathsOf } from '../format/element-paths.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { formatOf } from './formats/formats.ts'
import { numbering } from './numbering.ts'
import { prepare, relatedNumbers } from './prepare.ts'
import { TYPE_FACTS } from './type-facts.ts'
import { documentXml } from './xml.ts'

const PATHS = [...new Set(TYPE_FACTS.flatMap(({ code }) => [...elementPathsOf(formatOf(code)!)]))]
const NAMES = ['__proto__', 'constructor', 'toString', 'detalles', ...new Set(PATHS.flatMap((path) => path.split('.')))]
const LINES = /^(?:detalles\.detalle|motivos\.motivo)\./

/** Blocks with the right names and the wrong everything else. */
const { block } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('', ' ', '0', '-1', '1e400', '0.005', '9'.repeat(26), '9999999999999', '001-001-000000001'),
    fc.constantFrom('01/01/2026', '31/02/2026', '01', '2', '3', '4', '5', '07', '41', '3680', '5001', 'SI'),
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
  const drafts = examples().map((each) => each.draft)

  test('returns faults whatever the blocks hold, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...drafts), block, block, (draft, header, line) => {
        expectAnAnswer(withBlocks(draft, header, line))
      }),
      { numRuns: 1000 },
    )
  })

  test('survives one wrong value at any place of a good document', () => {
    const wrong = fc.oneof(block, fc.anything())
    fc.assert(
      fc.property(fc.constantFrom(...drafts), fc.constantFrom(...PATHS), wrong, (draft, path, value) => {
        const isLine = LINES.test(path)
        const block = nested(isLine ? path.replace(LINES, '') : path, value)
        expectAnAnswer(isLine ? withBlocks(draft, undefined, block) : withBlocks(draft, block, undefined))
      }),
      { numRuns: 1000 },
    )
  })

  test('takes nothing from a prototype', () => {
    const draft = JSON.parse(
      '{"type":"01","ec":{"__proto__":{"infoFactura":{"placa":"9"}},"infoFactura":{"__proto__":{"placa":"9"}}},"lines":[{"name":"a","quantity":"1","unitPrice":"1","taxes":[{"code":"IVA"}],"ec":{"__proto__":{"x":1}}}]}',
    ) as Draft
    expect(prepare(draft, EXAMPLE_CONTEXT).faults.map(({ code, path }) => [code, path])).toEqual([
      ['block-value', 'ec.__proto__'],
      ['block-value', 'ec.infoFactura.__proto__'],
      ['block-value', 'lines[0].ec.__proto__'],
    ])
    expect(({} as Record<string, unknown>).infoFactura).toBeUndefined()
  })

  test('a hostile text costs no time', () => {
    const long = `${'9'.repeat(100_000)}!`
    const lines = [{ name: long, quantity: '1', unitPrice: '1', ec: { cantidad: long, codigoAuxiliar: long } }]
    const draft = { type: '01', lines, ec: { infoFactura: { placa: long, identificacionComprador: long } } }
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
  if (!document) return
  const number = document.number ?? numbering.format(document.series, 7n)
  const xml = documentXml(document, { number, expiresOn: undefined }, EXAMPLE_CONTEXT.now)
  expect(xml).not.toMatch(/<(?!detAdicional)(\w+)><\/\1>/)
}

function withBlocks(draft: Draft, header: unknown, line: unknown): Draft {
  const lines = (draft.lines as Draft['lines'] | undefined)?.map((each) => ({ ...each, ec: line }))
  return { ...draft, ...(header === undefined ? {} : { ec: header }), ...(lines ? { lines } : {}) }
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
