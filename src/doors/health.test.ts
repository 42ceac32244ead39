import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer } from '../../test/support/api-server.ts'
import { needs } from '../../test/support/needs.ts'

describe.skipIf(!needs('postgres-server'))('for those who run it', () => {
  let api: ApiServer
  let isWorkerTurning = true

  beforeAll(async () => {
    api = await apiServer({}, () => ({
      readiness: [
        { name: 'database', check: () => Promise.resolve() },
        {
          name: 'worker',
          check: () => (isWorkerTurning ? Promise.resolve() : Promise.reject(new Error('stuck on document 17'))),
        },
      ],
    }))
  })
  afterAll(() => api.close())

  test('/healthz says that the process lives', async () => {
    expect((await api.app.inject('/healthz')).json()).toEqual({ status: 'alive' })
  })

  test('/readyz names what does not hold, and tells the reason to the log only', async () => {
    expect((await api.app.inject('/readyz')).statusCode).toBe(200)
    isWorkerTurning = false
    const reply = await api.app.inject('/readyz')
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toEqual({
      status: 'not-ready',
      checks: [
        { name: 'database', holds: true },
        { name: 'worker', holds: false },
      ],
    })
    expect(api.log.join('')).toContain('stuck on document 17')
  })

  test('/metrics counts requests by route, never by address', async () => {
    await api.app.inject('/api/v1/documents/00000000-0000-7000-8000-00000000abcd?number=secret')
    const { body, headers } = await api.app.inject('/metrics')
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(body).toContain(
      'emite_http_request_seconds_count{method="GET",route="/api/v1/documents/:id",status="401"} 1',
    )
    expect(body).not.toContain('secret')
  })

  test('/metrics is for this machine, asking directly', async () => {
    expect((await api.app.inject({ url: '/metrics', remoteAddress: '10.0.0.7' })).statusCode).toBe(404)
    expect((await api.app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '10.0.0.7' } })).statusCode).toBe(404)
  })

  test('/metrics with a token is for whoever shows it', async () => {
    const guarded = await apiServer({ metricsToken: 'let-me-in' })
    const ask = (authorization: string) =>
      guarded.app.inject({ url: '/metrics', remoteAddress: '10.0.0.7', headers: { authorization } })
    expect((await ask('Bearer let-me-in')).statusCode).toBe(200)
    expect((await ask('Bearer let-me-out')).statusCode).toBe(404)
    expect((await guarded.app.inject('/metrics')).statusCode).toBe(404)
    await guarded.close()
  })
})
