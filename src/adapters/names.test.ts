import { createSocket } from 'node:dgram'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameServers } from './names.ts'

describe('nameServers', () => {
  // Takes every question and answers none.
  const silent = createSocket('udp4')
  const asked = new Promise<void>((resolve) => silent.once('message', () => resolve()))

  beforeAll(async () => {
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise<void>((resolve) => silent.close(() => resolve())))

  test('asks the name servers, in no thread that others need, and waits for none of them for long', async () => {
    const resolve = nameServers(200, [`127.0.0.1:${silent.address().port}`])
    await expect(resolve('mail.example')).rejects.toMatchObject({ code: 'ETIMEOUT' })
    await asked
  })
})
