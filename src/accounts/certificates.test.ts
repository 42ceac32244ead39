import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer } from '../../test/support/api-server.ts'
import { testPkcs12 } from '../../test/support/certificates.ts'
import { needs } from '../../test/support/needs.ts'
import { dominicanTaxpayer } from '../../test/support/taxpayer.ts'
import { certificatesOf, uploadCertificate } from './certificates.ts'

describe.skipIf(!needs('postgres-server'))('a certificate file', () => {
  let api: ApiServer

  beforeAll(async () => {
    api = await apiServer()
  })
  afterAll(() => api.close())

  test('that is loaded by eight at once is taken from each of them, and one is in force', async () => {
    const { caller, issuerId } = await dominicanTaxpayer(api.parts)
    const before = await certificatesOf(api.parts, caller, issuerId)
    const file = await testPkcs12({ taxId: '00100000001' })
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => uploadCertificate(api.parts, caller, issuerId, file)),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => 'in-force'))
    const after = await certificatesOf(api.parts, caller, issuerId)
    expect(after).toHaveLength(before.length + 8)
    expect(after.filter(({ inForce }) => inForce)).toHaveLength(1)
  })
})
