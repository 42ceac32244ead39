import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailAddressOf, mailDomainOf, separatedAddresses } from './mail-address.ts'

describe('mailAddressOf', () => {
  test.each([
    { given: ' rosa@example.com ', is: 'rosa@example.com' },
    { given: 'Rosa.Elena+facturas@Example.COM', is: 'Rosa.Elena+facturas@example.com' },
    { given: 'ventas@ñandú.ec', is: 'ventas@xn--and-6ma2c.ec' },
    { given: "o'brien@example.com", is: "o'brien@example.com" },
  ])('$given → $is', ({ given, is }) => expect(mailAddressOf(given)).toBe(is))

  test.each([
    '',
    '@',
    'rosa',
    'rosa@',
    '@example.com',
    'rosa@localhost',
    'rosa@127.0.0.1',
    'rosa@[127.0.0.1]',
    'rosa@example..com',
    'rosa@-example.com',
    'a..b@example.com',
    '.a@example.com',
    'ro sa@example.com',
    'rosa@exa mple.com',
    'rosa@example.com\r\nBcc: x@example.com',
    'rosa@example.com>',
    '<rosa@example.com>',
    '"rosa"@example.com',
    'rosa@example.com/x',
    'rosa@example.com:25',
    'rosa%40x@y@z',
    'ñandú@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.com`,
    'rosa@example.c',
    'rosa@example.com,luis@example.com',
  ])('%j is no address', (given) => expect(mailAddressOf(given)).toBeUndefined())

  test('answers nothing that could break out of a header or a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (local, host) => {
        const address = mailAddressOf(`${local}@${host}`) ?? mailAddressOf(`a@${host}.com`)
        if (address === undefined) return
        expect(address).toMatch(/^[!#-'*+\-/-9=?A-Z^-~.]+@[a-z0-9.-]+$/)
        expect(mailAddressOf(address)).toBe(address)
        expect(mailDomainOf(address)).not.toContain('@')
      }),
      { numRuns: 2_000 },
    )
  })

  test('takes a hostile megabyte at once', () => {
    expect(mailAddressOf(`${'a.'.repeat(500_000)}@${'b.'.repeat(500_000)}`)).toBeUndefined()
  })
})

test('several addresses are told apart by comma, semicolon and line', () => {
  expect(separatedAddresses(' a@x.com; b@x.com,c@x.com\r\n;;d@x.com ')).toEqual([
    'a@x.com',
    'b@x.com',
    'c@x.com',
    'd@x.com',
  ])
})
