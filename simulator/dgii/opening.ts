import { checkContent } from '../../src/jurisdictions/format/check.ts'
import type { Format } from '../../src/jurisdictions/format/format.ts'
import { readContent } from '../../src/jurisdictions/format/read.ts'
import type { XmlElement } from '../../src/xml/tree.ts'
import { reusable, type Finding } from './finding.ts'
import type { DgiiRules } from './settings.ts'
import { certificateFindings, delegationFindings } from './signer.ts'
import { checkSignature } from './signature.ts'

/** A document whose signature, form and signer hold, or what is wrong with one of the three. */
export type Opened =
  | { readonly content: XmlElement; readonly findings?: never }
  | { readonly findings: readonly Finding[]; readonly content?: never }

/**
 * Opens a signed file for the taxpayer it speaks for. Whatever fails here leaves the number free; one thing after the other,
 * because what was changed after signing is not worth a word about its form.
 *
 * @throws UnreadableXml when it is not XML that can be read at all.
 */
export function opened(
  bytes: Uint8Array,
  format: Format,
  taxpayerIn: (content: XmlElement) => string | undefined,
  rules: DgiiRules,
  now: Date,
): Opened {
  const check = checkSignature(bytes)
  if (!check.holds) return { findings: [reusable('0', `Firma digital inválida: ${check.reason}.`)] }
  const { content, certificate } = check
  const structure = structureFindings(content, format)
  if (structure.length > 0) return { findings: structure }
  const findings = [
    ...certificateFindings(certificate, rules, now),
    ...delegationFindings(certificate, taxpayerIn(content) ?? '', rules),
  ]
  return findings.length > 0 ? { findings } : { content }
}

/** What a document's form breaks of its format. At most ten are told: one slip can break a thousand lines. */
export function structureFindings(content: XmlElement, format: Format): readonly Finding[] {
  const reading = readContent(format, content)
  const faults = [...reading.faults, ...checkContent(format, reading.content)]
  return faults
    .slice(0, 10)
    .map(({ path, message }) => reusable('0', `Estructura XML inválida. ${path}: ${message.es}`))
}
