import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOSTILE_TEXTS, legalText } from '../../test/support/hostile-text.ts'
import { ParsedXml } from './parsed-xml.ts'
import { readXml } from './reader.ts'
import { IllegalXmlText } from './text.ts'
import { CanonicalWriter } from './writer.ts'

describe('CanonicalWriter', () => {
  test('writes elements in the order given, on one line, with start and end tags', () => {
    const xml = new CanonicalWriter()
      .open('ECF')
      .open('A')
      .leaf('B', '1')
      .leaf('C', '')
      .close()
      .open('D')
      .close()
      .close()
      .end()
    expect(xml).toBe('<ECF><A><B>1</B><C></C></A><D></D></ECF>')
  })

  test('puts the default namespace first, then prefixes, then attributes by namespace and name', () => {
    const xml = new CanonicalWriter()
      .open('r', {
        'b:a': '1',
        z: '2',
        'a:z': '3',
        'xmlns:b': 'urn:1',
        a: '4',
        'xml:lang': 'es',
        xmlns: 'urn:d',
        'xmlns:a': 'urn:2',
      })
      .close()
      .end()
    expect(xml).toBe('<r xmlns="urn:d" xmlns:a="urn:2" xmlns:b="urn:1" a="4" z="2" xml:lang="es" b:a="1" a:z="3"></r>')
  })

  test('leaves out declarations that change nothing, and takes them up again where they do', () => {
    const xml = new CanonicalWriter()
      .open('r', { xmlns: '', 'xmlns:p': 'urn:1' })
      .leaf('p:a', '', { 'xmlns:p': 'urn:1' })
      .leaf('p:b', '', { 'xmlns:p': 'urn:2' })
      .leaf('p:c', '', { 'xmlns:p': 'urn:1' })
      .close()
      .end()
    expect(xml).toBe('<r xmlns:p="urn:1"><p:a></p:a><p:b xmlns:p="urn:2"></p:b><p:c></p:c></r>')
  })

  test('closes a scope with its element', () => {
    const writer = new CanonicalWriter().open('r').open('a', { 'xmlns:p': 'urn:1' }).leaf('p:b', '').close()
    expect(() => writer.leaf('p:c', '')).toThrow('the prefix of p:c is not declared')
  })

  test.each([
    { why: 'a name with a blank', write: () => new CanonicalWriter().open('a b') },
    { why: 'a name that starts with a digit', write: () => new CanonicalWriter().open('1a') },
    { why: 'markup in a name', write: () => new CanonicalWriter().open('a><b') },
    { why: 'an empty name', write: () => new CanonicalWriter().open('') },
    { why: 'a name ending in a line feed', write: () => new CanonicalWriter().open('a\n') },
    { why: 'an undeclared prefix', write: () => new CanonicalWriter().open('p:a') },
    { why: 'an attribute with an undeclared prefix', write: () => new CanonicalWriter().open('a', { 'p:b': '1' }) },
    { why: 'markup in an attribute name', write: () => new CanonicalWriter().open('a', { 'b="" c': '1' }) },
    { why: 'a relative namespace', write: () => new CanonicalWriter().open('a', { xmlns: 'invoice' }) },
    { why: 'a namespace that is no URI', write: () => new CanonicalWriter().open('a', { xmlns: 'urn:é' }) },
    { why: 'a namespace with an ampersand', write: () => new CanonicalWriter().open('a', { xmlns: 'urn:a&b' }) },
    { why: 'a prefix without namespace', write: () => new CanonicalWriter().open('a', { 'xmlns:p': '' }) },
    { why: 'a declaration of xml', write: () => new CanonicalWriter().open('a', { 'xmlns:xml': 'urn:1' }) },
    {
      why: 'the same attribute under two prefixes',
      write: () => new CanonicalWriter().open('a', { 'xmlns:p': 'urn:1', 'xmlns:q': 'urn:1', 'p:x': '1', 'q:x': '2' }),
    },
    { why: 'a second root', write: () => new CanonicalWriter().open('a').close().open('b') },
    { why: 'a leaf as root', write: () => new CanonicalWriter().leaf('a', '') },
    { why: 'closing what is not open', write: () => new CanonicalWriter().open('a').close().close() },
    { why: 'ending too early', write: () => new CanonicalWriter().open('a').end() },
    { why: 'ending with nothing', write: () => new CanonicalWriter().end() },
  ])('refuses $why', ({ write }) => expect(write).toThrow(Error))

  test.each(['\0', '\u001f', '\ud83d', '\ufffe'])('never writes %j', (text) => {
    expect(() => new CanonicalWriter().open('a').leaf('b', text)).toThrow(IllegalXmlText)
    expect(() => new CanonicalWriter().open('a', { b: text })).toThrow(IllegalXmlText)
    expect(() => new CanonicalWriter().open('a', { b: text, c: '' })).toThrow(IllegalXmlText)
  })

  test.each(HOSTILE_TEXTS)('keeps $why exactly, in text and attribute', ({ text }) => {
    const root = readXml(
      new CanonicalWriter().open('a', { x: text }).leaf('b', text, { y: text, z: text }).close().end(),
    )
    expect(root.attributes.get('x')).toBe(text)
    expect(root.children[0]).toMatchObject({
      name: 'b',
      text,
      attributes: new Map([
        ['y', text],
        ['z', text],
      ]),
    })
  })

  test('writes what the canonicaliser would write, whatever the document', () => {
    fc.assert(
      fc.property(elements(), (element) => {
        const xml = written(element)
        using parsed = new ParsedXml(Buffer.from(xml))
        expect(parsed.canonical().toString()).toBe(xml)
      }),
      { numRuns: 500 },
    )
  })

  test('and the reader reads back every text of it', () => {
    fc.assert(
      fc.property(fc.array(legalText(), { minLength: 1, maxLength: 10 }), (texts) => {
        const writer = new CanonicalWriter().open('r')
        for (const text of texts) writer.leaf('t', text, { a: text })
        const read = readXml(writer.close().end()).children
        expect(read.map(({ text }) => text)).toEqual(texts)
        expect(read.map(({ attributes }) => attributes.get('a'))).toEqual(texts)
      }),
      { numRuns: 500 },
    )
  })
})

interface Sketch {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: readonly Sketch[]
  readonly text: string
}

/** Every element declares `p`, to one of two namespaces, so that any name below may use it. */
function elements(depth = 3): fc.Arbitrary<Sketch> {
  const uri = fc.constantFrom('urn:a', 'urn:b', 'http://example.com/?x=1')
  const name = fc.constantFrom('a', 'B', 'c-d', '_e.1', 'p:a', 'p:f')
  const attributes = fc
    .tuple(
      fc.dictionary(fc.constantFrom('a', 'B', 'id', 'p:a', 'p:b', 'q:a', 'xml:lang'), legalText()),
      fc.record({ 'xmlns:p': uri }),
      fc.record({ xmlns: fc.constantFrom('', 'urn:a', 'urn:d') }, { requiredKeys: [] }),
    )
    .map(([plain, prefixed, standard]) => ({
      ...plain,
      ...prefixed,
      ...standard,
      'xmlns:q': 'urn:q',
      // Two elements with the same id would not be read.
      ...(plain.id !== undefined && { id: crypto.randomUUID() }),
    }))
  const children = depth > 0 ? fc.array(elements(depth - 1), { maxLength: 3 }) : fc.constant([])
  return fc.record({ name, attributes, children, text: legalText() })
}

function written(root: Sketch): string {
  const writer = new CanonicalWriter()
  write(root, true)
  return writer.end()

  function write(element: Sketch, isRoot: boolean): void {
    if (element.children.length === 0 && !isRoot) {
      writer.leaf(element.name, element.text, element.attributes)
      return
    }
    writer.open(element.name, element.attributes)
    for (const child of element.children) write(child, false)
    writer.close()
  }
}
