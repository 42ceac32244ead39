import { branch, leaf, type Presence } from '../../format/element.ts'
import type { Content, ElementFormat, Format } from '../../format/format.ts'
import { ADDITIONAL_INFORMATION, FISCAL_MACHINE } from './additional-information.ts'
import { id } from './code-types.ts'
import { TAX_INFORMATION } from './tax-information.ts'

/** A version of a document type, as the format of a whole document is made from it. */
export interface DocumentVersion {
  /** Such as `01`. */
  readonly code: string
  readonly version: string
  /** Name of the root element. */
  readonly root: string
  /** Whether the schema requires the attributes of the root; Emite writes both wherever. */
  readonly attributes: { readonly id: Presence; readonly version: Presence }
  /** What stands between the tax information and the fiscal machine. */
  readonly children: readonly ElementFormat[]
  readonly additionalInformation?: ElementFormat
}

/** The format of a document: every one begins and ends in the same way. */
export function documentFormat(document: DocumentVersion): Format {
  const { code, version, root, attributes, children, additionalInformation = ADDITIONAL_INFORMATION } = document
  return {
    code,
    version,
    source: `SRI, XSD ${root} v${version}; Ficha técnica offline v2.32 (oct-2025)`,
    root: branch(root, 'required', [TAX_INFORMATION, ...children, FISCAL_MACHINE, additionalInformation], {
      attributes: [
        leaf('id', attributes.id, id),
        leaf('version', attributes.version, { name: `version ${version}`, base: 'text', values: new Set([version]) }),
      ],
    }),
  }
}

/** The attributes of the root, to be put into a content before it is written: the signature needs the id. */
export function rootAttributesOf(format: Format): Content {
  return { '@id': 'comprobante', '@version': format.version }
}
