/** Places of the engine's draft by the client's own names. The nearest group stands for what is in it and not here. */
const PLACES: readonly (readonly [draft: RegExp, client: string])[] = [
  [/^type$/, 'documentType'],
  [/^number$/, 'encf'],
  [/^buyer\.name\b.*/, 'customerName'],
  [/^buyer\.email\b.*/, 'customerEmail'],
  [/^buyer\.code\b.*/, 'customerId'],
  [/^buyer\b.*/, 'customerDocument'],
  [/^payment\.dueDate\b.*/, 'creditDays'],
  [/^payment\b.*/, 'billingType'],
  [/^reference\.date\b.*/, 'referenceIssueDate'],
  [/^reference\.code\b.*/, 'referenceModificationCode'],
  [/^reference\b.*/, 'referenceEncf'],
  [/^(lines\[\d+\])\.name\b.*/, '$1.description'],
  [/^(lines\[\d+\])\.quantity\b.*/, '$1.qty'],
  [/^(lines\[\d+\])\.unit\b.*/, '$1.unidadMedida'],
  [/^(lines\[\d+\])\.taxes\b.*/, '$1.taxRate'],
  [/^(lines\[\d+\])\.discounts\b.*/, '$1.discountAmount'],
  [/^(lines\[\d+\])\.codes\b.*/, '$1.itemId'],
  [/^do\.Encabezado\.IdDoc\.FechaVencimientoSecuencia$/, 'fechaVencimientoSecuencia'],
  [/^do\.Encabezado\.Emisor\.InformacionAdicionalEmisor$/, 'notes'],
  // What is made from no field of the client keeps its official name.
  [/^(lines\[\d+\])\.do\./, '$1.'],
  [/^do\./, ''],
]

/** The client's own name of the field that a path in the draft was made from. */
export function clientPath(path: string): string {
  const place = PLACES.find(([draft]) => draft.test(path))
  return place ? path.replace(...place) : path
}
