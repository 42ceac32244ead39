import type { AnswerField, AnswerType, WebService } from './wsdl.ts'

const texts = (...names: readonly string[]): readonly AnswerField[] => names.map((name) => ({ name, simple: 'string' }))
const list = (name: string, listOf: string): readonly AnswerField[] => [{ name, listOf }]
const time: readonly AnswerField[] = [{ name: 'fechaAutorizacion', simple: 'dateTime' }]

const MESSAGE: AnswerType = {
  name: 'mensaje',
  fields: texts('identificador', 'mensaje', 'informacionAdicional', 'tipo'),
}

/** @source SRI, RecepcionComprobantesOffline?wsdl; Ficha técnica offline v2.32 (oct-2025), ch. 7 */
export const RECEPTION_SERVICE: WebService = {
  name: 'RecepcionComprobantesOffline',
  namespace: 'http://ec.gob.sri.ws.recepcion',
  operations: [
    {
      name: 'validarComprobante',
      argument: 'xml',
      argumentType: 'base64Binary',
      answer: 'RespuestaRecepcionComprobante',
      answerType: 'respuestaSolicitud',
    },
  ],
  types: [
    { name: 'respuestaSolicitud', fields: [...texts('estado'), ...list('comprobantes', 'comprobante')] },
    { name: 'comprobante', fields: [...texts('claveAcceso'), ...list('mensajes', 'mensaje')] },
    MESSAGE,
  ],
}

/** @source SRI, AutorizacionComprobantesOffline?wsdl; Ficha técnica offline v2.32 (oct-2025), ch. 7 */
export const AUTHORISATION_SERVICE: WebService = {
  name: 'AutorizacionComprobantesOffline',
  namespace: 'http://ec.gob.sri.ws.autorizacion',
  operations: [
    {
      name: 'autorizacionComprobante',
      argument: 'claveAccesoComprobante',
      argumentType: 'string',
      answer: 'RespuestaAutorizacionComprobante',
      answerType: 'respuestaComprobante',
    },
    {
      name: 'autorizacionComprobanteLote',
      argument: 'claveAccesoLote',
      argumentType: 'string',
      answer: 'RespuestaAutorizacionLote',
      answerType: 'respuestaLote',
    },
  ],
  types: [
    {
      name: 'respuestaComprobante',
      fields: [...texts('claveAccesoConsultada', 'numeroComprobantes'), ...list('autorizaciones', 'autorizacion')],
    },
    {
      name: 'respuestaLote',
      fields: [
        ...texts('claveAccesoLoteConsultada', 'numeroComprobantesLote'),
        ...list('autorizaciones', 'autorizacion'),
      ],
    },
    {
      name: 'autorizacion',
      fields: [
        ...texts('estado', 'numeroAutorizacion'),
        ...time,
        ...texts('ambiente', 'comprobante'),
        ...list('mensajes', 'mensaje'),
      ],
    },
    MESSAGE,
  ],
}

/** No copy of its WSDL is public. @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 8 "Consulta de validez" */
export const CONSULTATION_SERVICE: WebService = {
  name: 'ConsultaComprobante',
  namespace: 'http://ec.gob.sri.ws.consultas',
  operations: [
    {
      name: 'consultarEstadoAutorizacionComprobante',
      argument: 'claveAcceso',
      argumentType: 'string',
      answer: 'EstadoAutorizacionComprobante',
      answerType: 'estadoAutorizacionComprobante',
    },
  ],
  types: [
    {
      name: 'estadoAutorizacionComprobante',
      fields: [
        ...texts('estadoConsulta', 'claveAcceso'),
        ...list('mensajes', 'mensaje'),
        ...texts('estadoAutorizacion', 'tipoComprobante', 'rucEmisor'),
        ...time,
      ],
    },
    MESSAGE,
  ],
}
