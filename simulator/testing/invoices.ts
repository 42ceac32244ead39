import { formatOf } from '../../src/jurisdictions/dominican-republic/formats/formats.ts'
import { RFCE } from '../../src/jurisdictions/dominican-republic/formats/rfce.ts'
import type { Content } from '../../src/jurisdictions/format/format.ts'
import { writeXml } from '../../src/jurisdictions/format/write.ts'
import { TAXPAYER } from './client.ts'

/** What to change in a sound document: official paths (a line by its place, from 0) and the text there; undefined takes it away. */
export type Changes = Readonly<Record<string, string | undefined | object>>

/** A sound e-CF of this type, unsigned, with changes. */
export function invoice(type: string, number: string, changes: Changes = {}): string {
  const format = formatOf(type)
  if (!format) throw new RangeError(`no type ${type}`)
  const content = merge(base(type, number), SPECIAL[type]?.() ?? {})
  return writeXml(format, changed(content, changes) as Content)
}

/** A sound summary of a type 32 of DOP 1,180.00, unsigned, with changes. */
export function summary(number: string, changes: Changes = {}): string {
  const content = {
    Encabezado: {
      Version: '1.0',
      IdDoc: { TipoeCF: '32', eNCF: number, TipoIngresos: '01', TipoPago: '1' },
      Emisor: { RNCEmisor: TAXPAYER, RazonSocialEmisor: 'EMISOR DE PRUEBA', FechaEmision: '01-12-2026' },
      Comprador: { RNCComprador: '131880681', RazonSocialComprador: 'COMPRADOR DE PRUEBA' },
      Totales: {
        MontoGravadoTotal: '1000.00',
        MontoGravadoI1: '1000.00',
        TotalITBIS: '180.00',
        TotalITBIS1: '180.00',
        MontoTotal: '1180.00',
      },
      CodigoSeguridadeCF: 'a+B/9z',
    },
  }
  return writeXml(RFCE, changed(content, changes) as Content)
}

/** The name a file must have. */
export function nameOf(number: string, issuer = TAXPAYER): string {
  return `${issuer}${number}.xml`
}

interface Tree {
  [name: string]: unknown
}

function base(type: string, number: string): Tree {
  return {
    Encabezado: {
      Version: '1.0',
      IdDoc: {
        TipoeCF: type,
        eNCF: number,
        FechaVencimientoSecuencia: ['32', '34'].includes(type) ? undefined : '31-12-2028',
        IndicadorMontoGravado: ['43', '44', '46', '47'].includes(type) ? undefined : '0',
        TipoIngresos: ['41', '43', '47'].includes(type) ? undefined : '01',
        TipoPago: type === '43' ? undefined : '1',
      },
      Emisor: {
        RNCEmisor: TAXPAYER,
        RazonSocialEmisor: 'EMISOR DE PRUEBA',
        DireccionEmisor: 'CALLE DE PRUEBA 1',
        FechaEmision: '01-12-2026',
      },
      Comprador: type === '43' ? undefined : { RNCComprador: '131880681', RazonSocialComprador: 'COMPRADOR DE PRUEBA' },
      Totales: {
        MontoGravadoTotal: '1000.00',
        MontoGravadoI1: '1000.00',
        ITBIS1: '18',
        TotalITBIS: '180.00',
        TotalITBIS1: '180.00',
        MontoTotal: '1180.00',
      },
    },
    DetallesItems: { Item: [line('1', '1', '1000.00')] },
    FechaHoraFirma: '01-12-2026 11:59:00',
  }
}

/** A line of one unit. */
export function line(number: string, indicator: string, amount: string): Tree {
  return {
    NumeroLinea: number,
    IndicadorFacturacion: indicator,
    NombreItem: 'COSA DE PRUEBA',
    IndicadorBienoServicio: '2',
    CantidadItem: '1.00',
    PrecioUnitarioItem: amount,
    MontoItem: amount,
  }
}

const EXEMPT = () => ({
  Encabezado: { Totales: { MontoExento: '1000.00', MontoTotal: '1000.00' } },
  DetallesItems: { Item: [line('1', '4', '1000.00')] },
})
const NOTE = (original: string) => () => ({
  InformacionReferencia: { NCFModificado: original, FechaNCFModificado: '01-12-2026', CodigoModificacion: '3' },
})

/** What is different in some types. `Totales` and `Item` replace those of the base. */
const SPECIAL: Readonly<Record<string, () => Tree>> = {
  '32': () => ({
    Encabezado: {
      Totales: {
        MontoGravadoTotal: '250000.00',
        MontoGravadoI1: '250000.00',
        ITBIS1: '18',
        TotalITBIS: '45000.00',
        TotalITBIS1: '45000.00',
        MontoTotal: '295000.00',
      },
    },
    DetallesItems: { Item: [line('1', '1', '250000.00')] },
  }),
  '33': NOTE('E310000000001'),
  '34': () => ({ ...NOTE('E310000000001')(), Encabezado: { IdDoc: { IndicadorNotaCredito: '0' } } }),
  '41': () => ({
    Encabezado: {
      Totales: {
        MontoGravadoTotal: '1000.00',
        MontoGravadoI1: '1000.00',
        ITBIS1: '18',
        TotalITBIS: '180.00',
        TotalITBIS1: '180.00',
        MontoTotal: '1180.00',
        TotalITBISRetenido: '180.00',
        TotalISRRetencion: '100.00',
      },
    },
    DetallesItems: { Item: [{ ...line('1', '1', '1000.00'), Retencion: withheld('180.00', '100.00') }] },
  }),
  '43': EXEMPT,
  '44': EXEMPT,
  '46': () => ({
    Encabezado: {
      Totales: {
        MontoGravadoTotal: '1000.00',
        MontoGravadoI3: '1000.00',
        ITBIS3: '0',
        TotalITBIS: '0.00',
        TotalITBIS3: '0.00',
        MontoTotal: '1000.00',
      },
    },
    DetallesItems: { Item: [line('1', '3', '1000.00')] },
  }),
  '47': () => ({
    Encabezado: {
      Comprador: {
        IdentificadorExtranjero: '533445888',
        RazonSocialComprador: 'FOREIGN SUPPLIER',
        RNCComprador: undefined,
      },
      Totales: { MontoExento: '1000.00', MontoTotal: '1000.00', TotalISRRetencion: '270.00' },
    },
    DetallesItems: { Item: [{ ...line('1', '4', '1000.00'), Retencion: withheld(undefined, '270.00') }] },
  }),
}

function withheld(itbis: string | undefined, isr: string): Tree {
  return { IndicadorAgenteRetencionoPercepcion: '1', MontoITBISRetenido: itbis, MontoISRRetenido: isr }
}

function merge(under: Tree, over: Tree): Tree {
  const merged: Tree = { ...under }
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name]
    merged[name] = isTree(value) && isTree(below) && name !== 'Totales' ? merge(below, value) : value
  }
  return merged
}

function changed(content: Tree, changes: Changes): Tree {
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let at: Tree = content
    for (const name of names) at = (at[name] ??= {}) as Tree
    at[last] = value
  }
  return content
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
