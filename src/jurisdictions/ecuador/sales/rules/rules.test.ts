import { describe, expect, test } from 'vitest'
import { at, faultsOf, invoice, IVA, LINE } from '../../../../../test/support/ecuadorian-sales.ts'

describe('rules', () => {
  const reimbursement = {
    tipoIdentificacionProveedorReembolso: '04',
    identificacionProveedorReembolso: '1710034065001',
    tipoProveedorReembolso: '01',
    codDocReembolso: '01',
    estabDocReembolso: '001',
    ptoEmiDocReembolso: '001',
    secuencialDocReembolso: '000000009',
    fechaEmisionDocReembolso: '03/11/2026',
    numeroautorizacionDocReemb: '1234567890',
    detalleImpuestos: { detalleImpuesto: [{ codigo: '2', codigoPorcentaje: '4', baseImponibleReembolso: '20.00' }] },
  }

  test('what is reimbursed is added up, and named by its code', () => {
    const info = at(invoice({ ec: { reembolsos: { reembolsoDetalle: [reimbursement] } } }), 'infoFactura')
    expect(info).toMatchObject({
      codDocReembolso: '41',
      totalComprobantesReembolso: '23.00',
      totalBaseImponibleReembolso: '20.00',
      totalImpuestoReembolso: '3.00',
    })
  })

  test.each([
    {
      ec: { infoFactura: { codDocReembolso: '41' } },
      fault: 'error reimbursement-documents-missing ec.infoFactura.codDocReembolso',
    },
    {
      ec: {
        infoFactura: { codDocReembolso: '01' },
        reembolsos: { reembolsoDetalle: [{ ...reimbursement, identificacionProveedorReembolso: '99' }] },
      },
      fault: 'error reimbursement-supplier ec.reembolsos.reembolsoDetalle[0].identificacionProveedorReembolso',
    },
    {
      ec: { infoFactura: { comercioExterior: 'EXPORTADOR' } },
      fault: 'error export-incomplete ec.infoFactura.puertoEmbarque',
    },
    { ec: { infoFactura: { paisOrigen: '593' } }, fault: 'error export-unmarked ec.infoFactura.comercioExterior' },
    { ec: { tipoNegociable: { correo: 'a@b.ec' } }, fault: 'error negotiable-incomplete buyer.address' },
    { ec: { infoFactura: { placa: 'no' } }, fault: 'warning plate-form ec.infoFactura.placa' },
    {
      ec: { infoSustitutivaGuiaRemision: { placa: 'no' } },
      fault: 'warning plate-form ec.infoSustitutivaGuiaRemision.placa',
    },
    {
      ec: { infoSustitutivaGuiaRemision: { tipoIdentificacionTransportista: '04', rucTransportista: '17' } },
      fault: 'warning carrier-identification ec.infoSustitutivaGuiaRemision.rucTransportista',
    },
    {
      buyer: { taxId: '1710034065', foreignId: 'AB123', name: 'Ana' },
      fault: 'error buyer-two-identities buyer.foreignId',
    },
    { ec: { detalles: { detalle: [{ cantidad: '1' }] } }, fault: 'error block-reserved ec.detalles' },
    { issueDate: '2026-11-17', fault: 'error issue-date-future issueDate' },
    { issueDate: '2026-11-15', fault: 'warning issue-date-past issueDate' },
    { issueDate: '2026-02-31', fault: 'error field-date issueDate' },
    { buyer: { taxId: '9910034065', name: 'Ana' }, fault: 'error buyer-identification buyer.taxId' },
    { buyer: { taxId: '1710034066', name: 'Ana' }, fault: 'warning buyer-check-digit buyer.taxId' },
    { buyer: undefined, lines: [{ ...LINE, quantity: '5' }], fault: 'error buyer-needed buyer.taxId' },
    { type: '03', buyer: { taxId: '9999999999999' }, fault: 'error final-consumer-not-applicable buyer.taxId' },
    { number: '001-1', fault: 'error number-form number' },
    { number: '009-001-000000001', fault: 'error emission-point-unknown number' },
    {
      number: '001-001-000000001',
      ec: { infoTributaria: { estab: '002' } },
      fault: 'error number-place ec.infoTributaria.estab',
    },
    { type: '99', fault: 'error type-unknown type' },
    {
      ec: {
        infoFactura: {
          totalConImpuestos: { totalImpuesto: [{ codigo: '2', codigoPorcentaje: '4', valorDevolucionIva: '3.01' }] },
        },
      },
      fault: 'error refund-exceeds ec.infoFactura.totalConImpuestos.totalImpuesto[0].valorDevolucionIva',
    },
    {
      ec: {
        infoFactura: {
          totalConImpuestos: {
            totalImpuesto: [{ codigo: '2', codigoPorcentaje: '5', baseImponible: '1.00', valor: '0.05' }],
          },
        },
      },
      fault: 'error sum-of-no-line ec.infoFactura.totalConImpuestos.totalImpuesto[0]',
    },
    {
      lines: [{ ...LINE, name: 'SÚPER', codes: [{ type: 'interno', value: '0103' }] }],
      fault: 'error fuel-plate-missing ec.infoFactura.placa',
    },
    {
      lines: [{ ...LINE, ec: { codigoAuxiliar: 'H492003' } }],
      fault: 'warning transport-code lines[0].ec.codigoAuxiliar',
    },
    {
      lines: [{ ...LINE, ec: { precioSinSubsidio: '9.99' } }],
      fault: 'error subsidy-below-price lines[0].ec.precioSinSubsidio',
    },
    {
      lines: [{ ...LINE, taxes: [{ code: '3072', rate: '5' }, ...IVA] }],
      fault: 'warning ice-unknown lines[0].taxes[0].code',
    },
    { lines: [{ ...LINE, taxes: [{ code: '3680' }, ...IVA] }], fault: 'warning plastic-bag-code lines[0].codes' },
  ])('$fault', ({ fault, ...change }) => expect(faultsOf(invoice(change))).toContain(fault))

  test('a factura that stands in for a guía implies of its transport what a guía does', () => {
    const transport = {
      dirPartida: 'Quito',
      dirDestinatario: 'Cuenca',
      fechaIniTransporte: '16/11/2026',
      razonSocialTransportista: 'Transportes Pichincha S.A.',
      rucTransportista: '1792146739001',
      placa: 'PBA0123',
      destinos: { destino: [{ motivoTraslado: 'Venta' }] },
    }
    expect(
      at(invoice({ ec: { infoSustitutivaGuiaRemision: transport } }), 'infoSustitutivaGuiaRemision'),
    ).toMatchObject({
      fechaFinTransporte: '16/11/2026',
      tipoIdentificacionTransportista: '04',
    })
  })

  test('a final consumer buys for exactly fifty dollars', () => {
    const lines = [{ ...LINE, quantity: '1', unitPrice: '50.00', taxes: [{ code: 'IVA', rate: '0' }] }]
    expect(faultsOf(invoice({ buyer: undefined, lines }))).toEqual([])
  })

  test('line ends and control characters in names become blanks', () => {
    const lines = [{ ...LINE, name: 'Café\r\n  molido\tfino\u0007' }]
    expect(at(invoice({ lines }), 'detalles.detalle[0].descripcion')).toBe('Café molido fino')
  })
})
