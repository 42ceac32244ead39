import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { FastifyInstance } from 'fastify'
import type { Answer } from '../../fault-effects.ts'
import { json } from '../../service.ts'
import { addOpenService, badRequest, queryOf, type Counter } from '../counter.ts'
import { PARTNER_TYPES } from './documents.ts'
import type { Partner } from './partner.ts'

const BASE = 'emisorreceptor/api/emision'
const text = Type.String({ minLength: 1 })

const InvoiceOrder = Type.Object({
  rnc: text,
  tipoEncf: Type.Enum(PARTNER_TYPES),
  urlRecepcion: Type.String({ pattern: '^https?://' }),
  urlAutenticacion: Type.Optional(Type.String({ pattern: '^https?://' })),
})

const ApprovalOrder = Type.Object({
  rnc: text,
  encf: Type.String({ pattern: '^E\\d{12}$' }),
  estadoAprobacion: Type.Enum(['1', '2']),
  urlAprobacionComercial: Type.String({ pattern: '^https?://' }),
  urlAutenticacion: Type.Optional(Type.String({ pattern: '^https?://' })),
})

const orders = { invoice: Compile(InvoiceOrder), approval: Compile(ApprovalOrder) }

/**
 * What a taxpayer asks the partner for: to be sent an e-CF, or an approval of one it issued to it.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Simulador emisor–receptor": testecf only
 */
export function addPartnerOrders(app: FastifyInstance, counter: Counter, partner: Partner): void {
  addOpenService(app, counter, {
    name: 'emisioncomprobantes',
    method: 'POST',
    path: `${BASE}/emisioncomprobantes`,
    read: ({ body }) => body,
    answer: (body) => sendInvoice(body, partner),
  })
  addOpenService(app, counter, {
    name: 'consultaacuserecibo',
    method: 'GET',
    path: `${BASE}/consultaacuserecibo`,
    read: (request) => ({ rnc: queryOf(request, 'rnc') ?? '', encf: queryOf(request, 'encf') ?? '' }),
    answer: ({ rnc, encf }) => {
      const sent = partner.sentTo(rnc, encf)
      if (!sent) return badRequest('No se ha enviado ese comprobante a ese RNC.')
      return json({ rnc, encf, estado: sent.acknowledged ?? null, acuse: sent.answer.body })
    },
  })
  addOpenService(app, counter, {
    name: 'envioaprobacioncomercial',
    method: 'POST',
    path: `${BASE}/envioaprobacioncomercial`,
    read: ({ body }) => body,
    answer: (body) => sendApproval(body, partner),
  })
}

async function sendInvoice(body: unknown, partner: Partner): Promise<Answer> {
  const order: unknown = withTextNumbers(body)
  if (!orders.invoice.Check(order)) return badRequest(complaint(orders.invoice.Errors(order)))
  const { rnc, tipoEncf, urlRecepcion, urlAutenticacion } = order
  const sent = await partner.sendInvoice(tipoEncf, { rnc, urlRecepcion, urlAutenticacion })
  if (!sent) return badRequest('Pida primero un tipo 31: una nota modifica el último enviado.')
  return json({ rnc, encf: sent.number, codigoHttp: sent.answer.status, estado: sent.acknowledged ?? null })
}

async function sendApproval(body: unknown, partner: Partner): Promise<Answer> {
  const order: unknown = withTextNumbers(body)
  if (!orders.approval.Check(order)) return badRequest(complaint(orders.approval.Errors(order)))
  const { rnc, encf, estadoAprobacion, urlAprobacionComercial, urlAutenticacion } = order
  const answer = await partner.sendApproval(encf, estadoAprobacion, { rnc, urlAprobacionComercial, urlAutenticacion })
  if (!answer) return badRequest('No hay un e-CF aceptado con ese número, emitido por ese RNC a este comprador.')
  return json({ rnc, encf, codigoHttp: answer.status, respuesta: answer.body })
}

/** The type and the state are seen as JSON numbers too. */
function withTextNumbers(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return {}
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? String(value) : value,
    ]),
  )
}

function complaint(errors: readonly { readonly instancePath: string; readonly message: string }[]): string {
  return errors.map(({ instancePath, message }) => `${instancePath.slice(1) || 'cuerpo'}: ${message}`).join('; ')
}
