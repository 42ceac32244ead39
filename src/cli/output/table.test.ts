import { describe, expect, test } from 'vitest'
import { shellOf } from '../shell.ts'
import { type Column, pairsText, tableText } from './table.ts'

const shell = shellOf(
  {
    environment: {},
    isWatched: false,
    out: () => undefined,
    err: () => undefined,
    styled: (_style, text) => text,
    askSecret: () => Promise.resolve(''),
  },
  'es',
  () => undefined,
)

const COLUMNS: readonly Column<readonly [string, string | undefined]>[] = [
  { title: { es: 'Nombre', en: 'Name' }, of: ([name]) => name },
  { title: { es: 'Monto', en: 'Amount' }, of: ([, amount]) => amount, align: 'right' },
]

describe('tableText', () => {
  test('aligns columns by the characters people see', () => {
    const rows = [
      ['Jose\u0301 Pen\u0303a', '1.00'],
      ['Ana', undefined],
    ] as const
    expect(tableText(shell, COLUMNS, rows)).toBe('Nombre     Monto\nJose\u0301 Pen\u0303a   1.00\nAna            -\n')
  })

  test('says so when there is nothing', () => {
    expect(tableText(shell, COLUMNS, [])).toBe('No hay nada que mostrar.\n')
  })

  test.each([
    { why: 'a cursor movement', name: 'A\u001b[2JB' },
    { why: 'a one-byte control sequence', name: 'A\u009b2JB' },
    { why: 'a line feed', name: 'A\nB' },
    { why: 'a right-to-left override', name: 'A\u202eB' },
  ])('keeps a row on its line and the terminal as it is: $why', ({ name }) => {
    const text = tableText(shell, COLUMNS, [[name, '1']])
    expect(text.split('\n')).toHaveLength(3)
    expect(text).not.toMatch(/[\u001b\u009b\u202e]/)
  })
})

test('pairsText leaves out what is not known', () => {
  const pairs = [
    [{ es: 'Largo', en: 'Long' }, 'x'],
    [{ es: 'Ni', en: 'Nor' }, undefined],
    [{ es: 'Y', en: 'Y' }, 2],
  ] as const
  expect(pairsText(shell, pairs)).toBe('Largo: x\nY:     2\n')
})
