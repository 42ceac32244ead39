import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testSigner } from '../../../test/support/certificates.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { page, ScriptedLine, silence, xml, type Scene } from '../../../test/support/scripted-line.ts'
import { authorizations, reception, soapFault, type SriAuthorization } from '../../../test/support/sri-answers.ts'
import type { OutboundDocument, Signer, WireReply } from '../authority-protocol.ts'
import { SRI_AUTHORITY } from './authority.ts'

const SOME_TEXT: unknown = expect.stringMatching(/./)

const CLAVE = '2111202601176001321000110010010000000021234567810'
const HOUR = 3_600_000

const signedAs = (value: string) =>
  `<factura id="comprobante"><ds:Signature><ds:SignatureValue Id="S1">\n${value}\n</ds:SignatureValue></ds:Signature></factura>`
const OURS = signedAs('b3Vycw==')
const ANOTHERS = signedAs('b3RoZXI=')

const FACTURA: OutboundDocument = {
  type: '01',
  number: '001-001-000000002',
  issuerTaxId: '1760013210001',
  buyerTaxId: '1710034065',
  xml: Buffer.from(OURS),
  stamp: { accessKey: CLAVE, signedAt: '2026-11-21T07:00:00-05:00' },
  total: '11.50',
  facts: {},
}
/** The same after a correction: its clave stays, and SRI has had an earlier revision. */
const CORRECTED: OutboundDocument = { ...FACTURA, formerReceipts: [CLAVE] }

const AUTHORIZED: SriAuthorization = {
  estado: 'AUTORIZADO',
  numeroAutorizacion: CLAVE,
  fechaAutorizacion: '2026-11-21T07:00:02-05:00',
  comprobante: OURS,
}
const REFUSED: SriAuthorization = {
  estado: 'NO AUTORIZADO',
  fechaAutorizacion: '2026-11-21T07:00:02-05:00',
  comprobante: OURS,
  mensajes: [
    { identificador: '39', mensaje: 'FIRMA INVALIDA', informacionAdicional: 'La firma es invalida', tipo: 'ERROR' },
  ],
}
const FORMER_REFUSED: SriAuthorization = {
  ...REFUSED,
  fechaAutorizacion: '2026-11-21T06:50:00-05:00',
  comprobante: ANOTHERS,
}

let signer: Signer
let clock: TestClock
beforeAll(async () => {
  signer = await testSigner()
})
beforeEach(() => {
  clock = new TestClock('2026-11-21T12:00:10.000Z')
})

function lineWith(...scenes: readonly Scene[]): ScriptedLine {
  return new ScriptedLine('celcer', signer, clock, scenes)
}

const at = () => clock.now().toISOString()
const RECEIPT = () => ({ kind: 'receipt', receipt: { id: CLAVE, receivedAt: at() } })
const received = (reply: WireReply): Scene => ['validarComprobante', reply]
const asked = (...items: readonly SriAuthorization[]): Scene => [
  'autorizacionComprobante',
  authorizations(CLAVE, ...items),
]
const answered = (reply: WireReply): Scene => ['autorizacionComprobante', reply]
const returned = (...codes: readonly string[]): Scene =>
  received(
    reception(
      'DEVUELTA',
      CLAVE,
      codes.map((identificador) => ({ identificador, mensaje: 'PORQUE', tipo: 'ERROR' })),
    ),
  )

/** Answers that say nothing of any document. */
const NOTHING_SAID: readonly { readonly why: string; readonly reply: WireReply }[] = [
  { why: 'the connection was cut', reply: silence('maybe') },
  { why: 'the gateway timed out', reply: page(504) },
  { why: 'a firewall answered', reply: page(403) },
  { why: 'a firewall answered with 200', reply: page(200) },
  { why: 'the service failed', reply: soapFault('Server', 'java.lang.NullPointerException') },
  { why: 'the body was empty', reply: xml('') },
  {
    why: 'the answer was cut',
    reply: xml('<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Bo'),
  },
  { why: 'the answer is another service’s', reply: xml('<a><b>AUTORIZADO</b></a>') },
]

describe('submitting', () => {
  test('hands the exact bytes in and ends with the clave de acceso as the receipt', async () => {
    const line = lineWith(received(reception('RECIBIDA')))
    expect(await SRI_AUTHORITY.submit(FACTURA, line)).toEqual(RECEIPT())
    expect(line.requests).toHaveLength(1)
    const body = Buffer.from(line.requests[0]?.body ?? []).toString()
    expect(Buffer.from(/<xml>(.*)<\/xml>/.exec(body)?.[1] ?? '', 'base64').toString()).toBe(OURS)
  })

  test.each(NOTHING_SAID)('is unclear when $why', async ({ reply }) => {
    expect(await SRI_AUTHORITY.submit(FACTURA, lineWith(received(reply)))).toEqual({
      kind: 'unclear',
      cause: SOME_TEXT,
    })
  })

  test.each([
    { why: 'the answer is for another document', reply: reception('DEVUELTA', CLAVE.replace(/0$/, '1')) },
    { why: 'its estado is none we know', reply: reception('PENDIENTE') },
  ])('is unclear when $why', async ({ reply }) => {
    expect(await SRI_AUTHORITY.submit(FACTURA, lineWith(received(reply)))).toEqual({
      kind: 'unclear',
      cause: SOME_TEXT,
    })
  })

  test.each([
    { why: 'nobody took the connection', scene: received(silence('no')) },
    { why: 'there were too many requests', scene: received(page(429)) },
    { why: 'SRI did not understand the request', scene: received(soapFault('Client', 'Unmarshalling Error')) },
    { why: 'SRI failed inside and returned it (50)', scene: returned('50') },
  ])('certainly did not arrive when $why', async ({ scene }) => {
    expect(await SRI_AUTHORITY.submit(FACTURA, lineWith(scene))).toEqual({ kind: 'unavailable', cause: SOME_TEXT })
  })

  test.each(['43', '70', '043'])(
    'has arrived before when SRI returns it with %s: nothing is sent again',
    async (code) => {
      const line = lineWith(returned(code))
      expect(await SRI_AUTHORITY.submit(FACTURA, line)).toEqual(RECEIPT())
      expect(line.services).toEqual(['validarComprobante'])
    },
  )

  test('needs a person when the document is lost on the way (49)', async () => {
    expect(await SRI_AUTHORITY.submit(FACTURA, lineWith(returned('49')))).toEqual({
      kind: 'refused',
      messages: [{ code: '49', text: 'PORQUE', severity: 'error' }],
    })
  })

  test.each(['2', '26', '35', '36', '46', '47', '48', '56', '58', '64', '65', '67', '82', '92', '1234'])(
    'is rejected under a number that survives when SRI returns it with %s',
    async (code) => {
      expect(await SRI_AUTHORITY.submit(FACTURA, lineWith(returned(code)))).toEqual({
        kind: 'verdict',
        verdict: {
          outcome: 'rejected',
          messages: [{ code, text: 'PORQUE', severity: 'error' }],
          numberSurvives: true,
          decidedAt: at(),
        },
      })
    },
  )

  test('is rejected without a reason when SRI gives none', async () => {
    expect(await SRI_AUTHORITY.submit(FACTURA, lineWith(received(reception('DEVUELTA'))))).toMatchObject({
      verdict: { outcome: 'rejected', messages: [] },
    })
  })

  describe('under a number that SRI has (45)', () => {
    test('gives the number up when SRI knows nothing of this document', async () => {
      const line = lineWith(returned('45'), asked())
      expect(await SRI_AUTHORITY.submit(FACTURA, line)).toMatchObject({
        verdict: { outcome: 'rejected', messages: [{ code: '45' }], numberSurvives: false },
      })
      expect(line.left).toEqual([])
    })

    test('is approved when it is this very document that SRI has', async () => {
      const line = lineWith(returned('45'), asked(AUTHORIZED))
      expect(await SRI_AUTHORITY.submit(FACTURA, line)).toMatchObject({ verdict: { outcome: 'approved' } })
    })

    test('is unclear while SRI cannot be asked', async () => {
      const line = lineWith(returned('45'), answered(page(503)))
      expect(await SRI_AUTHORITY.submit(FACTURA, line)).toEqual({
        kind: 'unclear',
        cause: expect.stringMatching(/45/) as unknown,
      })
    })
  })
})

describe('tracking', () => {
  const receipt = () => ({ id: CLAVE, receivedAt: at() })
  const track = (line: ScriptedLine, document = FACTURA) => SRI_AUTHORITY.track(document, receipt(), line)

  test('ends with the authorisation, its warnings, and SRI’s own file as it came', async () => {
    const warning = { identificador: '60', mensaje: 'AMBIENTE DE PRUEBAS', tipo: 'ADVERTENCIA' }
    const progress = await track(lineWith(asked({ ...AUTHORIZED, mensajes: [warning] })))
    expect(progress).toEqual({
      kind: 'verdict',
      verdict: {
        outcome: 'approved',
        messages: [{ code: '60', text: 'AMBIENTE DE PRUEBAS', severity: 'warning' }],
        numberSurvives: false,
        decidedAt: '2026-11-21T12:00:02.000Z',
        authorization: CLAVE,
      },
      answer: {
        contentType: 'application/xml',
        body:
          `<autorizacion><estado>AUTORIZADO</estado><numeroAutorizacion>${CLAVE}</numeroAutorizacion>` +
          `<fechaAutorizacion>2026-11-21T07:00:02-05:00</fechaAutorizacion><comprobante><![CDATA[${OURS}]]></comprobante>` +
          '<mensajes><mensaje><identificador>60</identificador><mensaje>AMBIENTE DE PRUEBAS</mensaje>' +
          '<tipo>ADVERTENCIA</tipo></mensaje></mensajes></autorizacion>',
      },
    })
  })

  test('calls a message that came with an authorisation a warning, whatever its tipo', async () => {
    const mensajes = [{ identificador: '59', mensaje: 'IDENTIFICACION NO EXISTE', tipo: 'ERROR' }]
    expect(await track(lineWith(asked({ ...AUTHORIZED, mensajes })))).toMatchObject({
      verdict: { outcome: 'approved', messages: [{ severity: 'warning' }] },
    })
  })

  test('takes the clave for the number and now for the time when SRI gives neither', async () => {
    expect(await track(lineWith(asked({ estado: 'AUTORIZADO', comprobante: OURS })))).toMatchObject({
      verdict: { outcome: 'approved', authorization: CLAVE, decidedAt: at() },
    })
  })

  test.each(['NO AUTORIZADO', 'No autorizada', 'RECHAZADA', 'RECHAZADO', 'NAT'])(
    'ends with a rejection whose number survives: %s',
    async (estado) => {
      const progress = await track(lineWith(asked({ ...REFUSED, estado })))
      expect(progress).toEqual({
        kind: 'verdict',
        verdict: {
          outcome: 'rejected',
          messages: [{ code: '39', text: 'FIRMA INVALIDA: La firma es invalida', severity: 'error' }],
          numberSurvives: true,
          decidedAt: '2026-11-21T12:00:02.000Z',
        },
      })
    },
  )

  test.each(['EN PROCESO', 'EN PROCESAMIENTO', 'PPR', 'RECIBIDA', 'ALGO NUEVO', ''])(
    'goes on while SRI says "%s"',
    async (estado) => {
      expect(await track(lineWith(asked({ estado, comprobante: OURS })))).toEqual({ kind: 'processing' })
    },
  )

  test('goes on while SRI says nothing of it', async () => {
    expect(await track(lineWith(asked()))).toEqual({ kind: 'processing' })
    expect(await track(lineWith(asked({})))).toEqual({ kind: 'processing' })
  })

  test.each(NOTHING_SAID)('knows nothing when $why', async ({ reply }) => {
    expect(await track(lineWith(answered(reply)))).toEqual({ kind: 'unknown', cause: SOME_TEXT })
  })

  test('knows nothing when SRI answers for another clave', async () => {
    const another = authorizations(CLAVE.replace(/0$/, '1'), AUTHORIZED)
    expect(await track(lineWith(answered(another)))).toEqual({ kind: 'unknown', cause: SOME_TEXT })
  })

  test.each([
    { why: 'nothing', scene: () => asked() },
    { why: 'EN PROCESO', scene: () => asked({ estado: 'EN PROCESO' }) },
  ])('asks for a person when SRI says $why for 24 hours, and not before', async ({ scene }) => {
    const sent = receipt()
    clock.advance(24 * HOUR - 1)
    expect(await SRI_AUTHORITY.track(FACTURA, sent, lineWith(scene()))).toEqual({ kind: 'processing' })
    clock.advance(1)
    expect(await SRI_AUTHORITY.track(FACTURA, sent, lineWith(scene()))).toEqual({
      kind: 'undecidable',
      cause: SOME_TEXT,
    })
  })

  test('takes the authorisation even 24 hours later', async () => {
    const sent = receipt()
    clock.advance(30 * HOUR)
    expect(await SRI_AUTHORITY.track(FACTURA, sent, lineWith(asked(AUTHORIZED)))).toMatchObject({
      verdict: { outcome: 'approved' },
    })
  })

  describe('with several authorisations', () => {
    test.each([
      { why: 'last', items: [REFUSED, AUTHORIZED] },
      { why: 'first', items: [AUTHORIZED, REFUSED] },
      { why: 'before an open one', items: [AUTHORIZED, { estado: 'EN PROCESO', comprobante: OURS }] },
    ])('lets the authorisation decide when it stands $why', async ({ items }) => {
      const progress = await track(lineWith(asked(...items)))
      expect(progress).toMatchObject({ verdict: { outcome: 'approved' } })
      // Its own file, not its neighbour's.
      expect(progress).toMatchObject({
        answer: { body: expect.stringMatching(/^<autorizacion><estado>AUTORIZADO</) as unknown },
      })
    })

    test('lets the last word decide when none is an authorisation', async () => {
      const first: SriAuthorization = { ...REFUSED, mensajes: [{ identificador: '35' }] }
      expect(await track(lineWith(asked(first, REFUSED)))).toMatchObject({
        verdict: { outcome: 'rejected', messages: [{ code: '39' }] },
      })
      expect(await track(lineWith(asked(REFUSED, { estado: 'EN PROCESO', comprobante: OURS })))).toEqual({
        kind: 'processing',
      })
    })
  })

  describe('a corrected document, which has the clave of its earlier revision', () => {
    test('waits while SRI tells of the earlier revision only', async () => {
      expect(await track(lineWith(asked(FORMER_REFUSED)), CORRECTED)).toEqual({ kind: 'processing' })
    })

    test('gets its own verdict', async () => {
      expect(await track(lineWith(asked(FORMER_REFUSED, AUTHORIZED)), CORRECTED)).toMatchObject({
        verdict: { outcome: 'approved' },
      })
      expect(await track(lineWith(asked(FORMER_REFUSED, REFUSED)), CORRECTED)).toMatchObject({
        verdict: { outcome: 'rejected', decidedAt: '2026-11-21T12:00:02.000Z' },
      })
    })

    test('is told from the earlier one by the time when SRI’s answer has no document in it', async () => {
      const bare = ({ estado = '', fechaAutorizacion = '' }: SriAuthorization) => ({ estado, fechaAutorizacion })
      expect(await track(lineWith(asked(bare(FORMER_REFUSED))), CORRECTED)).toEqual({ kind: 'processing' })
      expect(await track(lineWith(asked(bare(REFUSED))), CORRECTED)).toMatchObject({ verdict: { outcome: 'rejected' } })
      expect(await track(lineWith(asked(bare(FORMER_REFUSED))), FACTURA)).toMatchObject({
        verdict: { outcome: 'rejected' },
      })
    })
  })

  test('asks for a person when SRI has authorised another document under the clave', async () => {
    expect(await track(lineWith(asked({ ...AUTHORIZED, comprobante: ANOTHERS })))).toEqual({
      kind: 'undecidable',
      cause: expect.stringMatching(/another document/) as unknown,
    })
  })

  test('knows the document by its signature when SRI wraps its lines differently', async () => {
    const rewrapped = OURS.replace('b3Vy', 'b3\r\nVy').replace('<factura', '<?xml version="1.0"?>\n<factura')
    expect(await track(lineWith(asked({ ...AUTHORIZED, comprobante: rewrapped })))).toMatchObject({
      verdict: { outcome: 'approved' },
    })
  })
})

describe('looking after an unclear answer', () => {
  test.each([
    { why: 'it is authorised', scene: asked(AUTHORIZED), outcome: 'approved' },
    { why: 'it is refused', scene: asked(REFUSED), outcome: 'rejected' },
  ])('finds the verdict when $why', async ({ scene, outcome }) => {
    expect(await SRI_AUTHORITY.look(FACTURA, lineWith(scene))).toMatchObject({ kind: 'verdict', verdict: { outcome } })
  })

  test('finds that SRI has it when SRI is at it', async () => {
    expect(await SRI_AUTHORITY.look(FACTURA, lineWith(asked({ estado: 'EN PROCESO' })))).toEqual(RECEIPT())
  })

  test('takes what SRI is at for the revision that was sent last', async () => {
    const scene = asked(FORMER_REFUSED, { estado: 'EN PROCESO' })
    expect(await SRI_AUTHORITY.look(CORRECTED, lineWith(scene))).toEqual(RECEIPT())
  })

  test('leaves what SRI has authorised of another document to tracking, and sends nothing', async () => {
    const scene = asked({ ...AUTHORIZED, comprobante: ANOTHERS })
    expect(await SRI_AUTHORITY.look(FACTURA, lineWith(scene))).toEqual(RECEIPT())
  })

  test('has not seen it when SRI says that there is nothing, or an earlier revision only', async () => {
    expect(await SRI_AUTHORITY.look(FACTURA, lineWith(asked()))).toEqual({ kind: 'unseen' })
    expect(await SRI_AUTHORITY.look(CORRECTED, lineWith(asked(FORMER_REFUSED)))).toEqual({ kind: 'unseen' })
  })

  test.each([...NOTHING_SAID, { why: 'nobody took the connection', reply: silence('no') }])(
    'knows nothing when $why',
    async ({ reply }) => {
      expect(await SRI_AUTHORITY.look(FACTURA, lineWith(answered(reply)))).toEqual({
        kind: 'unknown',
        cause: SOME_TEXT,
      })
    },
  )

  test('knows nothing when SRI does not say how many there are', async () => {
    const body = authorizations(CLAVE)
    const reply = body.kind === 'answer' ? xml(body.body.replace(/<numero.*<autorizaciones\/>/, '')) : body
    expect(await SRI_AUTHORITY.look(FACTURA, lineWith(answered(reply)))).toEqual({ kind: 'unknown', cause: SOME_TEXT })
  })
})

describe('pinging', () => {
  test('finds SRI up when its service answers, whatever it says', async () => {
    const line = lineWith(answered(authorizations('0'.repeat(49))))
    expect(await SRI_AUTHORITY.ping(line)).toEqual({ up: true, cause: '' })
    expect(line.requests).toHaveLength(1)
  })

  test.each(NOTHING_SAID)('finds SRI down when $why', async ({ reply }) => {
    expect(await SRI_AUTHORITY.ping(lineWith(answered(reply)))).toEqual({ up: false, cause: SOME_TEXT })
  })
})

test('the first questions come fast, the later ones ever more patiently', () => {
  const { trackingPausesMs } = SRI_AUTHORITY
  expect(trackingPausesMs[0]).toBe(2_000)
  expect([...trackingPausesMs].sort((one, other) => one - other)).toEqual(trackingPausesMs)
})

test('a document without a clave de acceso is a mistake of ours, not a question to SRI', async () => {
  const line = lineWith()
  await expect(
    SRI_AUTHORITY.track({ ...FACTURA, stamp: { signedAt: '' } }, { id: '', receivedAt: at() }, line),
  ).rejects.toThrow(/clave de acceso/)
  expect(line.requests).toEqual([])
})
