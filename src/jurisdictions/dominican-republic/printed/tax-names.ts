import { ADDITIONAL_TAXES } from '../catalogs/additional-taxes.ts'

/** What an additional tax is called in a sum or beneath a line: the short name that everybody uses, else family and kind. */
export function taxName(code: string): string {
  return SHORT_NAMES.get(code) ?? code
}

/** The same with its rate as the document has it; per litre or pack it is an amount, else a percentage. */
export function ratedTaxName(code: string, rate: string | undefined): string {
  if (rate === undefined) return taxName(code)
  return PERCENT.has(code) ? `${taxName(code)} ${rate}%` : `${taxName(code)} (tasa ${rate})`
}

const { entries } = ADDITIONAL_TAXES

const PERCENT: ReadonlySet<string> = new Set(entries.filter(({ basis }) => basis === 'percent').map(({ code }) => code))

const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  entries.map(({ code, name, family = name }) => {
    const isAlone = entries.filter((other) => other.family === family).length === 1
    return [code, isAlone ? family : `${family}: ${name}`]
  }),
)
