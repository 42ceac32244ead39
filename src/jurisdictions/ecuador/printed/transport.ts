import type { PrintedPanel, PrintedTable } from '../../../domain/printed-page.ts'
import type { Body } from './body.ts'
import { called, factsOf, type Field, identification, panel, together } from './facts.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { type ColumnPlace, figure, tableOf, text } from './table.ts'

/** Guía de remisión: who carries, and for each addressee why, where to and what. */
export function waybillBody(root: Group, info: Group): Body {
  const addressees = root.each('destinatarios', 'destinatario')
  const [only] = addressees.length === 1 ? addressees : []
  return {
    head: [
      ...panel('Transportista', 'full', factsOf(info, CARRIER)),
      ...(only ? panel('Destinatario', 'full', factsOf(only, ADDRESSEE)) : []),
    ],
    tables: only
      ? goods(only)
      : addressees.flatMap((each, i) => addressee(each, `Destinatario ${i + 1} de ${addressees.length}`)),
    totals: [],
    foot: [],
  }
}

/** What makes a factura stand in for a guía de remisión: who carries. */
export function substitutedWaybill(root: Group): readonly PrintedPanel[] {
  return root.each('infoSustitutivaGuiaRemision').flatMap((group) => {
    return panel('Sustitutiva de guía de remisión', 'full', factsOf(group, [...CARRIER, 'dirDestinatario']))
  })
}

/** Why and where to, of the same. */
export function substitutedDestinations(root: Group): readonly PrintedTable[] {
  return tableOf('Destinos', root.each('infoSustitutivaGuiaRemision', 'destinos', 'destino'), DESTINATIONS)
}

const CARRIER: readonly Field[] = [
  identification(labelOf('rucTransportista'), 'tipoIdentificacionTransportista', 'rucTransportista'),
  'razonSocialTransportista',
  called('Placa', 'placa'),
  'dirPartida',
  'fechaIniTransporte',
  'fechaFinTransporte',
]

const DELIVERY: readonly Field[] = [
  together('Comprobante de Venta', 'codDocSustento', 'numDocSustento'),
  'fechaEmisionDocSustento',
  'numAutDocSustento',
  'motivoTraslado',
  'docAduaneroUnico',
  'codEstabDestino',
  'ruta',
]

const ADDRESSEE: readonly Field[] = [
  'identificacionDestinatario',
  'razonSocialDestinatario',
  'dirDestinatario',
  ...DELIVERY,
]

const DESTINATIONS: readonly ColumnPlace[] = [
  text('motivoTraslado', 4),
  text('docAduaneroUnico', 2),
  text('codEstabDestino', 1.6),
  text('ruta', 3),
]

const WHO: readonly ColumnPlace[] = [
  text(called('Identificación', 'identificacionDestinatario'), 1.5),
  text('razonSocialDestinatario', 3),
  text('dirDestinatario', 3),
]

/** One addressee of several: who, then all there is about the delivery, then the goods. */
function addressee(group: Group, title: string): readonly PrintedTable[] {
  const lines = goods(group)
  return [...tableOf(title, [group], WHO, (each) => factsOf(each, DELIVERY)), ...lines]
}

function goods(group: Group): readonly PrintedTable[] {
  return tableOf(undefined, group.each('detalles', 'detalle'), GOODS)
}

const GOODS: readonly ColumnPlace[] = [
  figure('cantidad', 1.2),
  text('descripcion', 5),
  text(called('Código Principal', 'codigoInterno'), 2),
  text('codigoAdicional', 2),
]
