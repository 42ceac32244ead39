/** How a number plate is written, whatever kind of vehicle it is on: capital letters and digits, three digits led by a zero. */
const PLATE = /^(?:[A-Z]{3}\d{4}|[A-Z]{2}\d{4}|CU\d{6}|[A-Z]{2}\d{3}[A-Z]|[A-Z]{4}\d{4,5})$/

/**
 * Whether a text is written as a number plate is.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 29
 */
export function isPlate(text: string): boolean {
  return PLATE.test(text)
}
