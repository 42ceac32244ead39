/** A text that says something; undefined for one that is blank. */
export function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text
}
