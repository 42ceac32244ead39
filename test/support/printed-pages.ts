import type { PrintedPage, PrintedRow } from '../../src/domain/printed-page.ts'
import type { Appearance } from '../../src/ports/printer.ts'

export const PLAIN_LETTER: Appearance = { paper: 'letter', colour: undefined, footer: undefined, logo: undefined }

const DOMINICAN_QR =
  'https://ecf.dgii.gov.do/testecf/consultatimbre?rncemisor=101010632&rnccomprador=131880681&encf=E310000000001' +
  '&fechaemision=15-11-2026&montototal=1250450.75&fechafirma=15-11-2026%2010:00:00&codigoseguridad=AbCd%2B1'

/** A page as the Dominican Republic would have it, with as many lines as asked for. */
export function dominicanPage(lines = 10): PrintedPage {
  return {
    title: 'Factura de Crédito Fiscal Electrónica E310000000001',
    issuer: {
      name: 'Suplidora Quisqueya',
      legalName: 'Suplidora Quisqueya, SRL',
      facts: [
        { label: 'RNC', value: '101010632' },
        { label: 'Sucursal', value: 'Zona Colonial' },
        { label: 'Dirección', value: 'Calle El Conde 150, Zona Colonial, Santo Domingo de Guzmán, Distrito Nacional' },
        { label: 'Teléfono', value: '809-555-0101' },
        { label: 'Correo', value: 'facturas@quisqueya.example' },
        { label: 'Fecha de emisión', value: '15-11-2026', strong: true },
      ],
    },
    identity: {
      type: 'Factura de Crédito Fiscal Electrónica',
      number: { label: 'e-NCF', value: 'E310000000001' },
      facts: [{ label: 'Fecha de vencimiento', value: '31-12-2028' }],
      barcode: undefined,
    },
    standing: undefined,
    head: [
      {
        title: 'Cliente',
        width: 'full',
        facts: [
          { label: 'Razón social', value: 'Comercial del Caribe, SRL', strong: true },
          { label: 'RNC', value: '131880681' },
          { label: 'Dirección', value: 'Av. 27 de Febrero 300, Santiago de los Caballeros' },
          { label: 'Orden de compra', value: 'OC-2026-0042' },
        ],
      },
    ],
    tables: [
      {
        title: undefined,
        columns: [
          { key: 'quantity', label: 'Cantidad', align: 'right', weight: 1, onReceipt: true },
          { key: 'name', label: 'Descripción', align: 'left', weight: 5, onReceipt: true },
          { key: 'unit', label: 'Unidad', align: 'center', weight: 1, onReceipt: false },
          { key: 'price', label: 'Precio', align: 'right', weight: 1.4, onReceipt: true },
          { key: 'tax', label: 'ITBIS', align: 'right', weight: 1.4, onReceipt: false },
          { key: 'value', label: 'Valor', align: 'right', weight: 1.6, onReceipt: true },
        ],
        rows: Array.from({ length: lines }, (_, at) => row(at)),
      },
    ],
    totals: [
      { label: 'Subtotal gravado', value: '1,059,703.18' },
      { label: 'Subtotal exento', value: '0.00' },
      { label: 'ITBIS 18 %', value: '190,746.57' },
      { label: 'Total RD$', value: '1,250,450.75', strong: true },
    ],
    foot: [
      {
        title: 'Formas de pago',
        width: 'half',
        facts: [
          { label: 'Efectivo', value: '250,450.75' },
          { label: 'Tarjeta de crédito', value: '1,000,000.00' },
        ],
      },
    ],
    qr: {
      text: DOMINICAN_QR,
      leastVersion: 8,
      leastSizeMm: 22,
      captions: ['Código de Seguridad: AbCd+1', 'Fecha de Firma Digital: 15-11-2026 10:00:00'],
    },
    legends: ['Gracias por su compra. Los precios incluyen la garantía de un año del fabricante.'],
  }
}

function row(at: number): PrintedRow {
  const names = [
    'Servicio de instalación',
    'Zapatos de piel, ñandú',
    'Café molido 454 g',
    'Cable UTP categoría 6 (metro)',
  ]
  return {
    cells: {
      quantity: `${at + 1}.00`,
      name: `${names[at % names.length] ?? ''} n.º ${at + 1}`,
      unit: 'Unidad',
      price: `${at + 1},550.00`,
      tax: '14,850.00',
      value: '82,500.00',
    },
    ...(at % 4 === 1 ? { details: [{ label: 'Descuento', value: '500.00' }] } : {}),
  }
}

/** A page as Ecuador would have it: an access key with bars, no QR code, many columns. */
export function ecuadorianPage(lines = 4): PrintedPage {
  const key = '2111202601176001321000110010010000000021234567814'
  return {
    title: 'Factura 001-001-000000002',
    issuer: {
      name: 'Ferretería El Cóndor',
      legalName: 'Comercial El Cóndor Cía. Ltda.',
      facts: [
        { label: 'Dirección matriz', value: 'Av. Amazonas N34-451 y Av. Atahualpa, Quito' },
        { label: 'Dirección sucursal', value: 'Calle Larga 5-24, Cuenca' },
        { label: 'Obligado a llevar contabilidad', value: 'SÍ' },
        { label: '', value: 'CONTRIBUYENTE RÉGIMEN RIMPE' },
      ],
    },
    identity: {
      type: 'FACTURA',
      number: { label: 'No.', value: '001-001-000000002' },
      facts: [
        { label: 'RUC', value: '1760013210001' },
        { label: 'Número de autorización', value: key },
        { label: 'Fecha y hora de autorización', value: '21/11/2026 13:30:15' },
        { label: 'Ambiente', value: 'PRODUCCIÓN' },
        { label: 'Emisión', value: 'NORMAL' },
      ],
      barcode: { label: 'Clave de acceso', text: key },
    },
    standing: undefined,
    head: [
      {
        title: 'Comprador',
        width: 'full',
        facts: [
          { label: 'Razón social / Nombres y apellidos', value: 'María José Núñez Andrade', strong: true },
          { label: 'Identificación', value: '1713328506' },
          { label: 'Fecha de emisión', value: '21/11/2026' },
          { label: 'Dirección', value: 'Quito' },
        ],
      },
    ],
    tables: [
      {
        title: undefined,
        columns: [
          { key: 'code', label: 'Cód. principal', align: 'left', weight: 1.2, onReceipt: false },
          { key: 'aux', label: 'Cód. auxiliar', align: 'left', weight: 1.2, onReceipt: false },
          { key: 'quantity', label: 'Cantidad', align: 'right', weight: 1, onReceipt: true },
          { key: 'name', label: 'Descripción', align: 'left', weight: 3.5, onReceipt: true },
          { key: 'price', label: 'Precio unitario', align: 'right', weight: 1.2, onReceipt: true },
          { key: 'discount', label: 'Descuento', align: 'right', weight: 1.1, onReceipt: false },
          { key: 'value', label: 'Precio total', align: 'right', weight: 1.3, onReceipt: true },
        ],
        rows: Array.from({ length: lines }, (_, at) => ({
          cells: {
            code: `TRN-${String(at + 1).padStart(4, '0')}`,
            aux: '7861234567890',
            quantity: '12.00',
            name: 'Tornillo autorroscante de acero 3/8 × 1"',
            price: '0.123456',
            discount: '0.00',
            value: '1,481.47',
          },
        })),
      },
    ],
    totals: [
      { label: 'Subtotal 15 %', value: '1,481.47' },
      { label: 'Subtotal 0 %', value: '0.00' },
      { label: 'Subtotal sin impuestos', value: '1,481.47' },
      { label: 'Total descuento', value: '0.00' },
      { label: 'IVA 15 %', value: '222.22' },
      { label: 'Valor total', value: '1,703.69', strong: true },
    ],
    foot: [
      {
        title: 'Información adicional',
        width: 'half',
        facts: [
          { label: 'Email', value: 'mj.nunez@example.ec' },
          { label: 'Teléfono', value: '+593 2 255 5555' },
        ],
      },
      {
        title: 'Formas de pago',
        width: 'half',
        facts: [{ label: 'Otros con utilización del sistema financiero', value: '1,703.69' }],
      },
    ],
    qr: undefined,
    legends: [],
  }
}
