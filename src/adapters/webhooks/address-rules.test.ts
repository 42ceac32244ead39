import { describe, expect, test } from 'vitest'
import { type AddressRules, mayConnect } from './address-rules.ts'

const STRICT: AddressRules = { allow: [], loopbackOnly: false }

describe('an address that nobody has allowed', () => {
  test.each([
    ['1.1.1.1', 'public'],
    ['8.8.8.8', 'public'],
    ['100.63.255.255', 'just below the shared space'],
    ['100.128.0.0', 'just above it'],
    ['172.15.255.255', 'just below a private network'],
    ['172.32.0.0', 'just above it'],
    ['223.255.255.254', 'the last before multicast'],
    ['2606:4700:4700::1111', 'public IPv6'],
    ['2800:3f0:4002::200e', 'public IPv6'],
  ])('%s is contacted: %s', (address) => expect(mayConnect(address, 'example.com', STRICT)).toBe(true))

  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['169.254.169.254', 'link-local: where clouds keep credentials'],
    ['100.64.0.1', 'shared by carriers'],
    ['100.127.255.255', 'shared by carriers'],
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this network'],
    ['192.0.0.8', 'protocol assignments'],
    ['192.0.2.1', 'documentation'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['198.18.0.1', 'benchmarks'],
    ['192.88.99.1', '6to4 relays'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with its zone'],
    ['fec0::1', 'site-local'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'IPv4-mapped loopback'],
    ['::ffff:7f00:1', 'the same in hexadecimal'],
    ['::ffff:8.8.8.8', 'IPv4-mapped, whatever it maps'],
    ['::127.0.0.1', 'IPv4-compatible loopback'],
    ['::7f00:1', 'the same in hexadecimal'],
    ['64:ff9b::7f00:1', 'NAT64 of loopback'],
    ['64:ff9b:1::a00:1', 'local NAT64'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['2001:0:7f00:1::', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['100::1', 'discard'],
    ['5f00::1', 'segment routing'],
    ['1::1', 'outside global unicast'],
    ['4000::1', 'outside global unicast'],
    ['example.com', 'no address'],
    ['', 'nothing'],
  ])('%s is never contacted: %s', (address) => expect(mayConnect(address, 'example.com', STRICT)).toBe(false))
})

describe('what the operator allows', () => {
  const rules: AddressRules = { allow: ['10.1.0.0/16', '192.168.7.7', 'fd00::/8', 'erp.internal'], loopbackOnly: false }

  test.each([
    ['10.1.2.3', 'x', true],
    ['::ffff:10.1.2.3', 'x', true],
    ['10.2.0.1', 'x', false],
    ['192.168.7.7', 'x', true],
    ['192.168.7.8', 'x', false],
    ['fd00::7', 'x', true],
    ['fc00::7', 'x', false],
    ['172.16.5.5', 'erp.internal', true],
    ['172.16.5.5', 'ERP.Internal.', true],
    ['172.16.5.5', 'erp.internal.example.com', false],
    ['8.8.8.8', 'x', true],
  ])('%s by the name %s: %s', (address, host, expected) => expect(mayConnect(address, host, rules)).toBe(expected))

  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['8.8.8.8', false],
    ['10.1.2.3', false],
    ['fd00::7', false],
  ])('is this machine alone in a demo: %s %s', (address, expected) =>
    expect(mayConnect(address, 'localhost', { ...rules, loopbackOnly: true })).toBe(expected),
  )
})
