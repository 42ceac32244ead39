import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testSigner } from '../../../test/support/certificates.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { json, page, ScriptedLine, silence, type Scene } from '../../../test/support/scripted-line.ts'
import { verifyEnveloped } from '../../xml/verify.ts'
import type { OutboundDocument, Signer } from '../authority-protocol.ts'
import { DGII_AUTHORITY } from './authority.ts'

const SOME_TEXT: unknown = expect.stringMatching(/./)

const SIGNED_AT = '21-11-2026 08:00:00'
const AFTER_SIGNING = '11/21/2026 8:00:05 AM'
const BEFORE_SIGNING = '11/20/2026 8:00:05 AM'

const ECF: OutboundDocument = {
  type: '31',
  number: 'E310000000001',
  issuerTaxId: '131880681',
  buyerTaxId: '101010632',
  xml: Buffer.from(`<ECF><FechaHoraFirma>${SIGNED_AT}</FechaHoraFirma></ECF>`),
  stamp: { securityCode: 'f+eCnR', url: '', signedAt: '' },
  total: '1180.00',
  facts: { channel: 'e-CF' },
}
const SMALL: OutboundDocument = {
  ...ECF,
  type: '32',
  number: 'E320000000001',
  buyerTaxId: undefined,
  xml: Buffer.from('<RFCE></RFCE>'),
  facts: { channel: 'RFCE' },
}

let signer: Signer
let clock: TestClock
beforeAll(async () => {
  signer = await testSigner()
})
beforeEach(() => {
  clock = new TestClock('2026-11-21T12:00:10.000Z')
})

function lineWith(scenes: readonly Scene[], authorityEnvironment = 'testecf'): ScriptedLine {
  return new ScriptedLine(authorityEnvironment, signer, clock, scenes)
}

const at = () => clock.now().toISOString()
const used = { codigo: 1209, valor: 'La secuencia ya ha sido utilizada' }
const NUMBER_USED = json({ codigo: 2, estado: 'Rechazado', secuenciaUtilizada: true, mensajes: [used] })
const accepted = (encf: string) => json({ codigo: '1', estado: 'Aceptado', encf, mensajes: [{ codigo: 0, valor: '' }] })
const estado = (codigo: number, rest: object = {}) => json({ codigo, estado: codigo, ...rest })
const tracks = (...list: { trackId: string; fechaRecepcion?: string }[]) => json(list)

describe('submitting', () => {
  test('an e-CF ends with its trackId', async () => {
    const line = lineWith([['recepcion', json({ trackId: 'ab-1', error: '', mensaje: '' })]])
    expect(await DGII_AUTHORITY.submit(ECF, line)).toEqual({
      kind: 'receipt',
      receipt: { id: 'ab-1', receivedAt: at() },
    })
    expect(line.requests.at(-1)).toMatchObject({
      host: 'ecf',
      path: '/testecf/recepcion/api/facturaselectronicas',
      headers: { authorization: 'Bearer token-1' },
    })
    expect(Buffer.from(line.requests.at(-1)!.body!).includes(Buffer.from(ECF.xml))).toBe(true)
  })

  test.each([
    { codigo: 1, outcome: 'approved', severity: 'warning' },
    { codigo: 4, outcome: 'conditional', severity: 'warning' },
    { codigo: 2, outcome: 'rejected', severity: 'error' },
  ])('an RFCE ends with its verdict at once: $outcome', async ({ codigo, outcome, severity }) => {
    const mensajes = [{ codigo: '75', valor: 'Secuencia no autorizada' }]
    const line = lineWith([['recepcionfc', estado(codigo, { mensajes, secuenciaUtilizada: false })]])
    expect(await DGII_AUTHORITY.submit(SMALL, line)).toEqual({
      kind: 'verdict',
      verdict: {
        outcome,
        messages: [{ code: '75', text: 'Secuencia no autorizada', severity }],
        numberSurvives: outcome === 'rejected',
        decidedAt: at(),
      },
    })
    expect(line.requests.at(-1)).toMatchObject({ host: 'fc', path: '/testecf/recepcionfc/api/recepcion/ecf' })
  })

  test.each([
    { secuenciaUtilizada: false, survives: true },
    { secuenciaUtilizada: true, survives: false },
    { secuenciaUtilizada: undefined, survives: false },
  ])('a rejected number survives ($survives) when secuenciaUtilizada is $secuenciaUtilizada', async (row) => {
    const line = lineWith([['recepcionfc', estado(2, { secuenciaUtilizada: row.secuenciaUtilizada })]])
    expect(await DGII_AUTHORITY.submit(SMALL, line)).toMatchObject({ verdict: { numberSurvives: row.survives } })
  })

  test.each([
    { why: 'the connection was cut', reply: silence('maybe') },
    { why: 'the server failed', reply: json({ estado: 'Rechazado', codigo: 2 }, 500) },
    { why: 'the gateway timed out', reply: page(504) },
    { why: 'a firewall answered', reply: page(403) },
    { why: 'a firewall answered with 200', reply: page(200) },
    { why: 'the body was empty', reply: { kind: 'answer', status: 200, contentType: '', body: '' } as const },
    { why: 'the JSON was cut', reply: { kind: 'answer', status: 200, contentType: '', body: '{"track' } as const },
    { why: 'DGII was still working', reply: estado(3) },
  ])('is unclear when $why', async ({ reply }) => {
    expect(await DGII_AUTHORITY.submit(SMALL, lineWith([['recepcionfc', reply]]))).toMatchObject({
      kind: 'unclear',
      cause: SOME_TEXT,
    })
    if (reply.kind === 'answer' && reply.body.includes('estado')) return
    expect(await DGII_AUTHORITY.submit(ECF, lineWith([['recepcion', reply]]))).toMatchObject({ kind: 'unclear' })
  })

  test.each([
    { why: 'nobody took the connection', scene: ['recepcion', silence('no')] as const },
    {
      why: 'DGII failed for now (004)',
      scene: ['recepcion', json({ mensaje: [{ codigo: '004', valor: '' }] }, 400)] as const,
    },
    { why: 'too many requests', scene: ['recepcion', page(429)] as const },
    { why: 'there is no seed', scene: ['semilla', page(503)] as const },
    { why: 'nobody took the connection for the seed', scene: ['semilla', silence('no')] as const },
    { why: 'asking for the token was cut', scene: ['validarsemilla', silence('maybe')] as const },
    { why: 'the token service failed', scene: ['validarsemilla', page(500)] as const },
  ])('is certainly not done when $why', async ({ scene }) => {
    expect(await DGII_AUTHORITY.submit(ECF, lineWith([scene]))).toMatchObject({
      kind: 'unavailable',
      cause: SOME_TEXT,
    })
  })

  test('an RFCE that DGII failed to validate (004) is certainly not done', async () => {
    const mensajes = [{ codigo: '004', valor: 'Error temporal' }]
    const line = lineWith([['recepcionfc', estado(2, { secuenciaUtilizada: false, mensajes })]])
    expect(await DGII_AUTHORITY.submit(SMALL, line)).toEqual({ kind: 'unavailable', cause: '004 Error temporal' })
  })

  test.each([
    { why: 'the file', scene: ['recepcion', json('Archivo no válido', 400)] as const },
    { why: 'the delegation', scene: ['recepcion', json({ mensaje: 'RNC no delegado' }, 403)] as const },
    {
      why: 'the signature of the seed',
      scene: ['validarsemilla', json('Firma del certificado invalida', 400)] as const,
    },
  ])('is refused, with the reason, for $why', async ({ scene }) => {
    expect(await DGII_AUTHORITY.submit(ECF, lineWith([scene]))).toMatchObject({
      kind: 'refused',
      messages: [{ severity: 'error' }],
    })
  })

  test('signs the seed as DGII verifies it: without the blanks it was served with', async () => {
    const line = lineWith([['recepcion', json({ trackId: 'ab-1' })]])
    await DGII_AUTHORITY.submit(ECF, line)
    const form = Buffer.from(line.requests.find(({ service }) => service === 'validarsemilla')!.body!).toString()
    const signed = /\r\n\r\n(<\?xml[\s\S]*<\/SemillaModel>)\r\n/.exec(form)![1]!
    expect(signed).not.toMatch(/>\s+</)
    expect(verifyEnveloped(Buffer.from(signed))).toMatchObject({ valid: true, mode: 'as-is' })
  })
})

describe('a 401', () => {
  test('drops the token and tries once more with a new one', async () => {
    const line = lineWith([
      ['recepcion', page(401)],
      ['recepcion', json({ trackId: 'ab-1' })],
    ])
    expect(await DGII_AUTHORITY.submit(ECF, line)).toMatchObject({ kind: 'receipt' })
    expect(
      line.requests.filter(({ service }) => service === 'recepcion').map(({ headers }) => headers.authorization),
    ).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  test('twice means that the document certainly did not arrive', async () => {
    const line = lineWith([
      ['recepcion', page(401)],
      ['recepcion', page(401)],
    ])
    expect(await DGII_AUTHORITY.submit(ECF, line)).toMatchObject({
      kind: 'unavailable',
      cause: expect.stringMatching(/token/) as unknown,
    })
  })

  test('and then a cut is unclear, like any other', async () => {
    const line = lineWith([
      ['recepcion', page(401)],
      ['recepcion', silence('maybe')],
    ])
    expect(await DGII_AUTHORITY.submit(ECF, line)).toMatchObject({ kind: 'unclear' })
  })
})

describe('1209, number used, on submitting', () => {
  test('is looked into: an earlier attempt of this RFCE was accepted', async () => {
    const line = lineWith([
      ['recepcionfc', NUMBER_USED],
      ['consultarfce', accepted('E320000000001')],
    ])
    expect(await DGII_AUTHORITY.submit(SMALL, line)).toMatchObject({
      kind: 'verdict',
      verdict: { outcome: 'approved', messages: [] },
    })
  })

  test('is looked into: an earlier attempt of this e-CF is under way', async () => {
    const line = lineWith([
      ['recepcion', json({ mensaje: [used] }, 400)],
      ['consultatrackids', tracks({ trackId: 'first' })],
      ['consultaresultado', estado(3)],
    ])
    expect(await DGII_AUTHORITY.submit(ECF, line)).toMatchObject({ kind: 'receipt', receipt: { id: 'first' } })
  })

  test('is unclear when nobody can be asked', async () => {
    const line = lineWith([
      ['recepcionfc', NUMBER_USED],
      ['consultarfce', page(503)],
    ])
    expect(await DGII_AUTHORITY.submit(SMALL, line)).toMatchObject({ kind: 'unclear' })
  })

  test('never sends again a document that the queries do not know, and tracking settles it in time', async () => {
    const notFound = json({ codigo: 0, estado: 'No encontrado' })
    const submission = await DGII_AUTHORITY.submit(
      SMALL,
      lineWith(
        [
          ['recepcionfc', NUMBER_USED],
          ['consultarfce', notFound],
        ],
        'ecf',
      ),
    )
    if (submission.kind !== 'receipt') throw new Error(`a receipt was expected, not ${submission.kind}`)
    const { receipt } = submission

    expect(await DGII_AUTHORITY.track(SMALL, receipt, lineWith([['consultarfce', notFound]], 'ecf'))).toEqual({
      kind: 'processing',
    })
    expect(await DGII_AUTHORITY.track(SMALL, receipt, lineWith([['consultarfce', page(500)]], 'ecf'))).toMatchObject({
      kind: 'unknown',
    })
    clock.advance(16 * 60_000)
    expect(
      await DGII_AUTHORITY.track(SMALL, receipt, lineWith([['consultarfce', accepted('E320000000001')]], 'ecf')),
    ).toMatchObject({
      kind: 'verdict',
      verdict: { outcome: 'approved' },
    })
    // Accepted or another's: no query of DGII's tells, so it is not called rejected.
    expect(await DGII_AUTHORITY.track(SMALL, receipt, lineWith([['consultarfce', notFound]], 'ecf'))).toMatchObject({
      kind: 'undecidable',
    })
  })
})

describe('looking for an e-CF', () => {
  test('finds the accepted track wherever it stands in the list', async () => {
    const line = lineWith([
      ['consultatrackids', tracks({ trackId: 'a' }, { trackId: 'b' }, { trackId: 'c' })],
      ['consultaresultado', estado(2, { mensajes: [{ codigo: '614', valor: 'x' }] })],
      ['consultaresultado', accepted('E310000000001')],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toMatchObject({ kind: 'verdict', verdict: { outcome: 'approved' } })
    expect(line.left).toEqual([])
  })

  test('finds an open track before any rejection', async () => {
    const line = lineWith([
      ['consultatrackids', tracks({ trackId: 'a' }, { trackId: 'b' })],
      ['consultaresultado', estado(3)],
      ['consultaresultado', NUMBER_USED],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toMatchObject({ kind: 'receipt', receipt: { id: 'a' } })
  })

  test('gives the reason of the document itself before "number used"', async () => {
    const line = lineWith([
      ['consultatrackids', tracks({ trackId: 'a' }, { trackId: 'b' })],
      ['consultaresultado', estado(2, { secuenciaUtilizada: true, mensajes: [{ codigo: '176', valor: 'x' }] })],
      ['consultaresultado', NUMBER_USED],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toMatchObject({
      verdict: { outcome: 'rejected', messages: [{ code: '176' }] },
    })
  })

  test('does not take the rejection of an earlier revision for its own', async () => {
    const line = lineWith([
      ['consultatrackids', tracks({ trackId: 'old', fechaRecepcion: BEFORE_SIGNING })],
      ['consultaestado', estado(0)],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toEqual({ kind: 'unseen' })
  })

  test('takes a track received after it was signed for its own', async () => {
    const line = lineWith([
      ['consultatrackids', tracks({ trackId: 'new', fechaRecepcion: AFTER_SIGNING })],
      ['consultaresultado', estado(2, { secuenciaUtilizada: false, mensajes: [{ codigo: '176', valor: 'x' }] })],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toMatchObject({
      verdict: { outcome: 'rejected', numberSurvives: true },
    })
  })

  test('has not seen what DGII failed to validate (004): it may be sent again', async () => {
    const line = lineWith([
      ['consultatrackids', tracks({ trackId: 'a', fechaRecepcion: AFTER_SIGNING })],
      ['consultaresultado', estado(2, { secuenciaUtilizada: false, mensajes: [{ codigo: '004', valor: '' }] })],
      ['consultaestado', estado(0)],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toEqual({ kind: 'unseen' })
  })

  test('has not seen it only when both queries say so', async () => {
    const line = lineWith([
      ['consultatrackids', tracks()],
      ['consultaestado', estado(0)],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toEqual({ kind: 'unseen' })
    expect(line.requests.at(-1)!.path).toBe(
      '/testecf/consultaestado/api/consultas/estado?rncemisor=131880681&ncfelectronico=E310000000001&rnccomprador=101010632&codigoseguridad=f%2BeCnR',
    )
  })

  test('believes consulta estado when it knows the document by its security code', async () => {
    const line = lineWith([
      ['consultatrackids', tracks()],
      ['consultaestado', json({ codigo: 1, estado: 'Aceptado', ncfElectronico: 'E310000000001' })],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toMatchObject({ kind: 'verdict', verdict: { outcome: 'approved' } })
  })

  test('does not ask consulta estado in certecf, where it is not offered', async () => {
    const line = lineWith([['consultatrackids', tracks()]], 'certecf')
    expect(await DGII_AUTHORITY.look(ECF, line)).toEqual({ kind: 'unseen' })
  })

  test('is not held up by a consulta estado that does not take the question', async () => {
    const line = lineWith([
      ['consultatrackids', tracks()],
      ['consultaestado', json({ errors: { rnccomprador: ['required'] } }, 400)],
    ])
    expect(await DGII_AUTHORITY.look({ ...ECF, buyerTaxId: undefined }, line)).toEqual({ kind: 'unseen' })
  })

  test.each([
    {
      why: 'the list is cut',
      scenes: [
        ['consultatrackids', silence('maybe')],
        ['consultaestado', estado(0)],
      ],
    },
    {
      why: 'the list fails',
      scenes: [
        ['consultatrackids', json([], 500)],
        ['consultaestado', estado(0)],
      ],
    },
    {
      why: 'a firewall answers',
      scenes: [
        ['consultatrackids', page(200)],
        ['consultaestado', page(200)],
      ],
    },
    {
      why: 'consulta estado fails',
      scenes: [
        ['consultatrackids', tracks()],
        ['consultaestado', page(503)],
      ],
    },
    {
      why: 'consulta estado is cut',
      scenes: [
        ['consultatrackids', tracks()],
        ['consultaestado', silence('no')],
      ],
    },
    {
      why: 'a track cannot be read',
      scenes: [
        ['consultatrackids', tracks({ trackId: 'a' })],
        ['consultaresultado', page(500)],
      ],
    },
    {
      why: 'there is no token',
      scenes: [
        ['semilla', page(503)],
        ['semilla', page(503)],
      ],
    },
  ] as { why: string; scenes: Scene[] }[])('never says unseen while in doubt: $why', async ({ scenes }) => {
    expect(await DGII_AUTHORITY.look(ECF, lineWith(scenes))).toMatchObject({ kind: 'unknown', cause: SOME_TEXT })
  })

  test('takes no answer for another number', async () => {
    const line = lineWith([
      ['consultatrackids', tracks({ trackId: 'a' })],
      ['consultaresultado', accepted('E310000000099')],
    ])
    expect(await DGII_AUTHORITY.look(ECF, line)).toMatchObject({ kind: 'unknown' })
  })
})

describe('looking for an RFCE', () => {
  test('asks consulta RFCE by number and security code', async () => {
    const line = lineWith([['consultarfce', accepted('E320000000001')]], 'ecf')
    expect(await DGII_AUTHORITY.look(SMALL, line)).toMatchObject({ kind: 'verdict', verdict: { outcome: 'approved' } })
    expect(line.requests.at(-1)).toMatchObject({
      host: 'fc',
      path: '/ecf/consultarfce/api/consultas/consulta?RNC_Emisor=131880681&ENCF=E320000000001&Cod_Seguridad_eCF=f%2BeCnR',
    })
  })

  test('has not seen it when DGII says so', async () => {
    expect(await DGII_AUTHORITY.look(SMALL, lineWith([['consultarfce', estado(0)]], 'ecf'))).toEqual({ kind: 'unseen' })
    const said = json({ mensaje: 'No se encontró el comprobante' }, 404)
    expect(await DGII_AUTHORITY.look(SMALL, lineWith([['consultarfce', said]], 'ecf'))).toEqual({ kind: 'unseen' })
  })

  test.each([
    page(404),
    page(500),
    page(403),
    silence('maybe'),
    silence('no'),
    json({ title: 'Not Found' }, 404),
    estado(3),
  ])('never says unseen in production without that word (%#)', async (reply) => {
    expect(await DGII_AUTHORITY.look(SMALL, lineWith([['consultarfce', reply]], 'ecf'))).toMatchObject({
      kind: 'unknown',
    })
  })

  test('falls back on consulta estado in testecf, where consulta RFCE may not be', async () => {
    const line = lineWith([
      ['consultarfce', page(404)],
      ['consultaestado', estado(1)],
    ])
    expect(await DGII_AUTHORITY.look(SMALL, line)).toMatchObject({ kind: 'verdict', verdict: { outcome: 'approved' } })
  })

  const stampPage = (words: string) =>
    ({ kind: 'answer', status: 200, contentType: 'text/html', body: `<html><h1>${words}</h1></html>` }) as const

  test.each([
    { words: 'Aceptado', outcome: 'approved' },
    { words: 'Aceptado Condicional', outcome: 'conditional' },
  ])('falls back on the page behind the QR in a sandbox: $words', async ({ words, outcome }) => {
    const line = lineWith([
      ['consultarfce', page(404)],
      ['consultaestado', estado(0)],
      ['consultatimbrefc', stampPage(words)],
    ])
    expect(await DGII_AUTHORITY.look(SMALL, line)).toMatchObject({ kind: 'verdict', verdict: { outcome } })
    expect(line.requests.at(-1)).toMatchObject({
      host: 'fc',
      path: '/testecf/consultatimbrefc?rncemisor=131880681&encf=E320000000001&montototal=1180.00&codigoseguridad=f%2BeCnR',
    })
  })

  test('waits while that page fails or comes in half', async () => {
    const cut = { ...page(200), body: '<!doctype html><html><head><title>Consulta de tim' }
    for (const reply of [page(503), silence('maybe'), cut]) {
      const line = lineWith([
        ['consultarfce', page(404)],
        ['consultaestado', estado(0)],
        ['consultatimbrefc', reply],
      ])
      expect(await DGII_AUTHORITY.look(SMALL, line)).toMatchObject({ kind: 'unknown', cause: SOME_TEXT })
    }
  })

  test.each(['No encontrado', 'Rechazado', 'No coincide', ''])(
    'does not stand still for ever in a sandbox where nobody knows it: "%s"',
    async (words) => {
      const scenes: Scene[] = [
        ['consultarfce', page(404)],
        ['consultaestado', estado(0)],
        ['consultatimbrefc', stampPage(words)],
      ]
      expect(await DGII_AUTHORITY.look(SMALL, lineWith(scenes))).toEqual({ kind: 'unseen' })
    },
  )

  test('does not stand still for ever in certecf, where nobody can be asked', async () => {
    const scenes: Scene[] = [
      ['consultarfce', page(404)],
      ['consultatimbrefc', page(404)],
    ]
    expect(await DGII_AUTHORITY.look(SMALL, lineWith(scenes, 'certecf'))).toEqual({ kind: 'unseen' })
  })

  test.each([page(500), silence('maybe'), page(403)])(
    'waits in a sandbox too while the service fails (%#)',
    async (reply) => {
      expect(await DGII_AUTHORITY.look(SMALL, lineWith([['consultarfce', reply]]))).toMatchObject({ kind: 'unknown' })
    },
  )
})

describe('tracking', () => {
  const receipt = { id: 'ab-1', receivedAt: '2026-11-21T12:00:10.000Z' }

  test.each([
    { codigo: 1, outcome: 'approved' },
    { codigo: 4, outcome: 'conditional' },
    { codigo: 2, outcome: 'rejected' },
  ])('ends with the verdict $outcome', async ({ codigo, outcome }) => {
    const line = lineWith([['consultaresultado', estado(codigo, { secuenciaUtilizada: false })]])
    expect(await DGII_AUTHORITY.track(ECF, receipt, line)).toEqual({
      kind: 'verdict',
      verdict: { outcome, messages: [], numberSurvives: outcome === 'rejected', decidedAt: at() },
    })
    expect(line.requests.at(-1)!.path).toMatch(/\?trackid=ab-1$/)
  })

  test('goes on while DGII works', async () => {
    expect(await DGII_AUTHORITY.track(ECF, receipt, lineWith([['consultaresultado', estado(3)]]))).toEqual({
      kind: 'processing',
    })
  })

  test('gives a trackId that is not found some minutes before it counts as lost', async () => {
    expect(await DGII_AUTHORITY.track(ECF, receipt, lineWith([['consultaresultado', estado(0)]]))).toEqual({
      kind: 'processing',
    })
    clock.advance(10 * 60_000)
    expect(await DGII_AUTHORITY.track(ECF, receipt, lineWith([['consultaresultado', estado(0)]]))).toEqual({
      kind: 'lost',
    })
  })

  test.each([page(500), page(200), silence('no'), silence('maybe'), json({ codigo: '1' })])(
    'knows nothing new from an answer that says nothing (%#)',
    async (reply) => {
      const line = lineWith([['consultaresultado', reply]])
      expect(await DGII_AUTHORITY.track(ECF, receipt, line)).toMatchObject({ kind: 'unknown', cause: SOME_TEXT })
    },
  )

  test('waits, then sends again, what DGII failed to validate (004)', async () => {
    const failed = estado(2, { secuenciaUtilizada: false, mensajes: [{ codigo: '004', valor: '' }] })
    expect(await DGII_AUTHORITY.track(ECF, receipt, lineWith([['consultaresultado', failed]]))).toEqual({
      kind: 'processing',
    })
    clock.advance(60_000)
    expect(await DGII_AUTHORITY.track(ECF, receipt, lineWith([['consultaresultado', failed]]))).toEqual({
      kind: 'lost',
    })
    const spent = estado(2, { secuenciaUtilizada: true, mensajes: [{ codigo: '004', valor: '' }] })
    expect(await DGII_AUTHORITY.track(ECF, receipt, lineWith([['consultaresultado', spent]]))).toMatchObject({
      kind: 'verdict',
    })
  })

  test('takes 1209 for no verdict while an earlier track of the document was accepted', async () => {
    const line = lineWith([
      ['consultaresultado', NUMBER_USED],
      ['consultatrackids', tracks({ trackId: 'first', fechaRecepcion: AFTER_SIGNING }, { trackId: 'ab-1' })],
      ['consultaresultado', accepted('E310000000001')],
    ])
    expect(await DGII_AUTHORITY.track(ECF, receipt, line)).toMatchObject({
      kind: 'verdict',
      verdict: { outcome: 'approved' },
    })
  })

  test('is rejected with 1209 when the accepted document is one that was there before this was signed', async () => {
    const line = lineWith([
      ['consultaresultado', NUMBER_USED],
      ['consultatrackids', tracks({ trackId: 'theirs', fechaRecepcion: BEFORE_SIGNING }, { trackId: 'ab-1' })],
      ['consultaresultado', NUMBER_USED],
    ])
    expect(await DGII_AUTHORITY.track(ECF, receipt, line)).toMatchObject({
      kind: 'verdict',
      verdict: { outcome: 'rejected', numberSurvives: false, messages: [{ code: '1209' }] },
    })
  })

  test('pauses ever longer, from seconds to minutes', () => {
    const pauses = DGII_AUTHORITY.trackingPausesMs
    expect(pauses.slice(0, 5)).toEqual([2_000, 5_000, 10_000, 30_000, 60_000])
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  })
})

describe('the ping', () => {
  test('is answered by a seed, and by nothing else', async () => {
    expect(await DGII_AUTHORITY.ping(lineWith([]))).toEqual({ up: true, cause: '' })
    expect(await DGII_AUTHORITY.ping(lineWith([['semilla', page(200)]]))).toMatchObject({
      up: false,
      cause: expect.stringMatching(/web page/) as unknown,
    })
    expect(await DGII_AUTHORITY.ping(lineWith([['semilla', silence('no')]]))).toEqual({
      up: false,
      cause: 'the connection was refused',
    })
  })
})

test('an environment nobody named is never guessed', async () => {
  await expect(DGII_AUTHORITY.submit(ECF, lineWith([], 'produccion'))).rejects.toThrow(/no environment/)
})
