import type { DocumentType, Jurisdiction } from '../../jurisdictions/jurisdiction.ts'

/** The country whose invoices this contract is for. */
export const COUNTRY = 'do'

/** Its types of e-CF, and the official rates of ITBIS in percent, the general one first. */
export function dominicanRepublic(jurisdictions: readonly Jurisdiction[]): {
  readonly types: readonly DocumentType[]
  readonly rates: readonly string[]
} {
  const country = jurisdictions.find(({ code }) => code === COUNTRY)
  const entries = country?.catalogs.find(({ name }) => name === 'itbis-rates')?.entries ?? []
  return { types: country?.documentTypes ?? [], rates: entries.flatMap(({ rate }) => rate ?? []) }
}
