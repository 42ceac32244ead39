import { describe, expect, test } from 'vitest'
import { urlFault } from './url-rules.ts'

const code = (url: string, allow: readonly string[] = [], loopbackOnly = false) =>
  urlFault(url, 'url', { allow, loopbackOnly })?.code

describe('an address is taken', () => {
  test.each([
    'https://erp.example.com',
    'https://erp.example.com/hooks?tenant=7',
    'https://erp.example.com:8443/',
    'https://ñandú.example/',
    'https://8.8.8.8/hook',
    'https://[2606:4700::1111]/hook',
  ])('%s', (url) => expect(code(url)).toBeUndefined())
})

describe('an address is refused', () => {
  test.each([
    ['nothing', 'webhook-url'],
    ['ftp://example.com/', 'webhook-url'],
    ['file:///etc/passwd', 'webhook-url'],
    ['javascript:alert(1)', 'webhook-url'],
    ['https://', 'webhook-url'],
    ['http://example.com/', 'webhook-url-plain'],
    ['https://user@example.com/', 'webhook-url-credentials'],
    ['https://user:secret@example.com/', 'webhook-url-credentials'],
    ['https://example.com/#x', 'webhook-url-fragment'],
    ['https://example.com/#', 'webhook-url-fragment'],
    [`https://example.com/${'x'.repeat(2_000)}`, 'webhook-url-long'],
    ['https://127.0.0.1/', 'webhook-url-private'],
    ['https://127.1/', 'webhook-url-private'],
    ['https://2130706433/', 'webhook-url-private'],
    ['https://0x7f000001/', 'webhook-url-private'],
    ['https://0177.0.0.1/', 'webhook-url-private'],
    ['https://0/', 'webhook-url-private'],
    ['https://１２７.0.0.1/', 'webhook-url-private'],
    ['https://[::1]/', 'webhook-url-private'],
    ['https://[::ffff:127.0.0.1]/', 'webhook-url-private'],
    ['https://[64:ff9b::a9fe:a9fe]/', 'webhook-url-private'],
    ['https://169.254.169.254/latest/meta-data', 'webhook-url-private'],
    ['https://localhost/', 'webhook-url-private'],
    ['https://localhost./', 'webhook-url-private'],
    ['https://x.localhost/', 'webhook-url-private'],
    ['https://database/', 'webhook-url-private'],
    ['https://metadata.google.internal/', 'webhook-url-private'],
    ['https://example.com:25/', 'webhook-url-port'],
    ['https://example.com:22/', 'webhook-url-port'],
    ['https://example.com:6667/', 'webhook-url-port'],
  ])('%s: %s', (url, expected) => expect(code(url)).toBe(expected))
})

test('what the operator names may be private, plain and on any port', () => {
  const allow = ['10.0.0.0/8', 'erp']
  expect(code('http://10.1.2.3:80/', allow)).toBeUndefined()
  expect(code('http://erp:25/', allow)).toBeUndefined()
  expect(code('http://11.1.2.3/', allow)).toBe('webhook-url-plain')
})

test('in a demo only this machine is taken', () => {
  expect(code('http://127.0.0.1:8080/', [], true)).toBeUndefined()
  expect(code('http://localhost:8080/', [], true)).toBeUndefined()
  expect(code('http://[::1]:8080/', [], true)).toBeUndefined()
  expect(code('https://erp.example.com/', [], true)).toBe('webhook-url-elsewhere')
  expect(code('https://8.8.8.8/', ['8.8.8.8'], true)).toBe('webhook-url-elsewhere')
})
