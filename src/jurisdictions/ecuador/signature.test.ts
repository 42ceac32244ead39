import { describe, expect, test } from 'vitest'
import { testSigner } from '../../../test/support/certificates.ts'
import { example, examples } from '../../../test/support/ecuadorian-examples.ts'
import { HOSTILE_TEXTS } from '../../../test/support/hostile-text.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { officialSchema } from '../../../test/support/official-schema.ts'
import { schemaFileOf } from '../../../test/support/sri-schemas.ts'
import { xmlsecXadesComplaint } from '../../../test/support/xmlsec.ts'
import type { Draft } from '../../domain/draft.ts'
import { verifyXades } from '../../xml/verify-xades.ts'
import type { PrepareContext, SignedDocument } from '../jurisdiction.ts'
import { examine } from './examine.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { formatOf } from './formats/formats.ts'
import { numbering } from './numbering.ts'
import { prepare } from './prepare.ts'
import { sign } from './signature.ts'
import { TYPE_FACTS, typeFactsOf } from './type-facts.ts'

const AT = EXAMPLE_CONTEXT.now
const signer = await testSigner()

async function signed(draft: Draft, context: Partial<PrepareContext> = {}, at = AT): Promise<SignedDocument> {
  const { document, faults } = prepare(draft, { ...EXAMPLE_CONTEXT, ...context })
  if (!document) throw new Error(JSON.stringify(faults))
  const number = document.number ?? numbering.format(document.series, 7n)
  return sign(document, { number, expiresOn: undefined }, signer, at)
}

describe('a signed document', () => {
  test('carries the clave and the time of its signing, and is due in a day', async () => {
    const { xml, submission, stamp, dueAt } = await signed(example('01-invoice'))
    expect(submission).toBeUndefined()
    expect(stamp.accessKey).toMatch(/^16112026011790000001001100100100000000\d{11}$/)
    expect(xml).toContain(`<claveAcceso>${stamp.accessKey}</claveAcceso>`)
    expect(stamp.signedAt).toBe('2026-11-16T10:30:00-05:00')
    expect(xml).toContain(`<etsi:SigningTime>${stamp.signedAt}</etsi:SigningTime>`)
    expect(dueAt.getTime() - AT.getTime()).toBe(24 * 3_600_000)
  })

  test('is the same to the byte when it is signed again at the same instant', async () => {
    const draft = example('07-withholding')
    expect(await signed(draft)).toEqual(await signed(draft))
  })

  test('is signed with SHA-1 as the ficha says, or with SHA-256 where the issuer says so', async () => {
    const { issuer } = EXAMPLE_CONTEXT
    const other = { ...issuer, settings: { ...issuer.settings, signatureDigest: 'sha256' } }
    expect((await signed(example('06-waybill'))).xml).toContain('http://www.w3.org/2000/09/xmldsig#rsa-sha1')
    const { xml } = await signed(example('06-waybill'), { issuer: other })
    expect(xml).toContain('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    expect(verifyXades(Buffer.from(xml))).toMatchObject({ valid: true })
  })

  test('is of the environment it goes to, in the document and in the clave', async () => {
    const { xml, stamp } = await signed(example('01-invoice'), {
      authorityEnvironment: 'cel',
      environment: 'production',
    })
    expect(xml).toContain('<ambiente>2</ambiente>')
    expect(stamp.accessKey?.[23]).toBe('2')
  })

  test('takes the number of its draft', async () => {
    const { stamp, xml } = await signed({ ...example('01-invoice'), number: '001-002-000000099' })
    expect(xml).toContain('<estab>001</estab><ptoEmi>002</ptoEmi><secuencial>000000099</secuencial>')
    expect(stamp.accessKey?.slice(24, 39)).toBe('001002000000099')
  })

  test('goes back under its clave when it is corrected', async () => {
    const first = await signed(example('01-invoice'))
    const correcting = { number: '001-001-000000007', stamp: first.stamp }
    const later = new Date(AT.getTime() + 3_600_000)
    const again = await signed(example('01-invoice'), { correcting }, later)
    expect(again.stamp.accessKey).toBe(first.stamp.accessKey)
    expect(again.xml).not.toBe(first.xml)
  })

  test('is what examine reads back', async () => {
    const { xml } = await signed(example('07-withholding-several-documents'))
    const found = await examine(Buffer.from(xml))
    expect(found).toMatchObject({
      type: '07',
      content: { name: 'comprobanteRetencion' },
      verification: { valid: true },
      signedAt: AT,
      faults: [],
    })
  })
})

test.skipIf(!needs('shared')).each(examples())(
  '$name is valid by the official schema, signature and all',
  async ({ draft }) => {
    const { xml } = await signed(draft)
    expect(complaintOf(draft.type)(xml)).toBeUndefined()
  },
)

test.skipIf(!needs('xmlsec1')).each(TYPE_FACTS)(
  'xmlsec1 agrees with every signature over a $root',
  async ({ code, root }) => {
    const files = await Promise.all(
      examples()
        .filter(({ draft }) => draft.type === code)
        .map(async ({ draft }) => (await signed(draft)).xml),
    )
    expect(files.length).toBeGreaterThan(0)
    expect(xmlsecXadesComplaint(root, files)).toBe('')
  },
)

test('hostile texts end as a fault or as a valid document that others can verify', async () => {
  const files: string[] = []
  for (const text of [...HOSTILE_TEXTS.map((each) => each.text), 'a\u0085b\u2028c\u2029d\re']) {
    for (const draft of [example('06-waybill'), example('07-withholding'), example('01-invoice')]) {
      const hostile = {
        ...draft,
        buyer: { ...draft.buyer, name: text },
        ec: { ...blockOf(draft), infoAdicional: { Nota: text } },
      }
      if (draft.type !== '07') hostile.lines = [{ ...draft.lines[0]!, name: text }]
      if (!prepare(hostile, EXAMPLE_CONTEXT).document) continue
      const { xml } = await signed(hostile)
      expect(verifyXades(Buffer.from(xml))).toMatchObject({ valid: true })
      if (needs('shared')) expect(complaintOf(draft.type)(xml)).toBeUndefined()
      if (draft.type === '06') files.push(xml)
    }
  }
  expect(files.length).toBeGreaterThan(0)
  if (needs('xmlsec1')) expect(xmlsecXadesComplaint('guiaRemision', files)).toBe('')
})

const schemas = new Map<string, (xml: string) => string | undefined>()

/** What the official schema of a type has against a document. */
function complaintOf(type: string): (xml: string) => string | undefined {
  let judge = schemas.get(type)
  if (!judge) {
    const format = formatOf(type, typeFactsOf(type)?.version)!
    schemas.set(type, (judge = officialSchema(shared(`sri/xsd/${schemaFileOf(format)}`))))
  }
  return judge
}

function blockOf(draft: Draft): object {
  return (draft as unknown as { ec?: object }).ec ?? {}
}
