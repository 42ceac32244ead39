/** Places of the engine's draft, and the client's own names for them. What is not here is written the way this contract writes names. */
const PLACES: readonly (readonly [draft: RegExp, client: string])[] = [
  [/^number$/, 'encf'],
  [/^issuer$/, 'company.rnc'],
  [/^externalId$/, 'client_request_id'],
  [/^issueDate$/, 'issue_date'],
  [/^buyer\.taxId$/, 'customer.rnc'],
  [/^buyer\b/, 'customer'],
  [/^(lines\[\d+\])\.name$/, '$1.description'],
  [/^(lines\[\d+\])\.taxes\b.*$/, '$1.tax_rate'],
  [/^(lines\[\d+\])\.do\b.*$/, '$1'],
  [/^reference\.number$/, 'reference.encf'],
  [/^reference\.date$/, 'reference.issue_date'],
  [/^do\b.*$/, ''],
]

/** The client's name of the place that a fault of the engine speaks of. */
export function clientPath(path: string): string {
  const [draft, client] = PLACES.find(([pattern]) => pattern.test(path)) ?? []
  const named = draft === undefined || client === undefined ? path : path.replace(draft, client)
  return named.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
