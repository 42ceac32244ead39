import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import { calendarDateOf } from '../../../domain/calendar.ts'
import { countryOf } from './countries.ts'
import { iceOf } from './ice-rates.ts'
import { incomeWithholdingOf } from './income-withholdings.ts'
import { ISD_WITHHOLDINGS, isdWithholdingOf } from './isd-withholdings.ts'
import { IVA_RATES, ivaCodeFor, ivaRateOf, officialIvaCode } from './iva-rates.ts'
import { IVA_WITHHOLDINGS, ivaWithholdingOf } from './iva-withholdings.ts'
import { paymentMethodOf } from './payment-methods.ts'

const day = (text: string) => calendarDateOf(text)!

describe('ivaRateOf', () => {
  test.each([
    { code: '2', date: '2024-03-31', rate: '12' },
    { code: '2', date: '2024-04-01', rate: undefined },
    { code: '2', date: '2016-06-01', rate: undefined },
    { code: '2', date: '2017-06-01', rate: '12' },
    { code: '3', date: '2017-05-31', rate: '14' },
    { code: '4', date: '2024-03-31', rate: undefined },
    { code: '4', date: '2026-11-21', rate: '15' },
    { code: '5', date: '2026-11-21', rate: '5' },
    { code: '6', date: '2026-11-21', rate: '0' },
    { code: '7', date: '2026-11-21', rate: '0' },
    { code: '8', date: '2026-11-21', rate: '8' },
    { code: '10', date: '2026-11-21', rate: undefined },
    { code: '1', date: '2026-11-21', rate: undefined },
  ])('$code was $rate on $date', ({ code, date, rate }) => expect(ivaRateOf(code, day(date))?.rate).toBe(rate))

  test('tells what is not taxed from what is taxed at nothing', () => {
    const kinds = ['0', '6', '7', '8'].map((code) => ivaRateOf(code, day('2026-11-21'))?.kind)
    expect(kinds).toEqual(['rate', 'not-subject', 'exempt', 'differentiated'])
  })
})

describe('ivaCodeFor', () => {
  test.each([
    { rate: '15', date: '2026-11-21', code: '4' },
    { rate: '15.00', date: '2026-11-21', code: '4' },
    { rate: '0', date: '2026-11-21', code: '0' },
    { rate: '5', date: '2026-11-21', code: '5' },
    { rate: '8', date: '2026-11-21', code: '8' },
    { rate: '12', date: '2024-03-31', code: '2' },
    { rate: '12', date: '2026-11-21', code: undefined },
    { rate: '13', date: '2026-11-21', code: undefined },
    { rate: '0.15', date: '2026-11-21', code: undefined },
    { rate: '', date: '2026-11-21', code: undefined },
    { rate: 'x', date: '2026-11-21', code: undefined },
  ])('finds $code for "$rate" on $date', ({ rate, date, code }) => expect(ivaCodeFor(rate, day(date))).toBe(code))
})

describe('officialIvaCode', () => {
  test.each([
    { code: '2', date: '2026-11-21', official: '4' },
    { code: '2', date: '2024-03-31', official: '2' },
    { code: '2', date: '2016-06-01', official: '3' },
    { code: '3', date: '2026-11-21', official: '3' },
    { code: '0', date: '2026-11-21', official: '0' },
    { code: 'x', date: '2026-11-21', official: 'x' },
  ])('takes $code on $date for $official', ({ code, date, official }) =>
    expect(officialIvaCode(code, day(date))).toBe(official),
  )
})

describe('incomeWithholdingOf', () => {
  test.each([
    { code: '312', date: '2026-02-28', rates: ['1.75'] },
    { code: '312', date: '2026-03-01', rates: ['2'] },
    { code: '3440', date: '2026-03-01', rates: ['3'] },
    { code: '303', date: '2026-11-21', rates: ['10'] },
    { code: '350', date: '2025-01-01', rates: ['1.5', '1.75'], why: 'the payer chooses' },
    { code: '304', date: '2026-11-21', rates: [], why: 'the figure of 2026 is not known' },
    { code: '312', date: '2024-02-29', rates: [], why: 'nor are those before March of 2024' },
    { code: '3481', date: '2025-01-01', rates: [], why: 'it is fixed for each taxpayer' },
  ])('$code was $rates on $date', ({ code, date, rates }) => {
    expect(incomeWithholdingOf(code, day(date))).toMatchObject({ code, rates, isPerBox: false })
  })

  test('knows what goes by the box of bananas, and what there is not', () => {
    expect(incomeWithholdingOf('338', day('2026-11-21'))).toMatchObject({ isPerBox: true, rates: [] })
    expect(incomeWithholdingOf('999', day('2026-11-21'))).toBeUndefined()
  })
})

describe('isdWithholdingOf', () => {
  test.each([
    { code: '4580', date: '2021-12-31', rate: '5' },
    { code: '4580', date: '2022-01-01', rate: '4.75' },
    { code: '4580', date: '2024-03-31', rate: '3.5' },
    { code: '4580', date: '2024-04-01', rate: '5' },
    { code: '4586', date: '2025-04-30', rate: undefined },
    { code: '4586', date: '2025-05-01', rate: '2.5' },
    { code: '4581', date: '2025-05-01', rate: undefined },
  ])('$code was $rate on $date', ({ code, date, rate }) => expect(isdWithholdingOf(code, day(date))?.rate).toBe(rate))

  test('has its history in the catalog', () => {
    expect(ISD_WITHHOLDINGS.entries.find(({ code }) => code === '4586')?.history).toBe('2.5 desde 2025-05-01')
  })
})

describe('what has no date', () => {
  test('the codes of IVA withholdings do not follow their percentages', () => {
    const rates = ['9', '10', '1', '11', '2', '3', '7', '8'].map((code) => ivaWithholdingOf(code)?.rate)
    expect(rates).toEqual(['10', '20', '30', '50', '70', '100', '0', '0'])
    expect(ivaWithholdingOf('4')).toBeUndefined()
  })

  test('ICE, payment methods and countries are found by their code alone', () => {
    expect(iceOf('3680')).toMatchObject({ specific2026: '0.08', unit: 'per-bag' })
    expect(iceOf('3072')).toBeUndefined()
    expect(paymentMethodOf('20')?.name).toBe('Otros con utilización del sistema financiero')
    expect(paymentMethodOf('02')).toBeUndefined()
    expect(countryOf('593')?.name).toBe('ECUADOR')
    expect(countryOf('000')).toBeUndefined()
  })
})

describe.skipIf(!needs('shared'))('the official rates', () => {
  interface OfficialRate {
    readonly code: string
    readonly percent?: number | null
    readonly percent_2024?: number | string
    readonly percent_2026?: number | null
    readonly kind?: string
    readonly name?: string
    readonly from?: string | null
    readonly to?: string | null
  }
  const official = (name: string): readonly OfficialRate[] => {
    const table: unknown = JSON.parse(readFileSync(shared(`sri/catalogs/${name}.json`), 'utf8'))
    return (table as { readonly items: readonly OfficialRate[] }).items
  }

  test('of IVA are those of the table, and in force from its first to its last day', () => {
    const rates = official('tarifas-iva')
    expect(IVA_RATES.entries.map(({ code, kind, rate }) => ({ code, kind, rate }))).toEqual(
      rates.map(({ code, kind, percent }) => ({ code, kind, rate: String(percent ?? 0) })),
    )
    for (const { code, from, to, percent } of rates) {
      for (const date of [from, to]) if (date) expect(ivaRateOf(code, day(date))?.rate, code).toBe(String(percent))
    }
  })

  test('of IVA withholdings are those of the table', () => {
    expect(IVA_WITHHOLDINGS.entries.map(({ code, rate }) => [code, rate])).toEqual(
      official('retencion-iva').map(({ code, percent }) => [code, String(percent)]),
    )
  })

  test('of ISD are those of the table, from the first to the last day of each period', () => {
    const periods = official('retencion-isd')
    expect(periods.length).toBe(9)
    for (const { code, from, to, percent } of periods) {
      for (const date of [from, to]) if (date) expect(isdWithholdingOf(code, day(date))?.rate).toBe(String(percent))
    }
  })

  test('of renta are those of the table, before and after March of 2026', () => {
    for (const { code, percent_2024, percent_2026 } of official('retencion-renta')) {
      const before = incomeWithholdingOf(code, day('2026-02-28'))
      const after = incomeWithholdingOf(code, day('2026-03-01'))
      expect(after?.rates, code).toEqual(
        percent_2026 === null || percent_2026 === undefined ? [] : [String(percent_2026)],
      )
      expect(before?.isPerBox, code).toBe(percent_2024 === 'per box')
      const known = [...String(percent_2024).matchAll(/\d+(\.\d+)?/g)].map(([figure]) => String(Number(figure)))
      expect(before?.rates, code).toEqual(known)
    }
  })
})
