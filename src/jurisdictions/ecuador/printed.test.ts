import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changed, placesOf } from '../../../test/support/content-places.ts'
import { examples } from '../../../test/support/ecuadorian-examples.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { textsOf } from '../../../test/support/printed-texts.ts'
import { lostValues } from '../../../test/support/ecuadorian-paper.ts'
import { contentOf, fullContentOf } from '../../../test/support/random-content.ts'
import type { Document } from '../../domain/document.ts'
import type { PrintedPage } from '../../domain/printed-page.ts'
import type { ElementFormat } from '../format/format.ts'
import { writeXml } from '../format/write.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { FORMATS } from './formats/formats.ts'
import { printed } from './printed.ts'
import { LABELS } from './printed/labels.ts'

const FORMAT_CASES = FORMATS.map((format) => [`${format.root.name} ${format.version}`, format] as const)

describe('nothing of a document is lost on paper', () => {
  test.each(examples())('of the example $name', ({ xml }) => {
    const file = readFileSync(xml, 'utf8')
    expect(lostValues(file, pageOf(file))).toEqual([])
  })

  test.skipIf(!needs('shared')).each(officialSamples())('of the official sample %s', (name) => {
    const file = readFileSync(shared(join('sri/samples', name)))
    expect(lostValues(file, pageOf(file))).toEqual([])
  })

  test.each(FORMAT_CASES)('of a %s that says everything it can, each in its own value', (_, format) => {
    let content = fullContentOf(format)
    for (const [i, { element, path }] of placesOf(format.root, content).entries()) {
      const own = ownValue(element, i)
      if (own !== undefined && path.length > 1) content = changed(content, path, own)
    }
    const xml = writeXml(format, content)
    expect(lostValues(xml, pageOf(xml))).toEqual([])
  })

  test.each(FORMAT_CASES)('of any %s', { timeout: 60_000 }, (_, format) => {
    fc.assert(
      fc.property(contentOf(format), (content) => {
        const xml = writeXml(format, content)
        expect(lostValues(xml, pageOf(xml))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('though no table knows the version or the element', () => {
    const xml = fileOf('01-invoice')
      .replace('version="2.1.0"', 'version="9.9.9"')
      .replace('</infoFactura>', '<nuevo>algo más</nuevo><otro><dentro>de otro</dentro></otro></infoFactura>')
    const others = pageOf(xml).foot.find(({ title }) => title === 'Otros datos')
    expect(others?.facts).toEqual([
      { label: 'nuevo', value: 'algo más' },
      { label: 'dentro', value: 'de otro' },
    ])
  })

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('though an element is called %s', (name) => {
    const xml = fileOf('01-invoice').replace('</detalle>', `<${name}>ajeno</${name}></detalle>`)
    expect(pageOf(xml).tables[0]?.rows[0]?.details).toContainEqual({ label: name, value: 'ajeno' })
  })

  test('and every element has its label in words', () => {
    expect(leafNames(FORMATS.map(({ root }) => root)).filter((name) => !(name in LABELS))).toEqual([])
  })
})

describe('the box of the document', () => {
  test('shows number, authorisation at the wall clock of Guayaquil, environment, emission and clave', () => {
    const claveAcceso = '1611202601179000000100110010010000000075140994511'
    expect(pageOf(fileOf('01-invoice')).identity).toEqual({
      type: 'FACTURA',
      number: { label: 'No.', value: '001-001-000000007', strong: true },
      facts: [
        { label: 'R.U.C.', value: '1790000001001', strong: true },
        { label: 'NÚMERO DE AUTORIZACIÓN', value: claveAcceso },
        { label: 'FECHA Y HORA DE AUTORIZACIÓN', value: '16/11/2026 22:30:05' },
        { label: 'AMBIENTE', value: 'PRUEBAS' },
        { label: 'EMISIÓN', value: 'NORMAL' },
      ],
      barcode: { label: 'CLAVE DE ACCESO', text: claveAcceso },
    })
  })

  test.each([
    ['signed', 'Pendiente de autorización'],
    ['sent', 'Pendiente de autorización'],
    ['rejected', 'Sin autorización'],
    ['failed', 'Sin autorización'],
    ['voided', 'Sin autorización'],
  ] as const)('shows no number of authorisation while the document is %s', (state, value) => {
    const { facts } = pageOf(fileOf('01-invoice'), { state, verdict: undefined }).identity
    expect(facts.filter(({ label }) => label.includes('AUTORIZACIÓN'))).toEqual([
      { label: 'NÚMERO DE AUTORIZACIÓN', value },
    ])
  })
})

describe('the standing', () => {
  const IN_PRODUCTION = fileOf('01-invoice').replace('<ambiente>1<', '<ambiente>2<')

  test('says nothing of a document authorised in production', () => {
    const { standing, legends } = pageOf(IN_PRODUCTION)
    expect(standing).toBeUndefined()
    expect(legends.join()).not.toContain('PRUEBAS')
  })

  test('says of the test environment that nothing in it has tax validity, authorised or not', () => {
    const authorised = pageOf(fileOf('01-invoice'))
    expect(authorised.standing).toMatchObject({ tone: 'test', text: 'AMBIENTE DE PRUEBAS — SIN VALIDEZ TRIBUTARIA' })
    const waiting = pageOf(fileOf('01-invoice'), { state: 'sent', verdict: undefined })
    expect(waiting.standing?.tone).toBe('pending')
    expect(waiting.legends).toContain('AMBIENTE DE PRUEBAS — SIN VALIDEZ TRIBUTARIA')
  })

  test.each([
    ['signed', 'pending', 'PENDIENTE DE AUTORIZACIÓN'],
    ['sent', 'pending', 'PENDIENTE DE AUTORIZACIÓN'],
    ['failed', 'failed', 'SIN AUTORIZACIÓN'],
    ['voided', 'voided', 'ANULADO'],
  ] as const)('of a document that is %s', (state, tone, text) => {
    const { standing } = pageOf(IN_PRODUCTION, { state, verdict: undefined })
    expect(standing).toMatchObject({ tone, text })
    expect(standing?.detail).toContain('validez tributaria')
  })

  test.each([
    ['DEVUELTO POR EL SRI', undefined],
    ['NO AUTORIZADO POR EL SRI', { id: '1', receivedAt: '2026-11-17T03:30:05Z' }],
  ] as const)('says %s with the errors of SRI and no more', (text, receipt) => {
    const { standing } = pageOf(IN_PRODUCTION, {
      state: 'rejected',
      receipt,
      verdict: {
        outcome: 'rejected',
        numberSurvives: true,
        decidedAt: '2026-11-17T03:30:05Z',
        messages: [
          { code: '39', text: 'FIRMA INVALIDA', severity: 'error' },
          { code: '60', text: 'AMBIENTE DE PRUEBAS', severity: 'warning' },
        ],
      },
    })
    expect(standing).toEqual({
      tone: 'rejected',
      text,
      detail: 'Este comprobante no tiene validez tributaria. 39: FIRMA INVALIDA.',
    })
  })
})

describe('the issuer', () => {
  test('goes by its trade name, with the legal name and every standing that the law wants', () => {
    const xml = fileOf('01-invoice')
      .replace(
        '</agenteRetencion>',
        '</agenteRetencion><contribuyenteRimpe>CONTRIBUYENTE RÉGIMEN RIMPE</contribuyenteRimpe>',
      )
      .replace(
        '<campoAdicional ',
        '<campoAdicional nombre="Gran Contribuyente">NAC-GCFOIOC21-00001110-E</campoAdicional><campoAdicional ',
      )
    const { issuer, foot } = pageOf(xml)
    expect(issuer).toEqual({
      name: 'Andina',
      legalName: 'Comercial Andina S.A.',
      facts: [
        { label: 'Dirección Matriz', value: 'Av. Amazonas N21-100 y Roca, Quito' },
        { label: 'Dirección Sucursal', value: 'Av. Amazonas N21-100 y Roca, Quito' },
        { label: 'OBLIGADO A LLEVAR CONTABILIDAD', value: 'SÍ' },
        { label: 'Agente de Retención Resolución No.', value: '1' },
        { label: '', value: 'CONTRIBUYENTE RÉGIMEN RIMPE', strong: true },
        { label: 'Gran Contribuyente', value: 'NAC-GCFOIOC21-00001110-E', strong: true },
      ],
    })
    expect(foot.find(({ title }) => title === 'Información Adicional')?.facts).not.toContainEqual(
      expect.objectContaining({ label: 'Gran Contribuyente' }),
    )
  })
})

describe('a sale', () => {
  test('has its lines in the columns of annex 2, those without a value left out', () => {
    const [lines] = pageOf(fileOf('01-invoice-final-consumer')).tables
    expect(lines?.columns.map(({ label }) => label)).toEqual([
      ...['Cantidad', 'Descripción', 'Precio Unitario', 'Descuento', 'IVA', 'Precio Total'],
    ])
    expect(Object.values(lines?.rows[0]?.cells ?? {})).toEqual([
      ...['3.00', 'Almuerzo', '4.25', '0.00', '15% 1.91', '12.75'],
    ])
  })

  test('has its sums in the order of annex 2, whatever the order in the file', () => {
    const tax = (codigo: string, rate: string, base: string, valor: string) =>
      `<totalImpuesto><codigo>${codigo}</codigo><codigoPorcentaje>${rate}</codigoPorcentaje><baseImponible>${base}</baseImponible><valor>${valor}</valor></totalImpuesto>`
    const taxes = [
      ...[tax('5', '5001', '50', '1.00'), tax('2', '7', '1.07', '0.00'), tax('2', '0', '1.00', '0.00')],
      ...[tax('2', '4', '1.15', '0.17'), tax('3', '3610', '9.00', '1.80'), tax('2', '6', '1.06', '0.00')],
      ...[tax('2', '8', '1.08', '0.09'), tax('2', '5', '1.05', '0.05')],
    ].join('')
    const xml = fileOf('01-invoice').replace(
      /<totalConImpuestos>[^]*<\/totalConImpuestos>/,
      `<totalConImpuestos>${taxes}</totalConImpuestos><propina>0.10</propina>`,
    )
    const { totals, foot } = pageOf(xml)
    expect(totals.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'SUBTOTAL TARIFA ESPECIAL 1.08',
      'SUBTOTAL 5% 1.05',
      'SUBTOTAL 15% 1.15',
      'SUBTOTAL 0% 1.00',
      'SUBTOTAL NO OBJETO DE IVA 1.06',
      'SUBTOTAL EXENTO DE IVA 1.07',
      'SUBTOTAL SIN IMPUESTOS 339.30',
      'TOTAL DESCUENTO 36.10',
      'ICE 1.80',
      'IVA TARIFA ESPECIAL 0.09',
      'IVA 5% 0.05',
      'IVA 15% 0.17',
      'IRBPNR 1.00',
      'PROPINA 0.10',
      'VALOR TOTAL 388.04',
    ])
    expect(totals.at(-1)).toMatchObject({ strong: true })
    expect(foot.find(({ title }) => title === 'Detalle de impuestos')?.facts).toEqual([
      { label: 'IRBPNR botellas plásticas no retornables', value: 'base imponible 50' },
      { label: 'ICE Perfumes y aguas de tocador', value: 'base imponible 9.00' },
    ])
  })

  test('tells payments in words, with their terms', () => {
    const xml = fileOf('01-invoice').replace(
      '<total>300.00</total>',
      '<total>300.00</total><plazo>30</plazo><unidadTiempo>dias</unidadTiempo>',
    )
    expect(pageOf(xml).foot.find(({ title }) => title === 'Forma de pago')?.facts).toEqual([
      { label: '01 - Sin utilización del sistema financiero', value: '88.04' },
      { label: '19 - Tarjeta de crédito', value: '300.00, plazo 30 dias' },
    ])
  })

  test('shows what the subsidy saves, IVA included, unless the lines contradict it', () => {
    const xml = fileOf('01-invoice')
      .replace('</totalSinImpuestos>', '</totalSinImpuestos><totalSubsidio>39.00</totalSubsidio>')
      .replace(
        '<precioUnitario>180.50</precioUnitario>',
        '<precioUnitario>180.50</precioUnitario><precioSinSubsidio>200.00</precioSinSubsidio>',
      )
    const sums = (file: string) =>
      pageOf(file)
        .totals.slice(-3)
        .map(({ label, value }) => `${label} ${value}`)
    expect(sums(xml)).toEqual([
      'VALOR TOTAL SIN SUBSIDIO 432.89',
      'AHORRO POR SUBSIDIO (incluye IVA cuando corresponda) 44.85',
      'VALOR TOTAL 388.04',
    ])
    expect(pageOf(xml).tables[0]?.rows[0]?.cells).toMatchObject(
      Object.fromEntries([[columnOf(xml, 'Subsidio'), '19.5']]),
    )
    expect(sums(xml.replace('39.00', '38.00')).join()).not.toContain('AHORRO')
  })
})

describe('the other types', () => {
  test('a note names the document it modifies in words', () => {
    const facts = pageOf(fileOf('04-credit-note')).head.flatMap((panel) => panel.facts)
    expect(facts).toEqual(
      expect.arrayContaining([
        { label: 'Comprobante que se modifica', value: 'Factura 001-001-000000123' },
        { label: 'Fecha Emisión (Comprobante a modificar)', value: '03/11/2026' },
        { label: 'Razón de Modificación', value: 'Devolución de una impresora' },
      ]),
    )
  })

  test('a nota de débito has its reasons for lines', () => {
    const [reasons] = pageOf(fileOf('05-debit-note')).tables
    expect(reasons?.columns.map(({ label }) => label)).toEqual(['RAZÓN DE LA MODIFICACIÓN', 'VALOR DE LA MODIFICACIÓN'])
    expect(Object.values(reasons?.rows[0]?.cells ?? {})).toEqual(['Interés por mora', '12.40'])
  })

  test('a retención has the rows of annex 2, its documents and the sum', () => {
    const { tables, totals } = pageOf(fileOf('07-withholding-several-documents'))
    expect(tables.map(({ title, rows }) => [title, rows.length])).toEqual([
      [undefined, 4],
      ['Documentos de sustento', 2],
    ])
    expect(Object.values(tables[0]?.rows[3]?.cells ?? {})).toEqual([
      ...['Factura', '001010000012346', '11/11/2026', '11/2026', '12.00', 'IVA', '2', '70', '8.40'],
    ])
    expect(tables[0]?.rows[3]?.details).toEqual([{ label: 'Concepto', value: 'Retención del 70 % del IVA' }])
    expect(totals).toEqual([{ label: 'TOTAL RETENIDO', value: '24.00', strong: true }])
  })

  test('a guía for several tells of each addressee right above the goods for him', () => {
    const { head, tables } = pageOf(fileOf('06-waybill-two-addressees'))
    expect(head.map(({ title }) => title)).toEqual(['Transportista'])
    expect(tables.map(({ title }) => title)).toEqual([
      ...['Destinatario 1 de 2', undefined, 'Destinatario 2 de 2', undefined],
    ])
  })
})

test('a comprobante wrapped in an autorizacion prints as if it came alone', () => {
  const xml = fileOf('01-invoice')
  const wrapped = `<autorizacion><estado>AUTORIZADO</estado><comprobante><![CDATA[${xml}]]></comprobante></autorizacion>`
  expect(pageOf(wrapped)).toEqual(pageOf(xml))
})

test('hostile texts come through as they are', () => {
  const hostile = 'Ñandú <b>&"\' ${x} \u202e ك 中 😀'
  const escaped = hostile.replace('&', '&amp;').replace('<b>', '&lt;b>')
  const page = pageOf(fileOf('01-invoice').replace('Impresora de recibos', escaped))
  expect(textsOf(page)).toContain(hostile)
})

test('every one of two thousand lines has its row', () => {
  const xml = fileOf('01-invoice')
  const [line = ''] = /<detalle>[^]*?<\/detalle>/.exec(xml) ?? []
  const page = pageOf(xml.replace('</detalles>', `${line.repeat(2000)}</detalles>`))
  expect(page.tables[0]?.rows).toHaveLength(2002)
})

function pageOf(xml: Uint8Array | string, change: Partial<Document> = {}): PrintedPage {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml
  return printed({ document: { ...APPROVED, ...change } as Document, xml: bytes, issuer: EXAMPLE_CONTEXT.issuer })
}

/** What the page asks of a document; the rest it takes from the file. */
const APPROVED: Pick<Document, 'state' | 'verdict' | 'receipt'> = {
  state: 'approved',
  receipt: { id: '1', receivedAt: '2026-11-17T03:30:00Z' },
  verdict: { outcome: 'approved', messages: [], numberSurvives: false, decidedAt: '2026-11-17T03:30:05Z' },
}

function fileOf(name: string): string {
  const found = examples().find((each) => each.name === name)
  return readFileSync(found!.xml, 'utf8')
}

function columnOf(xml: string, label: string): string {
  return pageOf(xml).tables[0]!.columns.find((column) => column.label === label)!.key
}

function officialSamples(): readonly string[] {
  if (!needs('shared')) return []
  return ['ficha', 'official-xsd-zip', 'signed', 'synthetic'].flatMap((folder) => {
    const files = readdirSync(shared(`sri/samples/${folder}`)).filter((file) => file.endsWith('.xml'))
    return files.map((file) => `${folder}/${file}`)
  })
}

/** A value that no other element has; none for what is a code. */
function ownValue({ type, children }: ElementFormat, index: number): string | undefined {
  if (!type || children || type.catalog !== undefined || type.values) return undefined
  if (type.base === 'decimal') return `${7000 + index}.${String(index % 100).padStart(2, '0')}`
  return type.pattern && !type.pattern.test('texto') ? undefined : `propio ${index}`
}

function leafNames(elements: readonly ElementFormat[]): readonly string[] {
  const names = elements.flatMap(({ name, children, attributes }) => {
    return children ? leafNames(children) : attributes ? [] : [name]
  })
  return [...new Set(names)]
}
