import type { Catalog } from '../../jurisdiction.ts'

/**
 * What the DIG service, which gives IVA back to older adults, answers.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 12
 */
export const REFUND_ANSWERS: Catalog = {
  name: 'refund-answers',
  title: { es: 'Respuestas del servicio de devolución del IVA', en: 'Answers of the IVA refund service' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), chapter 12',
  entries: [
    { code: '2000', name: 'EXITO' },
    { code: '2001', name: 'EXITO_VALIDACION' },
    { code: '3000', name: 'ERROR_FORMATO' },
    { code: '3001', name: 'ERROR_TRANSACCION' },
    { code: '3003', name: 'ERROR_CLAVE_YA_PROCESADA' },
    { code: '3004', name: 'ERROR_CODIGO_OPERACION_INVALIDO' },
    { code: '3005', name: 'ERROR_INTERNO_SERVIDOR' },
    { code: '3006', name: 'ERROR_TIME_OUT' },
    { code: '3007', name: 'ERROR_CODIGO_BENEFICIO' },
    { code: '3008', name: 'ERROR_WS_NO_DISPONIBLE' },
    { code: '3009', name: 'ERROR_WS_NO_AUTORIZADO' },
    { code: '3011', name: 'ERROR_NO_MONTO_MINIMO' },
    { code: '3013', name: 'ERROR_TARIFA_IMPUESTO' },
    { code: '3014', name: 'ERROR_TOKEN_BENEFICIARIO' },
    { code: '3016', name: 'ERROR_MULTIPLE_TRANSACCIONES_LOTE' },
    { code: '4000', name: 'LOTE_RECIBIDO' },
    { code: '4001', name: 'LOTE_RECHAZADO' },
    { code: '4002', name: 'LOTE_EN_PROCESO' },
    { code: '4003', name: 'LOTE_PROCESADO' },
    { code: '5001', name: 'ERROR_CONFIGURACION_PILOTO' },
    { code: '6000', name: 'ANULACION_ERROR' },
    { code: '6002', name: 'ANULACION_IVA_DEVOLVER_DIFERENTES' },
    { code: '6004', name: 'ANULACION_BENEFICIO_INCORRECTO' },
    { code: '6005', name: 'ANULACION_FECHA_DIFERENTE_HOY' },
    { code: '6007', name: 'ANULACION_ENVIADA_EXITO' },
    { code: '6008', name: 'ANULACION_IVA_DEVOLVER_NO_ENCONTRADO' },
    { code: '6009', name: 'ANULACION_IDENTIFICACIONES_DIFERENTES' },
    { code: '6010', name: 'ANULACION_IVA_CALCULADO_DIFERENTES' },
    { code: '6011', name: 'ANULACION_BASE_IMPONIBLE_DIFERENTES' },
    { code: '6012', name: 'ANULACION_NO_SALDO_DISPONIBLE' },
  ],
}
