import { branch, leaf } from '../../format/element.ts'
import type { ElementFormat, Format, SimpleType } from '../../format/format.ts'
import { ADDITIONAL_LINES } from './additional-information.ts'
import {
  documentoSustento2,
  impuestoRetenidoSinLista,
  siNo,
  tipoIdentificacion,
  tipoSujetoRetenido,
} from './code-types.ts'
import { documentFormat } from './document.ts'
import { ESTABLISHMENT_ADDRESS, KEEPS_ACCOUNTS, specialTaxpayer } from './issuer-status.ts'
import { NO_LIMIT } from './repetition.ts'
import { SUPPORT_DOCUMENTS } from './support-documents.ts'
import {
  contribuyenteEspecial,
  contribuyenteEspecialCorto,
  fecha,
  line,
  numeroSinGuiones,
  periodoFiscal,
  periodoFiscalSinMes,
} from './text-types.ts'
import { withheld } from './withheld.ts'

const ATTRIBUTES = { id: 'optional', version: 'required' } as const

/** What was withheld, in version 1.0.0: each with its support document, if any. */
const WITHHELD_TAXES = branch('impuestos', 'required', [
  branch(
    'impuesto',
    'required',
    [
      ...withheld(impuestoRetenidoSinLista),
      leaf('codDocSustento', 'optional', documentoSustento2),
      leaf('numDocSustento', 'optional', numeroSinGuiones),
      leaf('fechaEmisionDocSustento', 'optional', fecha),
    ],
    NO_LIMIT,
  ),
])

/**
 * Comprobante de retención, oldest version first: 1.0.0 lists what was withheld, 2.0.0 (ATS) the documents it was withheld from.
 *
 * @source SRI, XSD comprobanteRetencion v1.0.0, v2.0.0
 */
export const WITHHOLDINGS: readonly Format[] = [
  documentFormat({
    code: '07',
    version: '1.0.0',
    root: 'comprobanteRetencion',
    attributes: ATTRIBUTES,
    children: [information(contribuyenteEspecial, [], periodoFiscalSinMes), WITHHELD_TAXES],
  }),
  documentFormat({
    code: '07',
    version: '2.0.0',
    root: 'comprobanteRetencion',
    attributes: ATTRIBUTES,
    children: [
      information(
        contribuyenteEspecialCorto,
        [
          leaf('tipoSujetoRetenido', 'optional', tipoSujetoRetenido, { obligation: 'conditional' }),
          leaf('parteRel', 'required', siNo),
        ],
        periodoFiscal,
      ),
      SUPPORT_DOCUMENTS,
    ],
    additionalInformation: ADDITIONAL_LINES,
  }),
]

/** Whom it was withheld from, and in which month; `subject` says more of him. */
function information(special: SimpleType, subject: readonly ElementFormat[], period: SimpleType): ElementFormat {
  return branch('infoCompRetencion', 'required', [
    leaf('fechaEmision', 'required', fecha),
    ESTABLISHMENT_ADDRESS,
    specialTaxpayer(special),
    KEEPS_ACCOUNTS,
    leaf('tipoIdentificacionSujetoRetenido', 'required', tipoIdentificacion),
    ...subject,
    leaf('razonSocialSujetoRetenido', 'required', line(300)),
    leaf('identificacionSujetoRetenido', 'required', line(20)),
    leaf('periodoFiscal', 'required', period),
  ])
}
