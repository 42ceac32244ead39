const MOST_HEADERS = 40
const LONGEST_VALUE = 500
// What no text of a database holds, and what would garble a terminal or a page.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** What is kept of an answer's headers: some, cut to a bearable length, and no cookies. */
export function keptHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !/^set-cookie/i.test(name))
      .slice(0, MOST_HEADERS)
      .map(([name, value]) => [cleaned(name).slice(0, 100), cleaned(String(value)).slice(0, LONGEST_VALUE)]),
  )
}

/** The body as text, whatever it was. */
export function keptText(bytes: Uint8Array): string {
  return cleaned(new TextDecoder().decode(bytes))
}

function cleaned(text: string): string {
  return text.toWellFormed().replace(CONTROLS, '\ufffd')
}
