import { describe, expect, test } from 'vitest'
import { readXml } from '../../xml/reader.ts'
import { branch, leaf } from './element.ts'
import type { Format, SimpleType } from './format.ts'
import { readContent } from './read.ts'

const TEXT: SimpleType = { name: 'Text', base: 'text' }
const FORMAT: Format = {
  code: 'X',
  version: '1',
  source: 'Book of X',
  root: {
    ...branch('X', 'required', [
      leaf('A', 'required', TEXT),
      branch('G', 'optional', [leaf('B', 'optional', TEXT), leaf('C', 'optional', TEXT, { most: 3 })]),
      { ...leaf('note', 'optional', TEXT, { most: 9 }), attributes: [leaf('name', 'required', TEXT)] },
      branch('mark', 'optional', [], { attributes: [leaf('name', 'required', TEXT)] }),
      leaf('Z', 'optional', TEXT),
    ]),
    attributes: [leaf('id', 'optional', TEXT)],
    elsewhere: new Map([['Y', ['W']]]),
  },
}
const read = (xml: string) => readContent(FORMAT, readXml(xml))
const SIGNATURE = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>'

describe('readContent', () => {
  test('reads leaves as text, groups as objects, what repeats as lists, attributes by their @name', () => {
    const xml = `<X id="1"><A> a&amp;b </A><G><B/><C>1</C></G><note name="n">t</note>${SIGNATURE}</X>`
    expect(read(xml)).toEqual({
      content: { '@id': '1', A: ' a&b ', G: { B: '', C: ['1'] }, note: [{ '@name': 'n', '#text': 't' }] },
      faults: [],
    })
  })

  test('reads an element that has attributes only, and tells what else stands in it', () => {
    expect(read('<X><A>a</A><mark name="n"/></X>')).toEqual({ content: { A: 'a', mark: { '@name': 'n' } }, faults: [] })
    const { faults } = read('<X><A>a</A><mark name="n" on="1">t<B/></mark></X>')
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'field-unknown mark.@on',
      'field-unknown mark.B',
      'field-not-group mark',
    ])
    expect(faults[1]?.message.en).toBe('There is no "B" here. Leave it out.')
  })

  test('takes a pretty-printed file and hints for validators', () => {
    const xml = `<X xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd">
      <A>a</A>
      <G><B>b</B></G>
    </X>`
    expect(read(xml)).toEqual({ content: { A: 'a', G: { B: 'b' } }, faults: [] })
  })

  test.each([
    { xml: '<X><Z>z</Z><A>a</A></X>', fault: 'field-order A', content: { A: 'a', Z: 'z' } },
    { xml: `<X>${SIGNATURE}<A>a</A></X>`, fault: 'field-order A', content: { A: 'a' } },
    { xml: '<X><A>a</A><A>b</A></X>', fault: 'field-repeats A', content: { A: 'a' } },
    { xml: '<X><A>a</A><Q>q</Q></X>', fault: 'field-unknown Q', content: { A: 'a' } },
    { xml: '<X><A>a</A><Y>y</Y></X>', fault: 'field-not-applicable Y', content: { A: 'a' } },
    { xml: '<X><A>a</A>text</X>', fault: 'field-not-group ', content: { A: 'a' } },
    { xml: '<X><A>a<B>b</B></A></X>', fault: 'field-not-text A', content: { A: 'a' } },
    { xml: '<X><A on="1">a</A></X>', fault: 'field-unknown A.@on', content: { A: 'a' } },
    {
      xml: '<X><A>a</A><G><C>1</C><B>b</B><C>2</C></G></X>',
      fault: 'field-order G.B',
      content: { A: 'a', G: { B: 'b', C: ['1', '2'] } },
    },
    { xml: '<X><A>a</A><n:Z xmlns:n="urn:n">z</n:Z></X>', fault: 'field-unknown {urn:n}Z', content: { A: 'a' } },
    { xml: '<W><A>a</A></W>', fault: 'field-unknown ', content: {} },
    { xml: '<X xmlns="urn:x"><A>a</A></X>', fault: 'field-unknown ', content: {} },
  ])('$fault: $xml', ({ xml, fault, content }) => {
    const reading = read(xml)
    expect(reading.faults.map(({ code, path }) => `${code} ${path}`)).toEqual([fault])
    expect(reading.content).toEqual(content)
  })
})
