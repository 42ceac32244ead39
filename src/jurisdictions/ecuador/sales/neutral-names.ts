import { namesOf, listNames } from '../../content/provenance.ts'
import { TYPE_FACTS, type TypeFacts } from '../type-facts.ts'
import { ISSUER_NAMES } from '../content/issuer-names.ts'
import { headerFields, lineFields, PAYMENT_METHODS } from './neutral-fields.ts'

/** Official paths (`[]` for any index) of every sale and the neutral fields that fill them. */
export const NEUTRAL_NAMES: ReadonlyMap<string, string> = new Map(
  TYPE_FACTS.filter(({ lines }) => lines === 'priced').flatMap((type) => [
    ...ISSUER_NAMES,
    ...issuerNames(type),
    ...namesOf(headerFields(type)),
    ...paymentNames(type),
    ...lineNames(type),
  ]),
)

/** Where the element after infoTributaria speaks of the issuer. */
function issuerNames({ info }: TypeFacts): [string, string][] {
  return [
    ['infoTributaria.agenteRetencion', 'issuer.settings.agenteRetencion'],
    ['infoTributaria.contribuyenteRimpe', 'issuer.settings.rimpe'],
    [`${info}.dirEstablecimiento`, 'issuer.address'],
    [`${info}.contribuyenteEspecial`, 'issuer.settings.contribuyenteEspecial'],
    [`${info}.obligadoContabilidad`, 'issuer.settings.obligadoContabilidad'],
  ]
}

function paymentNames({ info, code }: TypeFacts): [string, string][] {
  // A nota de débito has its payments in a list of lists.
  const pagos = code === '05' ? `${info}.pagos[]` : `${info}.pagos`
  const names = listNames({ ...PAYMENT_METHODS, official: `${pagos}.pago` })
  return [...names, [`${info}.pagos`, 'payment.methods'], [`${pagos}.pago[].plazo`, 'payment.dueDate']]
}

function lineNames(type: TypeFacts): [string, string][] {
  const line = type.code === '05' ? 'motivos.motivo[]' : 'detalles.detalle[]'
  const fields = namesOf(lineFields(type)).map(([official, neutral]): [string, string] => [
    `${line}.${official}`,
    `lines[].${neutral}`,
  ])
  return [
    [line, 'lines[]'],
    [line.slice(0, -2), 'lines'],
    ...fields,
    [`${line}.razon`, 'lines[].name'],
    [`${line}.valor`, 'lines[].unitPrice'],
  ]
}
