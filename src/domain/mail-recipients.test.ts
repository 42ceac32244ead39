import { describe, expect, test } from 'vitest'
import type { Draft } from './draft.ts'
import { buyerAddresses, recipientsOf } from './mail-recipients.ts'
import { type Recipient, statusOf } from './mail.ts'

const draft = (facts: object): Draft => ({ type: '31', lines: [], ...facts })

describe('where the buyer wants mail', () => {
  test.each([
    { why: 'the neutral field', facts: { buyer: { email: 'a@x.com; b@x.com' } }, is: ['a@x.com', 'b@x.com'] },
    {
      why: 'the neutral field before the block',
      facts: { buyer: { email: 'a@x.com' }, do: { Encabezado: { Comprador: { CorreoComprador: 'b@x.com' } } } },
      is: ['a@x.com'],
    },
    {
      why: 'DGII’s field',
      facts: { do: { Encabezado: { Comprador: { CorreoComprador: 'b@x.com' } } } },
      is: ['b@x.com'],
    },
    { why: 'SRI, by name', facts: { ec: { infoAdicional: { Obs: 'x', Email: 'c@x.com' } } }, is: ['c@x.com'] },
    {
      why: 'SRI, by official names',
      facts: { ec: { infoAdicional: { campoAdicional: [{ '@nombre': 'Correo electrónico', '#text': 'd@x.com' }] } } },
      is: ['d@x.com'],
    },
    { why: 'nowhere', facts: { ec: { infoAdicional: 'x' }, do: { Encabezado: [] } }, is: [] },
  ])('$why', ({ facts, is }) => expect(buyerAddresses(draft(facts))).toEqual(is))
})

describe('recipients', () => {
  test('are each mailbox once, what is no address told, those suppressed marked, copies behind', () => {
    const list = recipientsOf(['a@x.com', 'A@X.com', 'no', 'no@x.com'], ['c@x.com', 'a@x.com'], new Set(['no@x.com']))
    expect(list.map(({ address, role, state }) => [address, role, state])).toEqual([
      ['a@x.com', 'to', 'pending'],
      ['no', 'to', 'refused'],
      ['no@x.com', 'to', 'suppressed'],
      ['c@x.com', 'copy', 'pending'],
    ])
  })

  test('are ten at most; the others are told', () => {
    const list = recipientsOf(
      Array.from({ length: 12 }, (_, i) => `a${i}@x.com`),
      [],
    )
    expect(list.filter(({ state }) => state === 'pending')).toHaveLength(10)
    expect(list.slice(10).map(({ state }) => state)).toEqual(['refused', 'refused'])
  })

  test('of a mail for nobody get no copy', () => {
    expect(recipientsOf(['x'], ['c@x.com'])).toHaveLength(1)
    expect(recipientsOf([], ['c@x.com'])).toEqual([])
  })

  test.each([
    { states: ['accepted', 'refused'], is: 'sent' },
    { states: ['accepted', 'pending'], is: 'pending' },
    { states: ['refused', 'suppressed'], is: 'failed' },
    { states: ['suppressed', 'suppressed'], is: 'suppressed' },
    { states: ['bounced'], is: 'failed' },
  ] as const)('$states make a mail that is $is', ({ states, is }) => {
    expect(statusOf(states.map((state): Recipient => ({ address: 'a@x.com', role: 'to', state })))).toBe(is)
  })

  test('a copy that arrives makes no mail sent', () => {
    expect(
      statusOf([
        { address: 'a@x.com', role: 'to', state: 'refused' },
        { address: 'c@x.com', role: 'copy', state: 'accepted' },
      ]),
    ).toBe('failed')
  })
})
