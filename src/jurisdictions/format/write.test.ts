import { describe, expect, test } from 'vitest'
import { branch, leaf } from './element.ts'
import type { Content, Format, SimpleType } from './format.ts'
import { writeXml } from './write.ts'

const TEXT: SimpleType = { name: 'Text', base: 'text' }
const NOTE = {
  ...leaf('note', 'optional', TEXT, { most: 9 }),
  attributes: [leaf('name', 'required', TEXT), leaf('from', 'optional', TEXT)],
}
const MARK = branch('mark', 'optional', [], {
  most: 3,
  attributes: [leaf('name', 'required', TEXT), leaf('value', 'optional', TEXT)],
})
const FORMAT: Format = {
  code: 'X',
  version: '1',
  source: 'Book of X',
  root: {
    ...branch('X', 'required', [
      leaf('A', 'required', TEXT),
      branch('G', 'optional', [leaf('B', 'optional', TEXT), leaf('C', 'optional', TEXT, { most: 3 })]),
      NOTE,
      MARK,
      leaf('Z', 'optional', TEXT),
    ]),
    attributes: [leaf('version', 'optional', TEXT), leaf('id', 'optional', TEXT)],
  },
}

describe('writeXml', () => {
  test('writes the order of the format, whatever the order of the keys', () => {
    expect(writeXml(FORMAT, { Z: 'z', G: { C: ['1', '2'], B: 'b' }, A: 'a' })).toBe(
      '<X><A>a</A><G><B>b</B><C>1</C><C>2</C></G><Z>z</Z></X>',
    )
  })

  test('escapes as canonical XML does', () => {
    expect(writeXml(FORMAT, { A: '<a & "b">\r\n]]>' })).toBe('<X><A>&lt;a &amp; "b"&gt;&#xD;\n]]&gt;</A></X>')
  })

  test('writes attributes in canonical order', () => {
    const content = { '@version': '1.0', '@id': 'x', A: 'a', note: [{ '#text': 't', '@name': '"n"\n', '@from': '' }] }
    expect(writeXml(FORMAT, content)).toBe(
      '<X id="x" version="1.0"><A>a</A><note from="" name="&quot;n&quot;&#xA;">t</note></X>',
    )
  })

  test('writes an element that has attributes only, unless it has none', () => {
    const content = { A: 'a', mark: [{ '@value': 'v', '@name': 'n' }, { '@name': undefined }] }
    expect(writeXml(FORMAT, content)).toBe('<X><A>a</A><mark name="n" value="v"></mark></X>')
  })

  test.each<{ why: string; content: Content; xml: string }>([
    { why: 'leaves out what is undefined', content: { A: 'a', Z: undefined }, xml: '<X><A>a</A></X>' },
    { why: 'leaves out what is empty', content: { A: 'a', Z: '' }, xml: '<X><A>a</A></X>' },
    { why: 'keeps zeros', content: { A: '0', Z: '0.00' }, xml: '<X><A>0</A><Z>0.00</Z></X>' },
    { why: 'leaves out a group with nothing left in it', content: { A: 'a', G: { B: '' } }, xml: '<X><A>a</A></X>' },
    { why: 'writes a group asked for empty', content: { A: 'a', G: {} }, xml: '<X><A>a</A><G></G></X>' },
    { why: 'does not write names it does not know', content: { A: 'a', Q: 'q' }, xml: '<X><A>a</A></X>' },
  ])('$why', ({ content, xml }) => expect(writeXml(FORMAT, content)).toBe(xml))

  test.each<Content>([{ A: { B: 'b' } }, { G: 'g' }, { G: ['g'] }, { note: 'n' }, { G: { C: 'c' } }, { A: 'a\u0000' }])(
    'throws rather than write a broken file: %j',
    (content) => expect(() => writeXml(FORMAT, content)).toThrow(),
  )
})
