import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'

// Schemas import their neighbours, as those of Ecuador do that of XMLDSig.
xmlRegisterFsInputProviders()

/**
 * An official schema, as a judge: what it has against a document, or undefined when that is valid.
 *
 * Ask `needs('shared')` first. The schema lives as long as the process; a test file makes each one it needs once.
 */
export function officialSchema(file: string): (xml: string) => string | undefined {
  // Two schemas of Ecuador declare XML 1.1 without need, which libxml2 does not read.
  const text = readFileSync(file, 'utf8').replace(/^(\uFEFF?<\?xml version=")1\.1/, '$11.0')
  const schema = XmlDocument.fromString(text, { url: pathToFileURL(file).href })
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
