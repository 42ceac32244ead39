import type { PrintedFact, PrintedPanel } from '../../../domain/printed-page.ts'
import { panel, sideBySide } from './panels.ts'
import type { Values } from './values.ts'

/** The blocks above the lines: who buys, on which terms, where it goes and how. */
export function headOf(header: Values, type: string): readonly PrintedPanel[] {
  const buyer = header.group('Comprador')
  return sideBySide([
    ...panel(BUYER_TITLES.get(type) ?? 'Cliente', buyerFacts(buyer)),
    ...panel('Condiciones', termsFacts(header.group('IdDoc'), header.group('Emisor'))),
    ...panel('Pedido y entrega', buyer.facts(...DELIVERY)),
    ...panel('Embarque', shippingFacts(header.group('InformacionesAdicionales'))),
    ...panel('Transporte', header.group('Transporte').rest()),
  ])
}

/** In these DGII's "comprador" is the one who sells: the taxpayer issues the document of his own purchase. */
const BUYER_TITLES: ReadonlyMap<string, string> = new Map([
  ['41', 'Proveedor'],
  ['47', 'Beneficiario en el exterior'],
])

const DELIVERY = [
  'NumeroOrdenCompra',
  'FechaOrdenCompra',
  'FechaEntrega',
  'ContactoEntrega',
  'DireccionEntrega',
  'TelefonoAdicional',
  'ResponsablePago',
]

function buyerFacts(buyer: Values): readonly PrintedFact[] {
  return [
    ...buyer.facts('RazonSocialComprador', 'RNCComprador', 'IdentificadorExtranjero', 'CodigoInternoComprador'),
    ...buyer.together('DireccionComprador', 'MunicipioComprador', 'ProvinciaComprador', 'PaisComprador'),
    ...buyer.facts('ContactoComprador', 'CorreoComprador', 'InformacionAdicionalComprador'),
  ]
}

function termsFacts(idDoc: Values, issuer: Values): readonly PrintedFact[] {
  return [
    ...idDoc.facts('TipoPago', 'TerminoPago', 'FechaLimitePago', 'FechaDesde', 'FechaHasta'),
    ...idDoc.facts('IndicadorServicioTodoIncluido'),
    ...issuer.facts('NumeroFacturaInterna', 'NumeroPedidoInterno', 'CodigoVendedor', 'ZonaVenta', 'RutaVenta'),
  ]
}

function shippingFacts(shipping: Values): readonly PrintedFact[] {
  return [
    ...shipping.facts('FechaEmbarque', 'NumeroEmbarque', 'NumeroContenedor', 'NumeroReferencia'),
    ...shipping.facts('NombrePuertoEmbarque', 'NombrePuertoSalida', 'NombrePuertoDesembarque'),
    ...shipping.facts(
      'CondicionesEntrega',
      'RegimenAduanero',
      'TotalFob',
      'Seguro',
      'Flete',
      'OtrosGastos',
      'TotalCif',
    ),
    ...shipping.measure('PesoBruto', 'UnidadPesoBruto'),
    ...shipping.measure('PesoNeto', 'UnidadPesoNeto'),
    ...shipping.measure('CantidadBulto', 'UnidadBulto'),
    ...shipping.measure('VolumenBulto', 'UnidadVolumen'),
  ]
}
