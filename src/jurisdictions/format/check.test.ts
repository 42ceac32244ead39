import { describe, expect, test } from 'vitest'
import { checkContent } from './check.ts'
import { branch, leaf } from './element.ts'
import type { Format, SimpleType } from './format.ts'
import { schemaPattern } from './schema-pattern.ts'

const TEXT: SimpleType = { name: 'Text', base: 'text', minLength: 2, maxLength: 5 }
const CODE: SimpleType = { name: 'Code', base: 'integer', values: new Set(['1', '2']), catalog: 'codes' }
const AMOUNT: SimpleType = {
  name: 'Amount',
  base: 'decimal',
  pattern: schemaPattern('[0-9]{1,4}(.[0-9]{1,2})?'),
  shape: { es: 'hasta 4 enteros', en: 'up to 4 integer digits' },
  totalDigits: 6,
  fractionDigits: 2,
  minExclusive: '0',
  maxInclusive: '5000',
}
const DATE: SimpleType = {
  name: 'Date',
  base: 'text',
  pattern: schemaPattern('\\d{1,2}-\\d{1,2}-\\d{4}'),
  date: 'day-first',
}

const NOTE = { ...leaf('Nota', 'optional', TEXT, { most: 2 }), attributes: [leaf('nombre', 'required', TEXT)] }

const FORMAT: Format = {
  code: 'X',
  version: '1',
  source: 'Book of X',
  root: branch('X', 'required', [
    leaf('Name', 'required', TEXT),
    leaf('Kind', 'optional', CODE),
    leaf('Amount', 'optional', AMOUNT),
    leaf('Day', 'optional', DATE),
    branch('Lines', 'optional', [branch('Line', 'required', [leaf('Text', 'optional', TEXT)], { most: 3 })]),
    branch('Buyer', 'optional', [leaf('Id', 'optional', TEXT)], { mayBeEmpty: true }),
    branch('Seller', 'optional', [leaf('Id', 'optional', TEXT)]),
    NOTE,
    { ...branch('Old', 'optional', [leaf('A', 'optional', TEXT)]), elsewhere: new Map([['B', ['Y', 'Z']]]) },
  ]),
}

const found = (content: object) =>
  checkContent(FORMAT, { Name: 'abc', ...content }).map(({ code, path }) => `${code} ${path}`)

describe('checkContent', () => {
  test('finds nothing in a content that keeps its format', () => {
    const content = {
      Name: 'ab',
      Kind: '2',
      Amount: '5000.00',
      Day: '29-2-2024',
      Lines: { Line: [{ Text: 'one' }, { Text: 'two' }] },
      Buyer: {},
      Seller: { Id: '😀😀' },
      Nota: [{ '@nombre': 'abc', '#text': 'text' }],
      Old: undefined,
    }
    expect(checkContent(FORMAT, content)).toEqual([])
  })

  test.each<{ content: object; fault: string }>([
    { content: { Name: undefined }, fault: 'field-missing Name' },
    { content: { Name: '' }, fault: 'field-empty Name' },
    { content: { Name: ' \t' }, fault: 'field-empty Name' },
    { content: { Name: 'a' }, fault: 'field-too-short Name' },
    { content: { Name: '😀' }, fault: 'field-too-short Name' },
    { content: { Name: 'abcdef' }, fault: 'field-too-long Name' },
    { content: { Name: 'a\u0000b' }, fault: 'field-illegal-character Name' },
    { content: { Name: 'ab\ud800' }, fault: 'field-illegal-character Name' },
    { content: { Name: 'ab\ufffe' }, fault: 'field-illegal-character Name' },
    { content: { Name: 12 }, fault: 'field-not-text Name' },
    { content: { Name: null }, fault: 'field-not-text Name' },
    { content: { Name: { x: 'y' } }, fault: 'field-not-text Name' },
    { content: { Name: ['abc', 'abc'] }, fault: 'field-repeats Name' },
    { content: { Kind: '3' }, fault: 'field-not-in-list Kind' },
    { content: { Kind: '01' }, fault: 'field-not-in-list Kind' },
    { content: { Amount: '1.555' }, fault: 'field-decimals Amount' },
    { content: { Amount: '1234567' }, fault: 'field-digits Amount' },
    { content: { Amount: '5000.01' }, fault: 'field-out-of-range Amount' },
    { content: { Amount: '0.00' }, fault: 'field-out-of-range Amount' },
    { content: { Amount: '-1' }, fault: 'field-out-of-range Amount' },
    { content: { Amount: '1x5' }, fault: 'field-pattern Amount' },
    { content: { Amount: '1,000.00' }, fault: 'field-pattern Amount' },
    { content: { Amount: '1e3' }, fault: 'field-pattern Amount' },
    { content: { Amount: ' 1' }, fault: 'field-pattern Amount' },
    { content: { Amount: '٣' }, fault: 'field-pattern Amount' },
    { content: { Day: '2026-01-31' }, fault: 'field-pattern Day' },
    { content: { Day: '31-02-2026' }, fault: 'field-date Day' },
    { content: { Day: '29-02-2023' }, fault: 'field-date Day' },
    { content: { Day: '10-13-2026' }, fault: 'field-date Day' },
    { content: { Lines: 'x' }, fault: 'field-not-group Lines' },
    { content: { Lines: [] }, fault: 'field-repeats Lines' },
    { content: { Lines: {} }, fault: 'field-missing Lines.Line' },
    { content: { Lines: { Line: { Text: 'ab' } } }, fault: 'field-not-list Lines.Line' },
    { content: { Lines: { Line: [] } }, fault: 'field-empty Lines.Line' },
    { content: { Lines: { Line: [{ Text: 'ab' }, {}] } }, fault: 'field-empty Lines.Line[1]' },
    { content: { Lines: { Line: [{ Text: 'ab' }, null] } }, fault: 'field-not-group Lines.Line[1]' },
    { content: { Lines: { Line: [{ Text: 'ab' }, { Text: 'a' }] } }, fault: 'field-too-short Lines.Line[1].Text' },
    { content: { Lines: { Line: Array(4).fill({ Text: 'ab' }) } }, fault: 'field-repeats Lines.Line' },
    { content: { Seller: {} }, fault: 'field-empty Seller' },
    { content: { Seller: { Id: undefined } }, fault: 'field-empty Seller' },
    { content: { Nota: ['abc'] }, fault: 'field-not-group Nota[0]' },
    { content: { Nota: [{ '#text': 'abc' }] }, fault: 'field-missing Nota[0].@nombre' },
    { content: { Nota: [{ '@nombre': 'abc' }] }, fault: 'field-missing Nota[0].#text' },
    { content: { Other: 'x' }, fault: 'field-unknown Other' },
    { content: { constructor: 'x' }, fault: 'field-unknown constructor' },
    { content: JSON.parse('{"__proto__": {"Kind": "1"}}') as object, fault: 'field-unknown __proto__' },
    { content: { Old: { B: 'ab' } }, fault: 'field-not-applicable Old.B' },
  ])('$fault: $content', ({ content, fault }) => {
    expect(found(content)).toEqual([fault])
  })

  test('reports all faults at once, in the order of the format', () => {
    expect(found({ Other: 'x', Day: 'x', Kind: '9', Name: 'a' })).toEqual([
      'field-too-short Name',
      'field-not-in-list Kind',
      'field-pattern Day',
      'field-unknown Other',
    ])
  })

  test('says what would be right, in both languages, and where it stands', () => {
    const faults = checkContent(FORMAT, { Name: 'abcdefgh', Kind: '7', Amount: 'x', Old: { B: 'x' }, Foo: 'x' })
    expect(faults.map(({ message }) => message.en)).toEqual([
      'It has 8 characters; the most is 5.',
      '"7" is not in the list: 1 or 2.',
      'It does not have the right form: up to 4 integer digits.',
      'B does not apply to type X; only to Y and Z. Leave it out.',
      'There is no "Foo" here. What may stand here: Name, Kind, Amount, Day, Lines, Buyer, Seller, Nota and Old.',
    ])
    expect(faults.map(({ message }) => message.es)[0]).toBe('Tiene 8 caracteres; el máximo es 5.')
    expect(faults.every(({ source, severity }) => source === 'Book of X' && severity === 'error')).toBe(true)
  })

  test('gives paths in the names of whoever sent the content', () => {
    const faults = checkContent(FORMAT, { Name: 'a' }, (path) => `do.${path}`)
    expect(faults).toMatchObject([{ path: 'do.Name' }])
  })

  test('does not miss what is still to come', () => {
    expect(checkContent(FORMAT, {}, undefined, new Set(['Name']))).toEqual([])
  })

  test('takes no time over a hostile text', () => {
    const email: SimpleType = {
      name: 'Email',
      base: 'text',
      maxLength: 80,
      pattern: schemaPattern('\\w+([-+.]\\w+)*@\\w+([-.]\\w+)*\\.\\w+([-.]\\w+)*'),
    }
    const format = {
      ...FORMAT,
      root: branch('X', 'required', [leaf('Email', 'required', email), leaf('Amount', 'required', AMOUNT)]),
    }
    const started = performance.now()
    for (const hostile of [
      'a.'.repeat(500_000),
      `a@${'a.'.repeat(39)}`,
      `a@${'a-'.repeat(39)}!`,
      '9'.repeat(1_000_000),
    ]) {
      expect(checkContent(format, { Email: hostile, Amount: hostile })).not.toEqual([])
    }
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
