import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { example } from '../../../../test/support/ecuadorian-examples.ts'
import { needs, shared } from '../../../../test/support/needs.ts'
import type { Draft } from '../../../domain/draft.ts'
import { readXml } from '../../../xml/reader.ts'
import { readContent } from '../../format/read.ts'
import type { Content } from '../../format/format.ts'
import type { PrepareContext } from '../../jurisdiction.ts'
import { accessKeyParts } from '../access-key.ts'
import { EXAMPLE_CONTEXT, relatedInvoice } from '../examples/context.ts'
import { formatOf } from '../formats/formats.ts'
import { prepare } from '../prepare.ts'
import { contentXml, documentXml, numberedContent } from '../xml.ts'

type Loose = Record<string, unknown>

const NUMBERED = { number: '001-001-000000007', expiresOn: undefined }
const INFO = {
  razonSocialTransportista: 'Transportes Pichincha S.A.',
  rucTransportista: '1792146739001',
  placa: 'PBA0123',
}

function waybill(info: Loose = {}, change: Loose = {}): Draft {
  const draft = example('06-waybill')
  return { ...draft, ...change, ec: { infoGuiaRemision: { ...INFO, ...info } } } as unknown as Draft
}

const told = (draft: Draft, context: Partial<PrepareContext> = {}) =>
  prepare(draft, { ...EXAMPLE_CONTEXT, ...context }).faults.map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  )

function xmlOf(draft: Draft, context: Partial<PrepareContext> = {}): string {
  const { document, faults } = prepare(draft, { ...EXAMPLE_CONTEXT, ...context })
  if (!document) throw new Error(JSON.stringify(faults))
  return documentXml(document, NUMBERED, EXAMPLE_CONTEXT.now)
}

describe('a guía', () => {
  test('does not take a day that does not exist for today', () => {
    expect(told(waybill({ fechaFinTransporte: '30/11/2026' }, { issueDate: '2026-11-31' }))).toEqual([
      'error field-date issueDate',
    ])
  })

  test('has what a line says besides on one line', () => {
    const lines = [{ name: 'Rollos', quantity: '1', unit: 'Caja\nde 24', description: 'Papel\ttérmico' }]
    const xml = xmlOf(waybill({}, { lines }))
    expect(xml).toContain('valor="Caja de 24"')
    expect(xml).toContain('valor="Papel térmico"')
  })

  test('rests on a type of document that exists', () => {
    const draft = {
      ...waybill(),
      ec: { infoGuiaRemision: INFO, destinatarios: { destinatario: [{ codDocSustento: '99' }] } },
    }
    expect(told(draft)).toEqual(['error support-type ec.destinatarios.destinatario[0].codDocSustento'])
  })

  test('is complete with a carrier, a plate, an addressee, goods and a reason', () => {
    expect(told(waybill())).toEqual([])
    const xml = xmlOf(waybill())
    expect(xml).toContain('<dirPartida>Av. Amazonas N21-100 y Roca, Quito</dirPartida>')
    expect(xml).toContain('<tipoIdentificacionTransportista>04</tipoIdentificacionTransportista>')
    expect(xml).toContain(
      '<fechaIniTransporte>16/11/2026</fechaIniTransporte><fechaFinTransporte>16/11/2026</fechaFinTransporte>',
    )
    expect(xml).toContain('<codDocSustento>01</codDocSustento><numDocSustento>001-001-000000123</numDocSustento>')
    expect(xml).not.toMatch(/precio|importe|valor>/)
  })

  test('is dated by the start of its transport, its clave too', () => {
    const { document } = prepare(
      waybill({ fechaIniTransporte: '20/11/2026', fechaFinTransporte: '21/11/2026' }),
      EXAMPLE_CONTEXT,
    )
    expect(document?.issueDate).toBe('2026-11-20')
    const { accessKey } = numberedContent(document!, NUMBERED, EXAMPLE_CONTEXT.now)
    expect(accessKeyParts(accessKey)?.date).toBe('2026-11-20')
  })

  test('takes the date of its sale from the document, when Emite has it', () => {
    const draft = waybill({}, { reference: { number: '001-001-000000123', reason: 'Venta' } })
    expect(xmlOf(draft, { related: [relatedInvoice()] })).toContain('<fechaEmisionDocSustento>03/11/2026<')
    expect(xmlOf(draft)).not.toContain('fechaEmisionDocSustento')
    const { document } = prepare(draft, { ...EXAMPLE_CONTEXT, related: [relatedInvoice()] })
    expect(document?.refersTo).toEqual({ series: '01-001-001', sequence: 123n })
    expect(document?.follows).toBeUndefined()
  })

  test('lays the only addressee of a block over the neutral one, and several in its place', () => {
    const one = { destinatario: [{ ruta: 'Quito - Cuenca' }] }
    const draft = { ...waybill(), ec: { infoGuiaRemision: INFO, destinatarios: one } } as unknown as Draft
    expect(xmlOf(draft)).toMatch(/<motivoTraslado>Venta<\/motivoTraslado><ruta>Quito - Cuenca<\/ruta>.*<detalles>/)
    expect(xmlOf(example('06-waybill-two-addressees')).match(/<destinatario>/g)).toHaveLength(2)
  })
})

describe('a guía is told', () => {
  test.each<[string, Draft, string]>([
    [
      'that its transport starts before it is issued',
      waybill({ fechaIniTransporte: '15/11/2026' }),
      'error transport-start ec.infoGuiaRemision.fechaIniTransporte',
    ],
    ['the same by its neutral name', waybill({}, { issueDate: '2026-11-15' }), 'error transport-start issueDate'],
    [
      'that its transport ends before it starts',
      waybill({ fechaFinTransporte: '15/11/2026' }),
      'error transport-end ec.infoGuiaRemision.fechaFinTransporte',
    ],
    ['how a plate is written', waybill({ placa: 'pba-123' }), 'warning plate-form ec.infoGuiaRemision.placa'],
    [
      'to look at a carrier’s number',
      waybill({ rucTransportista: '1710034066' }),
      'warning carrier-identification ec.infoGuiaRemision.rucTransportista',
    ],
    [
      'to look at an addressee’s number',
      waybill({}, { buyer: { taxId: '1710034066', name: 'X', address: 'Y' } }),
      'warning recipient-identification buyer.taxId',
    ],
    [
      'that an addressee has no address',
      waybill({}, { buyer: { taxId: '1710034065', name: 'X' } }),
      'error field-missing buyer.address',
    ],
    ['that it has no reason', waybill({}, { reference: undefined }), 'error field-missing reference.reason'],
    [
      'that a number is none',
      waybill({}, { reference: { number: '123', reason: 'Venta' } }),
      'error field-pattern reference.number',
    ],
    ['that it has no plate', waybill({ placa: undefined }), 'error field-missing ec.infoGuiaRemision.placa'],
    [
      'that a text of a line is too long',
      waybill({}, { lines: [{ name: 'x'.repeat(301), quantity: '1' }] }),
      'error field-too-long lines[0].name',
    ],
    [
      'that a quantity has too many decimals',
      waybill(
        {},
        {
          lines: [
            { name: 'x', quantity: '1' },
            { name: 'x', quantity: '1.1234567' },
          ],
        },
      ),
      'error field-decimals lines[1].quantity',
    ],
    [
      'that a line’s block is wrong',
      waybill({}, { lines: [{ name: 'x', quantity: '1', ec: { codigoInterno: 'y'.repeat(26) } }] }),
      'error field-too-long lines[0].ec.codigoInterno',
    ],
    [
      'who writes the clave',
      { ...waybill(), ec: { infoTributaria: { claveAcceso: '1' } } } as unknown as Draft,
      'error block-reserved ec.infoTributaria.claveAcceso',
    ],
    [
      'that it is of another issuer',
      { ...waybill(), ec: { infoTributaria: { ruc: '1760013210001' } } } as unknown as Draft,
      'error tax-information-mismatch ec.infoTributaria.ruc',
    ],
    [
      'that its sale needs a type',
      {
        ...example('06-waybill-two-addressees'),
        ec: { destinatarios: { destinatario: [{}, { numAutDocSustento: '1'.repeat(49) }] } },
      } as unknown as Draft,
      'error support-incomplete ec.destinatarios.destinatario[0].codDocSustento',
    ],
  ])('%s', (_, draft, fault) => expect(told(draft)).toContain(fault))

  test('that its sale was rejected', () => {
    const related = [relatedInvoice({ state: 'rejected' })]
    expect(told(waybill(), { related })).toEqual(['error original-not-accepted reference.number'])
  })
})

test('a corrected guía keeps the day and the clave it had', () => {
  const { document } = prepare(waybill(), EXAMPLE_CONTEXT)
  const { accessKey } = numberedContent(document!, NUMBERED, EXAMPLE_CONTEXT.now)
  const draft = waybill({}, { issueDate: undefined })
  const next = { ...EXAMPLE_CONTEXT, today: '2026-11-18', now: new Date('2026-11-18T15:00:00Z') } as PrepareContext
  const correcting = { number: NUMBERED.number, stamp: { accessKey, signedAt: '' } }
  const corrected = prepare(draft, { ...next, correcting })
  expect(corrected.faults.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning issue-date-past'])
  expect(corrected.document?.issueDate).toBe('2026-11-16')
  expect(numberedContent(corrected.document!, NUMBERED, next.now).accessKey).toBe(accessKey)
})

test.skipIf(!needs('shared')).each(['ficha/ficha_guia_1.1.0.xml', 'synthetic/datil_waybills_1.xml'])(
  '%s comes out of its own facts as it went in',
  (path) => {
    const format = formatOf('06')!
    const { content, faults } = readContent(format, readXml(readFileSync(shared(`sri/samples/${path}`))))
    expect(faults).toEqual([])
    const { infoTributaria, infoGuiaRemision, destinatarios, infoAdicional } = content as Record<string, Content>
    const { claveAcceso, secuencial, ...issuer } = infoTributaria as Record<string, string>
    const draft = {
      type: '06',
      number: `${issuer.estab}-${issuer.ptoEmi}-${secuencial}`,
      ec: { infoTributaria: issuer, infoGuiaRemision, destinatarios, infoAdicional },
    }
    const [day, month, year] = (infoGuiaRemision?.fechaIniTransporte as string).split('/')
    const context = {
      ...EXAMPLE_CONTEXT,
      today: `${year}-${month}-${day}`,
      authorityEnvironment: issuer.ambiente === '2' ? 'cel' : 'celcer',
      issuer: { taxId: issuer.ruc!, name: issuer.razonSocial!, address: issuer.dirMatriz!, settings: {} },
      correcting: { number: draft.number, stamp: { accessKey: claveAcceso!, signedAt: '' } },
    } as PrepareContext
    const { document, faults: found } = prepare(draft as unknown as Draft, context)
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
    const numbered = { ...NUMBERED, number: draft.number }
    // The clave is another, and an empty group is not written.
    const comparable = (xml: string) =>
      xml.replace(/<claveAcceso>\d+/, '<claveAcceso>').replaceAll('<detallesAdicionales></detallesAdicionales>', '')
    expect(comparable(documentXml(document!, numbered, EXAMPLE_CONTEXT.now))).toBe(
      comparable(contentXml('06', content)),
    )
  },
)
