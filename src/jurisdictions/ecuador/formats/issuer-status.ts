import { leaf } from '../../format/element.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import { siNo } from './code-types.ts'
import { contribuyenteEspecial, line } from './text-types.ts'

/** The address of the establishment that issues. */
export const ESTABLISHMENT_ADDRESS = leaf('dirEstablecimiento', 'optional', line(300))

/** That the issuer is a contribuyente especial. */
export function specialTaxpayer(type: SimpleType = contribuyenteEspecial): ElementFormat {
  return leaf('contribuyenteEspecial', 'optional', type, { obligation: 'conditional' })
}

/** Whether the issuer must keep accounts. */
export const KEEPS_ACCOUNTS = leaf('obligadoContabilidad', 'optional', siNo)
