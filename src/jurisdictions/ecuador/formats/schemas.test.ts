import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { changed, officialPath, placesOf, reduced } from '../../../../test/support/content-places.ts'
import { needs, shared } from '../../../../test/support/needs.ts'
import { officialSchema } from '../../../../test/support/official-schema.ts'
import { contentOf, fullContentOf, minimalContentOf } from '../../../../test/support/random-content.ts'
import { schemaFileOf } from '../../../../test/support/sri-schemas.ts'
import { checkContent } from '../../format/check.ts'
import { breachOf } from '../../format/facets.ts'
import type { Content, SimpleType } from '../../format/format.ts'
import { writeXml } from '../../format/write.ts'
import { FORMATS } from './formats.ts'

const CASES = FORMATS.map((format) => [`${format.root.name} ${format.version}`, format] as const)

/** What the published schemas refuse and SRI does not. */
const NEGOCIO_POPULAR = 'CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE'
const asPublished = (xml: string) => xml.replace(NEGOCIO_POPULAR, 'CONTRIBUYENTE RÉGIMEN RIMPE')

describe.skipIf(!needs('shared')).each(CASES)('the table and the official schema of %s', (_, format) => {
  let schemaObjection: (xml: string) => string | undefined
  beforeAll(() => {
    schemaObjection = officialSchema(shared(`sri/xsd/${schemaFileOf(format)}`))
  })
  const objectionTo = (content: Content) => schemaObjection(asPublished(writeXml(format, content)))

  test('what the table allows, the schema takes', { timeout: 120_000 }, () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(contentOf(format), (content) => {
        for (const { path } of placesOf(format.root, content)) seen.add(path.join('.'))
        expect(checkContent(format, content)).toEqual([])
        expect(objectionTo(content)).toBeUndefined()
      }),
      { numRuns: 200 },
    )
    const all = placesOf(format.root, fullContentOf(format)).map(({ path }) => path.join('.'))
    expect(all.filter((path) => !seen.has(path))).toEqual([])
  })

  test(
    'a wrong value that the schema refuses, the table refuses at its field; beyond that only as it says',
    { timeout: 120_000 },
    () => {
      const full = fullContentOf(format)
      const disagreements: string[] = []
      let refused = 0
      for (const { element, path, value } of placesOf(format.root, full)) {
        const { type } = element
        if (!type || typeof value !== 'string') continue
        const around = reduced(format.root, full, path)
        for (const wrong of [...SUSPECTS, ...madeFor(type, value)]) {
          if (wrong === NEGOCIO_POPULAR) continue
          const faults = checkContent(format, changed(around, path, wrong))
          // The writer leaves an empty text out; the schema must see the empty element.
          const xml = writeXml(format, changed(around, path, wrong === '' ? MARK : wrong)).replace(MARK, '')
          const objection = schemaObjection(asPublished(xml))
          if (objection !== undefined) refused++

          const agrees =
            faults.length === 0
              ? objection === undefined
              : faults.length === 1 &&
                faults[0]?.path === officialPath(path) &&
                (objection !== undefined || isStricterOnPurpose(type, wrong))
          if (!agrees)
            disagreements.push(`${officialPath(path)} = ${JSON.stringify(wrong.slice(0, 60))}: ${objection ?? 'fine'}`)
        }
      }
      expect(disagreements).toEqual([])
      expect(refused).toBeGreaterThan(1_000)
    },
  )

  test('what the schema requires cannot be left out, and what it does not can', { timeout: 120_000 }, () => {
    const full = fullContentOf(format)
    for (const { element, path } of placesOf(format.root, full)) {
      // Without its text an element is not written at all: the empty one was tried above.
      if (path.at(-1) === '#text') continue
      const without = changed(full, path, undefined)
      const where = officialPath(path.filter((step) => step !== 0))
      const faults = checkContent(format, without)
      expect(objectionTo(without) !== undefined, where).toBe(faults.some(({ code }) => code === 'field-missing'))
      if (element.required && element.most === 1) {
        expect(faults).toMatchObject([{ code: 'field-missing', path: officialPath(path) }])
      }
    }
  })

  test('nothing stands more often than the schema allows', { timeout: 120_000 }, () => {
    const full = fullContentOf(format)
    for (const { element, path, value } of placesOf(format.root, full)) {
      if (element.most === 1) continue
      const one = element.children && element.children.length > 0 ? minimalContentOf(element) : value
      const list = path.slice(0, -1)
      // Where the schema sets no limit the table's own, far beyond what 320 KB hold, need not be tried.
      const most = Math.min(element.most, 50)
      const some = changed(full, list, Array<unknown>(most).fill(one))
      expect(checkContent(format, some)).toEqual([])
      expect(objectionTo(some)).toBeUndefined()
      if (most < element.most) continue
      const more = changed(full, list, Array<unknown>(most + 1).fill(one))
      expect(checkContent(format, more)).toMatchObject([{ code: 'field-repeats', path: officialPath(list) }])
      expect(objectionTo(more), officialPath(list)).toBeDefined()
    }
  })

  test('a RIMPE negocio popular may say so, although the published schema refuses it', () => {
    const full = fullContentOf(format)
    const popular = changed(full, ['infoTributaria', 'contribuyenteRimpe'], NEGOCIO_POPULAR)
    expect(checkContent(format, popular)).toEqual([])
    expect(schemaObjection(writeXml(format, popular))).toContain('contribuyenteRimpe')
  })
})

const MARK = 'mark-of-the-empty'

/** Texts that have slipped through some check somewhere. */
const SUSPECTS = [
  ...['', ' ', '\t', '\n', 'a\nb', 'a\rb', 'a\tb', 'No. 1', '1 ', ' 1', '1\n', '1 5', ' 31/12/2026', '31/12/2026\n'],
  ...'x X zz á _ - $ % a1 FOB fob & 😀 . , SI NO si no S EXPORTADOR EXPORTADO comprobante Comprobante'.split(' '),
  ...'0 1 2 3 4 5 6 7 8 9 00 01 001 02 03 04 05 06 07 08 09 10 15 16 19 20 21 22 99 100 110 593 999'.split(' '),
  ...'1000 0110 9999 10000 99999 999999999 1234567 12345678 123456789'.split(' '),
  ...'-1 -0 -0.01 -0.00 +1 +0 +1.00 ٣ １ 0.0 0.00 0.001 0.01 1. .5 1.0 1.00 1.000 1.5 1.50 1.555 1.5550'.split(' '),
  ...'0.69000 0.6900001 10.25 100.00 99.99 999.99 1000.00 0.0000001 0.000001 1.1234567 1.1234560'.split(' '),
  ...'0x10 1,000.00 1.000,00 1e5 NaN INF -INF 1.2.3 1x5'.split(' '),
  ...[8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 37, 48, 49, 50, 5000].map((length) => '9'.repeat(length)),
  ...['.99', '.9999', '.999999', '.9999999', '.9000000'].flatMap((end) => {
    return [11, 12, 13].flatMap((length) => ['', '-'].map((sign) => `${sign}${'9'.repeat(length)}${end}`))
  }),
  ...'31/12/2026 1/1/2026 31/02/2026 29/02/2024 29/02/2023 32/01/2026 00/01/2026 01/13/2026 01/00/2026'.split(' '),
  ...'2026/12/31 31-12-2026 31/12/26 31/12/1999 31/12/2100 31/12/٢٠26 12/2026 00/2026 13/2026 1/2026 12/1999'.split(
    ' ',
  ),
  ...'1899 1900 1999 2026 2100'.split(' '),
  ...['1760013210001', '1760013210002', '176001321000', '1710034065', 'A1710034065', '9999999999999'],
  ...['001-001-000000001', '001-001-00000001', '001001000000001', '001-001-0000000011', '1-1-1'],
  ...['CONTRIBUYENTE RÉGIMEN RIMPE', 'CONTRIBUYENTE REGIMEN RIMPE', 'Contribuyente Régimen RIMPE', '\\w+'.repeat(400)],
]

/** Texts that are wrong, or nearly, for a field of this type. */
function madeFor({ maxLength, minLength, values }: SimpleType, value: string): readonly string[] {
  const made = ['', ' ', '-1', '0', '1.555', '9'.repeat(30), 'x', 'áé😀', '31/02/2026', ...(values ?? [])]
  made.push(`${value}x`, `x${value}`, value + value, value.slice(0, -1), `${value} `, ` ${value}`, value.toLowerCase())
  made.push(`${value}\n`, `${value}0`, `${value}.0`)
  if (maxLength !== undefined) {
    for (const character of ['a', '9', '😀', '&'])
      made.push(character.repeat(maxLength), character.repeat(maxLength + 1))
  }
  if (minLength !== undefined && minLength > 1) made.push('a'.repeat(minLength - 1), '😀'.repeat(minLength - 1))
  return made
}

/**
 * Where the table asks for more than the schema: text that is not blank, days that exist, numbers without blanks around them and
 * with a digit on either side of the point, and in the root the version that the format is of.
 */
function isStricterOnPurpose(type: SimpleType, value: string): boolean {
  const code = breachOf(type, value)?.code
  if (code === 'field-empty' || code === 'field-date') return true
  if (type.name.startsWith('version ')) return true
  if (type.base === 'text') return false
  const plain = value
    .trim()
    .replace(/^([+-]?)\./, '$10.')
    .replace(/\.$/, '')
  return value !== plain && breachOf(type, plain) === undefined
}
