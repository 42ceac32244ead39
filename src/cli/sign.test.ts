import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testPkcs12 } from '../../test/support/certificates.ts'
import { emite, emiteJson } from '../../test/support/command-line.ts'
import { examples } from '../../test/support/ecuadorian-examples.ts'
import { needs } from '../../test/support/needs.ts'
import { xmlsecComplaint, xmlsecXadesComplaint } from '../../test/support/xmlsec.ts'

const PASSWORD = 'clavé €'
const ENVIRONMENT = { CLAVE: PASSWORD }

let folder = ''
const path = (name: string) => join(folder, name)
const exampleFile = (name: string) => examples().find((each) => each.name === name)?.xml ?? ''
const signing = (file: string, ...more: string[]) => ['sign', path(file), '--certificate', path('good.p12'), ...more]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emite-sign-'))
  const { file } = await testPkcs12({ password: PASSWORD })
  await writeFile(path('good.p12'), file)
  const expired = { validFrom: new Date('2020-01-01'), validTo: new Date('2021-01-01'), password: PASSWORD }
  await writeFile(path('expired.p12'), (await testPkcs12(expired)).file)
  await writeFile(path('password.txt'), `${PASSWORD}\n`)
  await writeFile(path('seed.xml'), SEED)
  await writeFile(
    path('postulation.xml'),
    '<?xml version="1.0"?>\n<Postulacion a="1">\n  <N>A &amp; B</N>\n</Postulacion>',
  )
})
afterAll(() => rm(folder, { recursive: true }))

// As DGII serves it: indented, with hints for validators.
const SEED = `<?xml version="1.0" encoding="utf-8"?>
<SemillaModel xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <valor>qPlGa3Wm0x==</valor>
  <fecha>2026-11-21T10:30:00.1234567-04:00</fecha>
</SemillaModel>
`

describe('emite sign', () => {
  test.skipIf(!needs('xmlsec1'))('makes signatures that another implementation accepts', async () => {
    const seed = await emite(signing('seed.xml', '--password-env', 'CLAVE'), { environment: ENVIRONMENT })
    const postulation = await emite(signing('postulation.xml', '--password-file', path('password.txt')))
    expect([seed.exitCode, postulation.exitCode]).toEqual([0, 0])
    expect(xmlsecComplaint([seed.out, postulation.out])).toBe('')
  })

  test.skipIf(!needs('xmlsec1'))(
    'signs what belongs to SRI as another implementation of XAdES accepts it',
    async () => {
      const args = ['--certificate', path('good.p12'), '--password-env', 'CLAVE']
      const signed = await emite(['sign', exampleFile('01-invoice'), ...args], { environment: ENVIRONMENT })
      expect(xmlsecXadesComplaint('factura', [signed.out])).toBe('')
      expect(signed.out).toMatch(/<etsi:SigningTime>[^<]*-05:00</)
      const other = await emite(['sign', exampleFile('06-waybill'), ...args], { environment: ENVIRONMENT })
      expect(xmlsecXadesComplaint('guiaRemision', [other.out])).toBe('')
      expect(other.out).not.toContain('\n  <')
    },
  )

  test('wants the id that SRI has signatures refer to', async () => {
    await writeFile(path('no-id.xml'), '<factura version="2.1.0"><a>1</a></factura>')
    const ended = await emite(signing('no-id.xml'), { typed: PASSWORD })
    expect(ended).toMatchObject({ exitCode: 1, out: '' })
    expect(ended.err).toContain('id="comprobante"')
  })

  test('drops the blanks between elements and keeps everything else', async () => {
    const { out } = await emite(signing('postulation.xml'), { typed: PASSWORD })
    expect(out).toMatch(/^<\?xml [^>]*\?><Postulacion a="1"><N>A &amp; B<\/N><Signature /)
    expect(out.endsWith('</Signature></Postulacion>')).toBe(true)
  })

  test('what it signed, emite verify takes', async () => {
    const output = path('signed-seed.xml')
    const signed = await emite(signing('seed.xml', '--output', output), { typed: PASSWORD })
    expect(signed).toMatchObject({ exitCode: 0, out: `Firmado: ${output}\n` })
    expect(await emite(['verify', output])).toMatchObject({ exitCode: 0 })
  })

  test('tells machines the security code, which is how the signature value begins', async () => {
    const { exitCode, value } = await emiteJson(signing('seed.xml'), { typed: PASSWORD })
    const { signatureValue, securityCode, root, xml } = value as Record<string, string>
    expect({ exitCode, root }).toEqual({ exitCode: 0, root: 'SemillaModel' })
    expect(signatureValue?.slice(0, 6)).toBe(securityCode)
    expect(xml).toContain(`<SignatureValue>${signatureValue}</SignatureValue>`)
  })

  test('refuses to sign twice', async () => {
    const output = path('once.xml')
    await emite(signing('seed.xml', '-o', output), { typed: PASSWORD })
    const twice = await emite(signing('once.xml'), { typed: PASSWORD })
    expect(twice).toMatchObject({ exitCode: 1, out: '' })
    expect(twice.err).toContain('ya está firmado')
  })

  test.each([
    { why: 'a wrong password', args: [], typed: 'otra', says: 'contraseña' },
    { why: 'an expired certificate', args: ['--certificate', 'expired.p12'], typed: PASSWORD, says: 'venció el 2021' },
  ])('says what is wrong with $why, and writes nothing', async ({ args, typed, says }) => {
    const certificate = args.map((each) => (each.endsWith('.p12') ? path(each) : each))
    const ended = await emite(signing('seed.xml', '-o', path('never.xml'), ...certificate), { typed })
    expect(ended).toMatchObject({ exitCode: 1, out: '' })
    expect(ended.err).toContain(says)
    expect(await readdir(folder)).not.toContain('never.xml')
  })

  test('leaves what stood in the output file when it cannot be written', async () => {
    const ended = await emite(signing('seed.xml', '-o', path('password.txt/x.xml')), { typed: PASSWORD })
    expect(ended).toMatchObject({ exitCode: 3, out: '' })
    expect(await readFile(path('password.txt'), 'utf8')).toBe(`${PASSWORD}\n`)
  })

  test('wants a variable that is set', async () => {
    expect(await emite(signing('seed.xml', '--password-env', 'NADA'))).toMatchObject({ exitCode: 2, out: '' })
  })
})
