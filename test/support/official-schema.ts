import { readFileSync } from 'node:fs'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'

/**
 * An official schema, as a judge: what it has against a document, or undefined when that is valid.
 *
 * Ask `needs('shared')` first. The schema lives as long as the process; a test file makes each one it needs once.
 */
export function officialSchema(file: string): (xml: string) => string | undefined {
  const schema = XmlDocument.fromBuffer(readFileSync(file))
  const validator = XsdValidator.fromDoc(schema)
  return (xml) => {
    using document = XmlDocument.fromString(xml)
    try {
      validator.validate(document)
      return undefined
    } catch (error) {
      if (error instanceof Error) return error.message
      throw error
    }
  }
}

/** The document with a stand-in where the signature goes, which every official schema ends in. */
export function withStandInSignature(xml: string): string {
  const end = xml.lastIndexOf('</')
  return `${xml.slice(0, end)}<Signature></Signature>${xml.slice(end)}`
}
