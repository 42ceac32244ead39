import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { ParseOption, XmlDocument } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import { contentOf, fullContentOf } from '../../../../test/support/random-content.ts'
import { schemaFileOf } from '../../../../test/support/sri-schemas.ts'
import { xmllintComplaint } from '../../../../test/support/xmllint.ts'
import { readXml } from '../../../xml/reader.ts'
import { checkContent } from '../../format/check.ts'
import { schemaOf } from '../../format/describe.ts'
import { readContent } from '../../format/read.ts'
import { referencePage } from '../../format/reference.ts'
import { writeXml } from '../../format/write.ts'
import { TYPE_FACTS } from '../type-facts.ts'
import { FORMATS, formatOf, formatOfRoot, rootAttributesOf } from './formats.ts'

const CASES = FORMATS.map((format) => [`${format.root.name} ${format.version}`, format] as const)

describe('formatOf', () => {
  test('knows the newest version of each of the six types, with its root and its info element', () => {
    expect(
      TYPE_FACTS.map(({ code }) => {
        const { root, version } = formatOf(code)!
        return { code, version, root: root.name, info: root.children?.[1]?.name }
      }),
    ).toEqual(TYPE_FACTS.map(({ code, version, root, info }) => ({ code, version, root, info })))
  })

  test('knows the other versions by their number, and nothing else', () => {
    expect(formatOf('01', '1.1.0')).toMatchObject({ code: '01', version: '1.1.0' })
    expect(formatOf('05', '1.1.0')).toBeUndefined()
    expect(formatOf('02')).toBeUndefined()
    expect(formatOfRoot('comprobanteRetencion', '1.0.0')).toBe(formatOf('07', '1.0.0'))
    expect(formatOfRoot('factura', '3.0.0')).toBeUndefined()
    expect(formatOfRoot('Factura', '2.1.0')).toBeUndefined()
  })

  test('has the fields that the facts of the types name', () => {
    for (const { code, info, dateField, party, totalField } of TYPE_FACTS) {
      const fields = formatOf(code)!
        .root.children!.find(({ name }) => name === info)!
        .children!.map(({ name }) => name)
      const wanted = [dateField, totalField, party && `razonSocial${party}`, party && `identificacion${party}`]
      expect(fields).toEqual(expect.arrayContaining(wanted.filter((name) => name !== undefined)))
    }
  })
})

describe('a document', () => {
  test.each(CASES)('%s reads back as it was written', (_, format) => {
    fc.assert(
      fc.property(contentOf(format), (content) => {
        const { content: back, faults } = readContent(format, readXml(writeXml(format, content)))
        expect(faults).toEqual([])
        expect(back).toEqual(content)
      }),
      { numRuns: 40 },
    )
  })

  test('says in its root what the signature needs', () => {
    const format = formatOf('04')!
    const content = { ...fullContentOf(format), ...rootAttributesOf(format) }
    expect(checkContent(format, content)).toEqual([])
    expect(writeXml(format, content)).toMatch(/^<notaCredito id="comprobante" version="1\.1\.0"><infoTributaria>/)
  })

  test.each([
    { why: 'of another version', attributes: { '@id': 'comprobante', '@version': '2.1.0' }, path: '@version' },
    { why: 'with another id', attributes: { '@id': 'Comprobante', '@version': '1.1.0' }, path: '@id' },
  ])('$why is told', ({ attributes, path }) => {
    const format = formatOf('04')!
    const faults = checkContent(format, { ...fullContentOf(format), ...attributes })
    expect(faults).toMatchObject([{ code: 'field-not-in-list', path }])
  })

  test('keeps 15 additional fields and refuses the 16th', () => {
    const format = formatOf('01')!
    const withFields = (count: number) => {
      const field = (i: number) => ({ '@nombre': `Dato ${i}`, '#text': 'x' })
      return {
        ...fullContentOf(format),
        infoAdicional: { campoAdicional: Array.from({ length: count }, (_, i) => field(i)) },
      }
    }
    expect(checkContent(format, withFields(15))).toEqual([])
    expect(checkContent(format, withFields(16))).toMatchObject([
      { code: 'field-repeats', path: 'infoAdicional.campoAdicional' },
    ])
  })
})

const SAMPLES: readonly (readonly [file: string, root: string, version: string])[] = [
  ['ficha/ficha_factura_1.1.0.xml', 'factura', '1.1.0'],
  ['ficha/ficha_factura_subsidio_1.1.0.xml', 'factura', '1.1.0'],
  ['ficha/ficha_factura_terceros_2.1.0.xml', 'factura', '2.1.0'],
  ['ficha/ficha_factura_sustitutiva_2.0.0.xml', 'factura', '2.0.0'],
  ['ficha/ficha_notaCredito_1.1.0.xml', 'notaCredito', '1.1.0'],
  ['ficha/ficha_guia_1.1.0.xml', 'guiaRemision', '1.1.0'],
  ['ficha/ficha_liquidacion_1.1.0.xml', 'liquidacionCompra', '1.1.0'],
  ['synthetic/datil_credit-notes_0.xml', 'notaCredito', '1.1.0'],
  ['synthetic/datil_debit-notes_0.xml', 'notaDebito', '1.0.0'],
  ['synthetic/datil_purchase-settlements_0.xml', 'liquidacionCompra', '1.1.0'],
  ['synthetic/datil_retentions_2.xml', 'comprobanteRetencion', '1.0.0'],
  ['synthetic/datil_waybills_1.xml', 'guiaRemision', '1.1.0'],
  ['signed/invoice_unsigned.xml', 'factura', '1.1.0'],
  ['signed/invoice_signed.xml', 'factura', '1.1.0'],
  ['signed/credit-note_unsigned.xml', 'notaCredito', '1.1.0'],
  ['signed/credit-note_signed.xml', 'notaCredito', '1.1.0'],
  ['signed/retencion-1.0.0_signed.xml', 'comprobanteRetencion', '1.0.0'],
]

/** Every element filled with a placeholder, and the version too. */
const PLACEHOLDERS: typeof SAMPLES = [
  ['official-xsd-zip/factura_V2.1.0.xml', 'factura', '2.1.0'],
  ['official-xsd-zip/NotaCredito_V1.1.0.xml', 'notaCredito', '1.1.0'],
  ['official-xsd-zip/ComprobanteRetencion_V2.0.0.xml', 'comprobanteRetencion', '2.0.0'],
]

describe.skipIf(!needs('shared'))('the reference documents', () => {
  test.each([...SAMPLES, ...PLACEHOLDERS])(
    '%s is read and written again to the same canonical form',
    (file, root, version) => {
      const text = readFileSync(join(shared('sri/samples'), file), 'utf8')
      const format = formatOfRoot(root, version)!
      const { content, faults } = readContent(format, readXml(text))
      expect(faults).toEqual([])
      expect(writeXml(format, content)).toBe(canonicalWithoutSignature(text))
    },
  )

  test.each(SAMPLES)('%s keeps its format', (...sample) => expect(faultsOf(...sample)).toEqual([]))

  test.each(PLACEHOLDERS)('%s keeps its format but for the version', (...sample) => {
    expect(faultsOf(...sample)).toMatchObject([{ code: 'field-not-in-list', path: '@version' }])
  })
})

describe.skipIf(!needs('shared') || !needs('xmllint'))('random documents', () => {
  test.each(CASES)('of %s satisfy xmllint too', (_, format) => {
    const contents = [...fc.sample(contentOf(format), 40), fullContentOf(format)]
    const files = contents.map((content) => {
      return writeXml(format, content).replace('CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN', 'CONTRIBUYENTE RÉGIMEN')
    })
    expect(xmllintComplaint(shared(`sri/xsd/${schemaFileOf(format)}`), files)).toBe('')
  })
})

describe('the descriptions', () => {
  test.each(CASES)('of %s can be made, with every field', (_, format) => {
    const schema = JSON.stringify(schemaOf(format, { partial: true }))
    const page = referencePage(format, format.root.name)
    for (const { name } of format.root.children!.flatMap((child) => child.children ?? [])) {
      expect(schema).toContain(`"${name}"`)
      expect(page).toContain(`.${name}`)
    }
    expect(schema).toContain('"@nombre"')
  })
})

/** Without the hints for validators either. */
function canonicalWithoutSignature(xml: string): string {
  const unsigned = xml
    .replace(/<(\w+:)?Signature[\s>][^]*<\/(\w+:)?Signature>/, '')
    .replaceAll(/ (xmlns:\w+|xsi:\w+)="[^"]*"/g, '')
  using document = XmlDocument.fromString(unsigned, { option: ParseOption.XML_PARSE_NOBLANKS })
  const chunks: Uint8Array[] = []
  document.canonicalize({
    write: (chunk) => {
      chunks.push(chunk.slice())
      return chunk.length
    },
    close: () => true,
  })
  return Buffer.concat(chunks).toString()
}

function faultsOf(...[file, root, version]: (typeof SAMPLES)[number]) {
  const format = formatOfRoot(root, version)!
  const { content } = readContent(format, readXml(readFileSync(join(shared('sri/samples'), file), 'utf8')))
  return checkContent(format, content)
}
