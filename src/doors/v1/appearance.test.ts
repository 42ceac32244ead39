import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { jpegOf, pngOf } from '../../../test/support/pictures.ts'
import { dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import type { Problem } from '../problem.ts'

describe.skipIf(!needs('postgres-server'))('how the papers of an issuer look', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  function ask(method: 'GET' | 'PUT' | 'DELETE', what: string, payload?: object | string | Buffer, type?: string) {
    const url = `/api/v1/issuers/${taxpayer.issuerId}/${what}`
    const headers = { 'accept-language': 'en', ...(type === undefined ? {} : { 'content-type': type }) }
    return api.app.inject(
      withKey(taxpayer.apiKey, { method, url, headers, ...(payload === undefined ? {} : { payload }) }),
    )
  }
  const look = async () => (await ask('GET', 'appearance')).json<Record<string, unknown>>()
  const faultsOf = async (reply: ReturnType<typeof ask>) => (await reply).json<Problem>().faults
  const dot = pngOf({ width: 3, height: 2, colourType: 6, pixel: () => [255, 0, 0, 0] })

  test('is plain until somebody says otherwise', async () => {
    expect(await look()).toEqual({ paper: 'letter' })
  })

  test('is replaced whole; what is left out is plain again', async () => {
    const said = { paper: 'a4', colour: '#0A5C36', footer: ' Gracias por su compra — ¡vuelva! 🍞 ' }
    const reply = await ask('PUT', 'appearance', said)
    const kept = { paper: 'a4', colour: '#0a5c36', footer: 'Gracias por su compra — ¡vuelva! 🍞' }
    expect(reply.json()).toMatchObject(kept)
    expect(await look()).toEqual({ ...kept, updatedAt: api.clock.now().toISOString() })

    await ask('PUT', 'appearance', { paper: 'receipt', footer: '  ' })
    expect(await look()).toEqual({ paper: 'receipt', updatedAt: api.clock.now().toISOString() })
  })

  test('answers everything that is wrong with it, and changes nothing', async () => {
    const before = await look()
    const wrong = { colour: 'red', footer: 'x'.repeat(501) }
    expect(await faultsOf(ask('PUT', 'appearance', wrong))).toMatchObject([
      { code: 'colour-invalid', path: 'colour' },
      { code: 'footer-too-long', path: 'footer' },
    ])
    for (const footer of ['two\nlines', 'null\0byte', 'bell\u0007', 'half \ud83c', 'turned \u202etxet']) {
      expect(await faultsOf(ask('PUT', 'appearance', { footer }))).toMatchObject([{ path: 'footer' }])
    }
    expect(await faultsOf(ask('PUT', 'appearance', { paper: 'napkin' }))).toMatchObject([{ path: 'paper' }])
    expect(await faultsOf(ask('PUT', 'appearance', { logo: 'x' }))).toMatchObject([{ path: 'logo' }])
    expect(await look()).toEqual(before)
  })

  test('counts characters, not bytes or halves of characters', async () => {
    expect((await ask('PUT', 'appearance', { footer: '🍞'.repeat(500) })).statusCode).toBe(200)
  })

  test('has a logo, cleaned, which a change of the rest leaves alone', async () => {
    const reply = await ask('PUT', 'logo', dot, 'image/png')
    expect(reply.json()).toMatchObject({ logo: { type: 'image/png', widthPx: 3, heightPx: 2 } })
    await ask('PUT', 'appearance', { colour: '#000000' })

    const logo = await ask('GET', 'logo')
    expect(logo.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'private, no-cache' })
    expect([...PNG.sync.read(logo.rawPayload).data.subarray(0, 3)]).toEqual([255, 255, 255])
    expect(await look()).toMatchObject({ colour: '#000000', logo: { sizeBytes: logo.rawPayload.length } })
    const again = withKey(taxpayer.apiKey, {
      url: `/api/v1/issuers/${taxpayer.issuerId}/logo`,
      headers: { 'if-none-match': `W/${String(logo.headers.etag)}, "other"` },
    })
    expect((await api.app.inject(again)).statusCode).toBe(304)
  })

  test('takes a logo for what its bytes are, whatever its type says', async () => {
    await ask('PUT', 'logo', jpegOf({ width: 8, height: 8 }), 'image/png')
    expect((await ask('GET', 'logo')).headers['content-type']).toBe('image/jpeg')
  })

  test('keeps its logo when another one is refused, and says what to do', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for (const type of ['image/svg+xml', 'image/png', 'image/gif']) {
      expect(await faultsOf(ask('PUT', 'logo', svg, type))).toMatchObject([
        { code: 'logo-type', message: expect.stringMatching(/It is SVG.*export it as PNG/) as string },
      ])
    }
    expect(await faultsOf(ask('PUT', 'logo', dot.subarray(0, 40), 'image/png'))).toMatchObject([
      { code: 'logo-damaged' },
    ])
    expect(await faultsOf(ask('PUT', 'logo', Buffer.alloc(0), 'image/png'))).toMatchObject([{ code: 'logo-empty' }])
    expect(await faultsOf(ask('PUT', 'logo'))).toMatchObject([{ code: 'logo-empty' }])
    const large = Buffer.concat([dot, Buffer.alloc(1024 * 1024)])
    expect(await faultsOf(ask('PUT', 'logo', large, 'image/png'))).toMatchObject([{ code: 'logo-too-large' }])
    expect((await ask('GET', 'logo')).headers['content-type']).toBe('image/jpeg')
  })

  test('loses its logo for good, and only that', async () => {
    await ask('PUT', 'appearance', { paper: 'a4' })
    expect((await ask('DELETE', 'logo')).statusCode).toBe(204)
    expect((await ask('GET', 'logo')).statusCode).toBe(404)
    expect(await look()).toMatchObject({ paper: 'a4' })
    expect(await look()).not.toHaveProperty('logo')
  })

  test('bears changes at the same time: each keeps what the other changed', async () => {
    await Promise.all([
      ask('PUT', 'appearance', { colour: '#123456' }),
      ask('PUT', 'logo', dot, 'image/png'),
      ask('PUT', 'appearance', { colour: '#123456' }),
      ask('PUT', 'logo', dot, 'image/png'),
    ])
    expect(await look()).toMatchObject({ colour: '#123456', logo: { type: 'image/png' } })
  })

  test('is in the audit log with every change, and no picture is', async () => {
    await ask('DELETE', 'logo')
    const reply = await api.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/audit?limit=200' }))
    const { entries } = reply.json<{ entries: { kind: string; actor: string; detail: Record<string, unknown> }[] }>()
    const changes = entries.filter(({ kind }) => /^(appearance|logo)\./.test(kind))
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(
      new Set(['appearance.changed', 'logo.changed', 'logo.removed']),
    )
    for (const { actor, detail } of changes) {
      expect(actor).toMatch(/^key:/)
      expect(detail.issuerId).toBe(taxpayer.issuerId)
      expect(JSON.stringify(detail).length).toBeLessThan(2_500)
    }
  })

  test('is seen by its own account only, by the database itself', async () => {
    const { issuerId } = taxpayer
    const { caller } = await dominicanTaxpayer(api.parts, '131880681')
    const seen = await api.house.database.query(
      { tenantId: caller.tenantId },
      { text: 'select from issuer_appearances' },
    )
    expect(seen.rowCount).toBe(0)
    await expect(
      api.parts.appearances.changeAppearance(caller.tenantId, issuerId, { paper: 'a4', colour: undefined, footer: undefined }, 'thief'), // prettier-ignore
    ).rejects.toThrow(/foreign key/)
    expect(await api.parts.appearances.removeLogo(caller.tenantId, issuerId, 'thief')).toBe(false)
  })
})
