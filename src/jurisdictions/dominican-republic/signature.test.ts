import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { testSigner } from '../../../test/support/certificates.ts'
import { HOSTILE_TEXTS } from '../../../test/support/hostile-text.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { officialSchema } from '../../../test/support/official-schema.ts'
import { xmlCryptoComplaint } from '../../../test/support/signed-xml.ts'
import { xmlsecComplaint } from '../../../test/support/xmlsec.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Numbered, PrepareContext, SignedDocument } from '../jurisdiction.ts'
import { readCertificationSet, type CertificationSheets } from './certification-set.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { example, examples } from '../../../test/support/dominican-examples.ts'
import { numbering } from './numbering.ts'
import { prepare } from './prepare.ts'
import { sign } from './signature.ts'

const AT = EXAMPLE_CONTEXT.now
const signer = await testSigner()

async function signed(
  draft: Draft,
  context: Partial<PrepareContext> = {},
  numbered?: Partial<Numbered>,
): Promise<SignedDocument> {
  const { document, faults } = prepare(draft, { ...EXAMPLE_CONTEXT, ...context })
  if (!document) throw new Error(JSON.stringify(faults))
  const own = { number: numbering.format(draft.type, 7n), expiresOn: '2028-12-31' as CalendarDate }
  return sign(document, { ...own, ...numbered }, signer, AT)
}

describe('a signed document', () => {
  test('carries the code, stamp and time of its own signature', async () => {
    const { xml, submission, stamp, dueAt } = await signed(example('31-tax-credit-invoice'))
    const value = /<SignatureValue>([^<]*)/.exec(xml)?.[1] ?? ''
    expect(submission).toBeUndefined()
    expect(stamp.securityCode).toBe(value.slice(0, 6))
    expect(stamp.signedAt).toBe('15-11-2026 10:30:00')
    expect(stamp.url).toMatch(
      /^https:\/\/ecf\.dgii\.gov\.do\/testecf\/consultatimbre\?rncemisor=101010632&rnccomprador=131880681&encf=E310000000007&/,
    )
    expect(stamp.url).toContain('&montototal=5594.45&fechafirma=15-11-2026%2010:30:00&')
    expect(dueAt.getTime() - AT.getTime()).toBe(72 * 3_600_000)
  })

  test('a small type 32 is signed in full first, and its summary carries that signature’s code', async () => {
    const { xml, submission, stamp } = await signed(example('32-consumer-invoice-small'))
    expect(xml).toContain('<DetallesItems>')
    expect(submission).toContain(
      `<CodigoSeguridadeCF>${stamp.securityCode}</CodigoSeguridadeCF></Encabezado><Signature`,
    )
    expect(submission).not.toContain('FechaHoraFirma')
    expect(/<SignatureValue>([^<]*)/.exec(xml)?.[1]?.startsWith(stamp.securityCode ?? '?')).toBe(true)
    expect(stamp.url).toMatch(
      /^https:\/\/fc\.dgii\.gov\.do\/testecf\/consultatimbrefc\?rncemisor=101010632&encf=E320000000007&montototal=1180\.00&codigoseguridad=/,
    )
  })

  test.each([
    ['249999.99', 'RFCE'],
    ['250000.00', 'e-CF'],
  ])('a type 32 of %s goes as %s', async (unitPrice, channel) => {
    const draft = example('32-consumer-invoice-large')
    draft.lines = [{ name: 'Cosa', quantity: '1', unitPrice, taxes: [{ code: 'ITBIS', treatment: 'exempt' }] }]
    const { submission } = await signed(draft)
    expect(submission === undefined).toBe(channel === 'e-CF')
  })

  test('an anonymous buyer is an empty element, or none where the issuer says so', async () => {
    const draft = example('32-consumer-invoice-small')
    const anonymous = await signed(draft)
    expect(anonymous.xml).toContain('<Comprador></Comprador>')
    expect(anonymous.submission).toContain('<Comprador></Comprador>')
    const issuer = { ...EXAMPLE_CONTEXT.issuer, settings: { anonymousBuyer: 'left-out' } }
    const { xml, submission } = await signed(draft, { issuer })
    expect(`${xml}${submission ?? ''}`).not.toContain('Comprador')
  })

  test('a deferred document is due in a day', async () => {
    const draft = {
      ...example('31-tax-credit-invoice'),
      do: { Encabezado: { IdDoc: { IndicadorEnvioDiferido: '1' } } },
    }
    const issuer = { ...EXAMPLE_CONTEXT.issuer, settings: { deferredSending: true } }
    const { dueAt } = await signed(draft, { issuer })
    expect(dueAt.getTime() - AT.getTime()).toBe(24 * 3_600_000)
  })

  test('of a type that expires is refused without an expiry date, and needs none in 32 and 34', async () => {
    await expect(signed(example('31-tax-credit-invoice'), {}, { expiresOn: undefined })).rejects.toThrow(Refusal)
    const { xml } = await signed(example('34-credit-note'), {}, { expiresOn: '2028-12-31' as CalendarDate })
    expect(xml).not.toContain('FechaVencimientoSecuencia')
  })

  test('amounts of one decimal get their second in the summary, which would refuse them', async () => {
    const draft = { ...example('32-consumer-invoice-small'), do: { Encabezado: { Totales: { MontoTotal: '1180.0' } } } }
    const { xml, submission } = await signed(draft)
    expect(xml).toContain('<MontoTotal>1180.0</MontoTotal>')
    expect(submission).toContain('<MontoTotal>1180.00</MontoTotal>')
  })
})

describe.skipIf(!needs('shared'))('by the official schemas', () => {
  const schemas = new Map<string, (xml: string) => string | undefined>()

  function complaint(type: string, xml: string): string | undefined {
    let schema = schemas.get(type)
    if (!schema) {
      schema = officialSchema(shared(`dgii/xsd/${type === 'RFCE' ? 'RFCE-32' : `e-CF-${type}`}.xsd`))
      schemas.set(type, schema)
    }
    return schema(xml)
  }

  test.each(examples())('$name is valid, signature and all', async ({ draft }) => {
    const { xml, submission } = await signed(draft)
    expect(complaint(draft.type, xml)).toBeUndefined()
    if (submission) expect(complaint('RFCE', submission)).toBeUndefined()
  })

  test('the whole certification set is valid, signature and all, and xmlsec1 agrees with every signature', async () => {
    const path = shared('dgii/samples/set-pruebas-a/cases.json')
    const { cases } = readCertificationSet(JSON.parse(readFileSync(path, 'utf8')) as CertificationSheets)
    const issuer = { taxId: '999999992', name: 'x', settings: {} }
    const files: string[] = []
    for (const { draft, number, stage } of cases) {
      const { xml, submission } = await signed(draft, { issuer }, { number, expiresOn: undefined })
      expect(complaint(draft.type, xml)).toBeUndefined()
      expect(submission === undefined).toBe(stage !== 'summary')
      if (submission) expect(complaint('RFCE', submission)).toBeUndefined()
      files.push(xml, ...(submission ? [submission] : []))
    }
    expect(new Set(files.map((file) => createHash('sha256').update(file).digest('hex'))).size).toBe(29)
    if (needs('xmlsec1')) expect(xmlsecComplaint(files)).toBe('')
  })

  test('hostile texts end as a fault or as a valid document that partners can verify', async () => {
    const files: string[] = []
    for (const text of [...HOSTILE_TEXTS.map((each) => each.text), 'a\u0085b\u2028c\u2029d\re']) {
      const draft = example('31-tax-credit-invoice')
      draft.lines[0]!.name = text
      const { document } = prepare(draft, EXAMPLE_CONTEXT)
      if (!document) continue
      const { xml } = await signed(draft)
      expect(complaint('31', xml)).toBeUndefined()
      expect(xmlCryptoComplaint(xml)).toBeUndefined()
      files.push(xml)
    }
    expect(files.length).toBeGreaterThan(0)
    if (needs('xmlsec1')) expect(xmlsecComplaint(files)).toBe('')
  })
})
