import { branch, leaf } from '../../format/element.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import { line, text } from './text-types.ts'

/**
 * The fiscal machine a document was made with.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 13
 */
export const FISCAL_MACHINE = branch(
  'maquinaFiscal',
  'optional',
  [leaf('marca', 'required', line(30)), leaf('modelo', 'required', line(30)), leaf('serie', 'required', line(30))],
  { obligation: 'conditional' },
)

/** Whatever else the issuer wants to say, such as the buyer's e-mail address: up to 15 named texts. */
export const ADDITIONAL_INFORMATION = additionalInformation(text(300))
/** The same in retención 2.0.0, where each stands on one line. */
export const ADDITIONAL_LINES = additionalInformation(line(300))

/** Up to three names and values that a line has besides. */
export const LINE_DETAILS = lineDetails('required')
/** The same in guía de remisión, whose schema takes the group empty. */
export const LINE_DETAILS_OR_NONE = lineDetails('optional')

function additionalInformation(type: SimpleType): ElementFormat {
  const attributes = [leaf('nombre', 'required', type)]
  return branch('infoAdicional', 'optional', [leaf('campoAdicional', 'required', type, { most: 15, attributes })])
}

function lineDetails(presence: 'required' | 'optional'): ElementFormat {
  const attributes = [leaf('nombre', 'required', text(300)), leaf('valor', 'required', text(300))]
  return branch('detallesAdicionales', 'optional', [branch('detAdicional', presence, [], { most: 3, attributes })], {
    mayBeEmpty: presence === 'optional',
  })
}
