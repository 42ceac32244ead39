import type { Jurisdiction } from './jurisdiction.ts'

/** The country of this code. @throws Error when it is not among them: that is our mistake, not a client's. */
export function countryOf(jurisdictions: readonly Jurisdiction[], code: string): Jurisdiction {
  const country = jurisdictions.find((each) => each.code === code)
  if (!country) throw new Error(`no jurisdiction ${code}`)
  return country
}
