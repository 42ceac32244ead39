import fc from 'fast-check'
import { diag } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import type { XmlLimits } from './limits.ts'
import { ParsedXml } from './parsed-xml.ts'
import { readXml } from './reader.ts'
import { childOf, childrenOf, elementsOf } from './tree.ts'
import { UnreadableXml } from './unreadable.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

describe('readXml', () => {
  test('returns names, namespaces, attributes, children and text as plain data', () => {
    const xml = `${DECLARATION}<a xmlns="urn:1" xmlns:p="urn:2" x="1" p:x="2"><p:b>hi</p:b><c xmlns="">&lt;</c></a>`
    expect(readXml(xml)).toEqual({
      name: 'a',
      namespace: 'urn:1',
      attributes: new Map([
        ['x', '1'],
        ['{urn:2}x', '2'],
      ]),
      text: '',
      children: [
        { name: 'b', namespace: 'urn:2', attributes: new Map(), children: [], text: 'hi' },
        { name: 'c', namespace: '', attributes: new Map(), children: [], text: '<' },
      ],
    })
  })

  test('refuses whatever is no XML, and never breaks: files of the marks that XML is made of', () => {
    const marks = fc.constantFrom('<', '>', '/', '=', '"', "'", '&', ';', '#', '!', '-', '?', '[', ']', ' ', ':', 'a', 'xmlns', '\n', '\0', 'é')
    const files = fc.array(marks, { maxLength: 24 }).map((each) => each.join(''))
    fc.assert(
      fc.property(files, (xml) => {
        try {
          readXml(xml)
        } catch (error) {
          expect(error, xml).toBeInstanceOf(UnreadableXml)
        }
      }),
      { numRuns: 3_000, examples: [['<='], ['<a b='], ['<a><=']] },
    )
  }) // prettier-ignore

  test.each([
    { why: 'CDATA', xml: '<a>x<![CDATA[<&]]>y</a>', text: 'x<&y' },
    { why: 'character references', xml: '<a>&#233;&#x1F600;&#13;</a>', text: 'é😀\r' },
    { why: 'comments inside a text', xml: '<a>12<!-- - -->34</a>', text: '1234' },
    { why: 'processing instructions inside a text', xml: '<a>12<?x y>?>34</a>', text: '1234' },
    { why: 'blanks around', xml: '<a>  x \n</a>', text: '  x \n' },
    { why: 'line ends, which XML makes one', xml: '<a>1\r\n2\r3</a>', text: '1\n2\n3' },
    { why: 'an empty element', xml: '<a/>', text: '' },
    { why: 'an escape that looks escaped twice', xml: '<a>&amp;lt;</a>', text: '&lt;' },
  ])('reads $why exactly', ({ xml, text }) => expect(readXml(xml).text).toBe(text))

  test.each([
    { why: 'a byte-order mark', xml: `\ufeff${DECLARATION}<a/>` },
    { why: 'no declaration', xml: '<a/>' },
    { why: 'single quotes and lower case', xml: "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<a/>" },
    { why: 'a comment before and after', xml: `${DECLARATION}\n<!-- <!DOCTYPE x> -->\n<a/>\n<!-- end -->` },
    { why: 'a stylesheet instruction', xml: `${DECLARATION}<?xml-stylesheet href="x.xsl"?><a/>` },
    { why: 'the word DOCTYPE in a text', xml: '<a><![CDATA[<!DOCTYPE x>]]></a>' },
  ])('takes $why', ({ xml }) => expect(readXml(Buffer.from(xml)).name).toBe('a'))

  test.each([
    { why: 'nothing', xml: '', code: 'empty', line: undefined },
    { why: 'blanks only', xml: ' \n ', code: 'malformed', line: 2 },
    { why: 'JSON', xml: '{"a":1}', code: 'malformed', line: 1 },
    { why: 'an unclosed element', xml: '<a>\n<b>\n</a>', code: 'malformed', line: 3 },
    { why: 'two roots', xml: '<a/>\n<b/>', code: 'malformed', line: 2 },
    { why: 'an undeclared prefix', xml: '<p:a/>', code: 'malformed', line: 1 },
    { why: 'an attribute twice', xml: '<a x="1" x="2"/>', code: 'malformed', line: 1 },
    {
      why: 'an attribute twice under two prefixes',
      xml: '<a xmlns:p="urn:1" xmlns:q="urn:1" p:x="" q:x=""/>',
      code: 'malformed',
      line: 1,
    },
    { why: 'a relative namespace', xml: '<a xmlns:p="b"/>', code: 'malformed', line: undefined },
    { why: 'an undefined entity', xml: '<a>&nbsp;</a>', code: 'malformed', line: 1 },
    { why: 'a control character', xml: '<a>\n\u0001</a>', code: 'malformed', line: 2 },
    { why: 'a reference to a control character', xml: '<a>&#1;</a>', code: 'malformed', line: 1 },
    { why: 'a comment that never ends', xml: '<!-- <a/>', code: 'malformed', line: 1 },
    { why: 'XML 1.1', xml: '<?xml version="1.1"?><a/>', code: 'unsupported-version', line: 1 },
    { why: 'Latin-1', xml: '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', code: 'not-utf8', line: 1 },
    { why: 'an empty document type', xml: '<!DOCTYPE a><a/>', code: 'doctype', line: 1 },
    { why: 'a late document type', xml: `${DECLARATION}\n<!-- -->\n<?p?>\n<!DOCTYPE a><a/>`, code: 'doctype', line: 4 },
    { why: 'a document type after a byte-order mark', xml: '\ufeff<!DOCTYPE a><a/>', code: 'doctype', line: 1 },
    { why: 'an Id twice', xml: '<a><b Id="x"/><c Id="x"/></a>', code: 'duplicate-id', line: undefined },
    { why: 'an Id twice in other letters', xml: '<a ID="x"><c id="x"/></a>', code: 'duplicate-id', line: undefined },
    { why: 'an xml:id twice', xml: '<a xml:id="x"><c Id="x"/></a>', code: 'duplicate-id', line: undefined },
  ])('refuses $why', ({ xml, code, line }) => {
    const error = refusalOf(Buffer.from(xml))
    expect([error.code, error.line]).toEqual([code, line])
  })

  test.each([
    { why: 'Latin-1 bytes labelled UTF-8', bytes: [...Buffer.from('<a>\n'), 0xf1, ...Buffer.from('</a>')], line: 2 },
    { why: 'an overlong form', bytes: [...Buffer.from('<a>'), 0xc0, 0xbc, ...Buffer.from('</a>')], line: 1 },
    {
      why: 'a surrogate as three bytes',
      bytes: [...Buffer.from('<a>'), 0xed, 0xa0, 0x80, ...Buffer.from('</a>')],
      line: 1,
    },
    { why: 'UTF-16 with mark', bytes: [0xff, 0xfe, ...Buffer.from('<a/>', 'utf16le')], line: undefined },
    { why: 'UTF-16 without mark', bytes: [...Buffer.from('<a/>', 'utf16le')], line: undefined },
  ])('refuses $why', ({ bytes, line }) => {
    const error = refusalOf(Uint8Array.from(bytes))
    expect([error.code, error.line]).toEqual(['not-utf8', line])
  })

  test('refuses half a surrogate pair in a string', () => expect(refusalOf('<a>\ud83d</a>').code).toBe('not-utf8'))

  test.each([
    {
      why: 'a billion laughs',
      xml: `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "${'&x;'.repeat(1000)}"><!ENTITY z "${'&y;'.repeat(1000)}">]><a>&z;</a>`,
    },
    {
      why: 'a quadratic blow-up',
      xml: `<!DOCTYPE a [<!ENTITY x "${'h'.repeat(50_000)}">]><a>${'&x;'.repeat(50_000)}</a>`,
    },
    { why: 'a local file as entity', xml: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>' },
    { why: 'a network entity', xml: '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><a>&x;</a>' },
    { why: 'an outside document type', xml: '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>' },
    { why: 'a parameter entity', xml: '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]><a/>' },
    { why: 'default attributes', xml: '<!DOCTYPE a [<!ATTLIST a Id ID "x">]><a/>' },
  ])('refuses $why before reading it', ({ xml }) => {
    const started = performance.now()
    expect(refusalOf(xml).code).toBe('doctype')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('leaves XInclude alone', () => {
    const xml =
      '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/hostname" parse="text"/></a>'
    expect(readXml(xml).children[0]).toMatchObject({ name: 'include', text: '' })
  })

  test('counts depth from the root, up to the limit and not past it', () => {
    expect(readXml(nested(64)).name).toBe('a')
    expect(refusalOf(nested(65))).toMatchObject({ code: 'too-deep', line: 1 })
    expect(refusalOf(nested(1_000_000)).code).toBe('too-deep')
    expect(readXml(`<a>${'<b/><c></c>'.repeat(100)}</a>`, { maxDepth: 2 }).children).toHaveLength(200)
  })

  test('leaves what is deeper than the parser goes to the parser', () => {
    expect(refusalOf(nested(3000), { maxDepth: 5000 }).code).toBe('too-deep')
  })

  test('counts bytes, up to the limit and not past it', () => {
    expect(readXml(`<a>${'x'.repeat(93)}</a>`, { maxSizeBytes: 100 }).text).toHaveLength(93)
    expect(() => readXml(`<a>${'x'.repeat(94)}</a>`, { maxSizeBytes: 100 })).toThrow(
      'the file has 101 bytes; at most 100',
    )
  })

  test('takes a file of 10 MB in one text and refuses one of 11', () => {
    expect(readXml(Buffer.from(`<a>${'x'.repeat(9_999_993)}</a>`)).text).toHaveLength(9_999_993)
    expect(refusalOf(Buffer.alloc(11_000_000, 'x')).code).toBe('too-large')
  })

  test('counts nodes, up to the limit and not past it', () => {
    const xml = `<a>${'<b x=""></b><!-- > --><?c >?><![CDATA[>]]>'.repeat(20)}</a>`
    expect(readXml(xml, { maxNodes: 101 }).children).toHaveLength(20)
    expect(() => readXml(xml, { maxNodes: 100 })).toThrow('line 1: the file has more than 100 elements and attributes')
    expect(refusalOf(`<a>\n${'<b/>'.repeat(2_000_000)}</a>`)).toMatchObject({ code: 'too-many-nodes', line: 2 })
  })

  test('counts the attributes of an element, up to the limit and not past it', () => {
    const attributes = (count: number): string => Array.from({ length: count }, (_, i) => ` a${i} = "="`).join('')
    expect(readXml(`<a><b${attributes(64)}/></a>`).children[0]?.attributes.size).toBe(64)
    expect(refusalOf(`<a>\n<b${attributes(65)}/></a>`)).toMatchObject({ code: 'too-many-attributes', line: 2 })
    expect(refusalOf(`<a${attributes(500_000)}/>`).code).toBe('too-many-nodes')
  })

  test('counts the namespaces in force, up to the limit and not past it', () => {
    const namespaces = (from: number, count: number): string =>
      Array.from({ length: count }, (_, i) => ` xmlns:n${from + i} ='urn:x'`).join('')
    const xml = (more: number): string =>
      `<a${namespaces(0, 40)}><b${namespaces(40, more)}></b><b${namespaces(40, more)}/></a>`
    expect(readXml(xml(24)).children).toHaveLength(2)
    expect(refusalOf(xml(25)).message).toBe('line 1: the file has more than 64 namespaces')
  })

  test.each([
    { why: 'a tag that never ends', xml: '<a><b x="1"' },
    { why: 'a quotation mark that never ends', xml: '<a x="></a>' },
    { why: 'CDATA that never ends', xml: '<a><![CDATA[<b></a>' },
    { why: 'an instruction that never ends', xml: '<a><?b <c></a>' },
    { why: 'end tags only', xml: '</a></a></a>' },
    { why: 'a document type within', xml: '<a><!DOCTYPE b [<!ENTITY c "d">]>&c;</a>' },
  ])('leaves $why to the parser, which refuses it', ({ xml }) => expect(refusalOf(xml).code).toBe('malformed'))

  test('gives the parser its memory back, whether it reads or refuses', () => {
    diag.configure({ enabled: true })
    try {
      using kept = new ParsedXml(Buffer.from('<a/>'))
      expect(diag.report()).toMatchObject({ XmlDocument: { garbageCollected: 0, totalInstances: 1 } })
      kept[Symbol.dispose]()
      readXml('<a><b>text</b></a>')
      for (const xml of ['<a><b></a>', '<a Id="x"><b Id="x"/></a>', '<a xmlns:p="relative"/>']) refusalOf(xml)
      expect(diag.report()).toEqual({})
    } finally {
      diag.configure({ enabled: false })
    }
  })
})

describe('the tree', () => {
  const root = readXml('<a xmlns:p="urn:1"><b>1</b><p:b>2</p:b><c><b>3</b></c><b>4</b></a>')

  test('gives children by name and namespace', () => {
    expect(childOf(root, 'b')?.text).toBe('1')
    expect(childOf(root, 'b', 'urn:1')?.text).toBe('2')
    expect(childOf(root, 'd')).toBeUndefined()
    expect(childrenOf(root, 'b').map(({ text }) => text)).toEqual(['1', '4'])
  })

  test('is walked in the order of the document', () => {
    expect([...elementsOf(root)].map(({ name, text }) => name + text)).toEqual(['a', 'b1', 'b2', 'c', 'b3', 'b4'])
  })
})

function refusalOf(xml: Uint8Array | string, limits: Partial<XmlLimits> = {}): UnreadableXml {
  try {
    readXml(xml, limits)
  } catch (error) {
    if (error instanceof UnreadableXml) return error
    throw error
  }
  throw new Error('it was read')
}

function nested(depth: number): string {
  return '<a>'.repeat(depth) + '</a>'.repeat(depth)
}
