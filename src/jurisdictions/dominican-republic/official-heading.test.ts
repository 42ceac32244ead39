import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../domain/calendar.ts'
import { officialHeading } from './official-heading.ts'

const rangeEnd = '2028-12-31' as CalendarDate
const expiry = { IdDoc: { FechaVencimientoSecuencia: '31-12-2028' } }

describe('the official heading of a draft', () => {
  test.each([
    { why: 'the end of the range', type: '31', facts: { rangeEnd }, heading: { Encabezado: expiry } },
    { why: 'no end where ranges of the type have none', type: '32', facts: { rangeEnd }, heading: undefined },
    {
      why: 'remarks on one line',
      type: '32',
      facts: { rangeEnd, notes: 'Entregar\npor la tarde' },
      heading: { Encabezado: { Emisor: { InformacionAdicionalEmisor: 'Entregar por la tarde' } } },
    },
    {
      why: 'remarks cut to what fits',
      type: '31',
      facts: { rangeEnd, notes: 'x'.repeat(300) },
      heading: { Encabezado: { ...expiry, Emisor: { InformacionAdicionalEmisor: `${'x'.repeat(249)}…` } } },
    },
    {
      why: 'the buyer’s address for mail',
      type: '32',
      facts: { buyerEmail: 'fela@example.com' },
      heading: { Encabezado: { Comprador: { CorreoComprador: 'fela@example.com' } } },
    },
    {
      why: 'the buyer’s address where the type has no place for it',
      type: '47',
      facts: { buyerAddress: 'Calle 1' },
      heading: { Encabezado: { Comprador: { DireccionComprador: 'Calle 1' } } },
    },
    {
      why: 'the reason of a modification where the type has no place for it',
      type: '31',
      facts: { reason: 'Contingencia' },
      heading: { InformacionReferencia: { RazonModificacion: 'Contingencia' } },
    },
    {
      why: 'neither where it has',
      type: '34',
      facts: { buyerAddress: 'Calle 1', reason: 'Flete' },
      heading: undefined,
    },
    { why: 'nothing', type: '31', facts: { notes: ' \n ' }, heading: undefined },
  ])('has $why', ({ type, facts, heading }) => expect(officialHeading(type, facts)).toEqual(heading))
})
