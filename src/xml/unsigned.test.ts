import { expect, test } from 'vitest'
import { testSigner } from '../../test/support/certificates.ts'
import { withoutSignature } from './unsigned.ts'
import { signXades } from './xades.ts'

const STATEMENT = { signingTime: '2026-05-02T12:14:11-05:00', description: 'contenido comprobante' }

test('what was signed is there again, byte for byte', async () => {
  const document = '<factura id="comprobante"><nota>&lt;ds:Signature xmlns="x"> ñ</nota></factura>'
  const { xml } = await signXades(document, await testSigner({}), STATEMENT)
  expect(xml).toContain('<ds:Signature ')
  expect(withoutSignature(xml)).toBe(`<?xml version="1.0" encoding="UTF-8"?>${document}`)
  expect(withoutSignature(document)).toBe(document)
})
