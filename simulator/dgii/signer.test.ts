import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { signEnveloped, signParsed } from '../../src/xml/dsig.ts'
import { testAuthority, testSigner } from '../../test/support/certificates.ts'
import { post, signedSeed, startBench, TAXPAYER, type Bench } from '../testing/client.ts'
import { invoice, nameOf } from '../testing/invoices.ts'
import { decide, resultOf } from '../testing/submission.ts'
import type { DgiiSettings } from './settings.ts'

type Holder = NonNullable<Parameters<typeof testSigner>[0]>

/** The verdict on a sound e-CF, signed by somebody, under some settings. */
async function verdictUnder(dgii: DgiiSettings, holder: Holder = {}) {
  const bench = await startBench({ dgii })
  try {
    const { xml } = await signEnveloped(invoice('31', 'E310000000001'), await testSigner(holder))
    const path = '/testecf/recepcion/api/facturaselectronicas'
    const authorization = `Bearer ${await tokenFor(bench)}`
    const answer = await post(bench.simulator, path, nameOf('E310000000001'), xml, { authorization })
    const { trackId } = (await answer.json()) as { trackId: string }
    bench.pass(200)
    return await resultOf(bench, trackId)
  } finally {
    await bench.stop()
  }
}

/** The bench's own certificate may be unknown under the settings, so the token is obtained with a test certificate. */
async function tokenFor(bench: Bench): Promise<string> {
  const base = '/testecf/autenticacion/api/autenticacion'
  const seed = await (await bench.get(`${base}/semilla`)).text()
  const { xml } = await signParsed(Buffer.from(seed), await testSigner())
  const answer = await post(bench.simulator, `${base}/validarsemilla`, 'semilla.xml', xml)
  const { token } = (await answer.json()) as { token: string }
  bench.token = () => Promise.resolve(token)
  return token
}

const HOLDER = '00113918253'

test('anybody signs for anybody unless delegations are given', async () => {
  expect(await verdictUnder({})).toMatchObject({ codigo: '1' })
})

test('a holder who is delegated may sign, another may not, and the number stays free', async () => {
  expect(await verdictUnder({ delegations: [{ issuer: TAXPAYER, holder: HOLDER }] })).toMatchObject({ codigo: '1' })
  const refused = await verdictUnder({ delegations: [{ issuer: TAXPAYER, holder: '00100000000' }] })
  expect(refused).toMatchObject({ codigo: '2', secuenciaUtilizada: false })
  expect(refused.mensajes[0]?.valor).toContain('no está delegado')
})

test('an issuer who is not authorised is refused, and the number stays free', async () => {
  const refused = await verdictUnder({ issuers: ['131880681'] })
  expect(refused).toMatchObject({ codigo: '2', secuenciaUtilizada: false })
  expect(refused.mensajes[0]?.valor).toContain('emisor electrónico')
})

test('a certificate out of its time is refused, and the number stays free', async () => {
  const refused = await verdictUnder({}, { validFrom: new Date('2020-01-01'), validTo: new Date('2026-11-30') })
  expect(refused).toMatchObject({ codigo: '2', secuenciaUtilizada: false })
  expect(refused.mensajes[0]?.valor).toContain('no está vigente')
})

test('with trusted authorities given, only certificates they issued will do, for the token already', async () => {
  const { intermediate } = await testAuthority()
  const trustedCertificates = [new X509Certificate(intermediate).toString()]
  expect(await verdictUnder({ trustedCertificates })).toMatchObject({ codigo: '1' })

  const bench = await startBench({ dgii: { trustedCertificates } })
  const base = '/testecf/autenticacion/api/autenticacion'
  const seed = signedSeed(await (await bench.get(`${base}/semilla`)).text(), bench.sign)
  const answer = await post(bench.simulator, `${base}/validarsemilla`, 'semilla.xml', seed)
  expect([answer.status, await answer.text()]).toEqual([400, 'Firma del certificado invalida'])
  await bench.stop()
})

test('a range may be given its own limits and last day', async () => {
  const range = { issuer: TAXPAYER, type: '31', first: 10, last: 20, expiresOn: '31-12-2028' }
  const bench = await startBench({ dgii: { ranges: [range] } })
  const verdict = async (number: string, expiry = '31-12-2028') =>
    decide(bench, number, invoice('31', number, { 'Encabezado.IdDoc.FechaVencimientoSecuencia': expiry }), 'ecf')
  expect(await verdict('E310000000010')).toMatchObject({ codigo: '1' })
  expect(await verdict('E310000000009')).toMatchObject({ codigo: '2', mensajes: [{ codigo: '135' }] })
  const mismatch = await verdict('E310000000011', '31-12-2029')
  expect(mismatch).toMatchObject({ codigo: '2', secuenciaUtilizada: false })
  expect(mismatch.mensajes[0]?.valor).toContain('FechaVencimientoSecuencia')
  await bench.stop()
})
