import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { needs, shared } from '../../test/support/needs.ts'
import { MESSAGE_TEXTS } from './message-texts.ts'

interface Row {
  readonly code: string
  readonly mensaje: string
}

test.skipIf(!needs('shared'))('every code of the official table is here with its words, and none besides', () => {
  const { items } = JSON.parse(readFileSync(shared('sri/catalogs/sri-errors.json'), 'utf8')) as { items: Row[] }
  expect([...MESSAGE_TEXTS.keys()].toSorted()).toEqual(items.map(({ code }) => code).toSorted())
  for (const { code, mensaje } of items) {
    // On the wire these two read differently than in the table.
    if (code === '39' || code === '60') continue
    expect(MESSAGE_TEXTS.get(code)).toBe(mensaje.toUpperCase())
  }
})

test.skipIf(!needs('shared'))('the words of SRI’s own answers are the ones here', () => {
  for (const [file, code] of [
    ['autorizacion_no_autorizado_39', '39'],
    ['autorizacion_autorizado', '60'],
    ['recepcion_devuelta_35', '35'],
    ['recepcion_devuelta_43', '43'],
    ['recepcion_devuelta_70', '70'],
    ['consulta_estado_rechazada_99', '99'],
  ] as const) {
    const answer = readFileSync(shared(`sri/samples/soap/${file}.xml`), 'utf8')
    expect(answer).toContain(
      `<identificador>${code}</identificador><mensaje>${MESSAGE_TEXTS.get(code) ?? ''}</mensaje>`,
    )
  }
})
