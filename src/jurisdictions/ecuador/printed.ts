import type { PrintedPage, PrintedPanel } from '../../domain/printed-page.ts'
import type { Printable } from '../jurisdiction.ts'
import { panel, restOf } from './printed/facts.ts'
import { documentGroup, type Group } from './printed/group.ts'
import { identityOf } from './printed/identity.ts'
import { issuerOf } from './printed/issuer.ts'
import { saleBody } from './printed/sale.ts'
import { standingOf, TEST_TEXT } from './printed/standing.ts'
import { waybillBody } from './printed/transport.ts'
import { withholdingBody } from './printed/withholding.ts'
import { TYPE_FACTS } from './type-facts.ts'

/**
 * The RIDE of a document. Places are named for what annex 2 shows; whatever else the signed file says goes into the panel beneath,
 * so that paper never says less than the file.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 2
 */
export function printed({ document, xml }: Printable): PrintedPage {
  const root = documentGroup(xml)
  const type = TYPE_FACTS.find((each) => each.root === root.name)
  if (!type) throw new RangeError(`<${root.name}> is no comprobante`)
  const [info = root] = root.each(type.info)
  const isTest = root.each('infoTributaria').some((tax) => tax.peek('ambiente') === '1')
  const standing = standingOf(document, isTest)
  const issuer = issuerOf(root, info)
  const identity = identityOf(root, type, document)
  const body = BODIES[type.info]?.(root, info) ?? saleBody(root, info)
  return {
    title: `${type.name.es} ${identity.number.value}`,
    issuer,
    identity,
    standing,
    head: body.head,
    tables: body.tables,
    totals: body.totals,
    foot: [...additional(root), ...body.foot, ...others(root)],
    qr: undefined,
    legends: [...(isTest && standing?.tone !== 'test' ? [TEST_TEXT] : []), WHERE_TO_CHECK],
  }
}

/** By the element that says what the document is about; the others are sales. */
const BODIES: Readonly<Record<string, typeof saleBody>> = {
  infoGuiaRemision: waybillBody,
  infoCompRetencion: withholdingBody,
}

const WHERE_TO_CHECK =
  'Representación impresa de un documento electrónico (RIDE). Su validez se consulta en el portal del SRI, www.sri.gob.ec, con la clave de acceso.'

function additional(root: Group): readonly PrintedPanel[] {
  return panel('Información Adicional', 'half', root.each('infoAdicional').flatMap(restOf))
}

/** What no place names. */
function others(root: Group): readonly PrintedPanel[] {
  return [
    ...panel('Máquina fiscal', 'half', root.each('maquinaFiscal').flatMap(restOf)),
    ...panel('Otros datos', 'half', restOf(root)),
  ]
}
