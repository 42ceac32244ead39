/** The text without its accents: `Crédito` becomes `Credito`, `ñ` becomes `n`. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
