import { ParsedXml } from './parsed-xml.ts'

/**
 * XML that others wrote as it is signed: in canonical form, without the blanks between elements, comments and everything outside
 * the root.
 *
 * @throws UnreadableXml
 */
export function canonicalWithoutBlanks(xml: Uint8Array): string {
  using parsed = new ParsedXml(xml)
  parsed.keepRootOnly()
  parsed.dropBlanks()
  return parsed.canonical().toString()
}
