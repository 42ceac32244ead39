import { describe, expect, test } from 'vitest'
import { isThisMachine, literalOf } from './internet-address.ts'

describe('isThisMachine', () => {
  test.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['[::1]', true],
    ['localhost.example.com', false],
    ['127.0.0.1.example.com', false],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
  ])('%s: %s', (host, expected) => expect(isThisMachine(host)).toBe(expected))
})

describe('literalOf', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['::7f00:1', '::7f00:1'],
    ['mail.example', undefined],
  ])('%s: %s', (host, expected) => expect(literalOf(host)).toBe(expected))
})
