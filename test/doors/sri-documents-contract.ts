import { readFileSync } from 'node:fs'
import { shared } from '../support/needs.ts'

/** The documented request and reply, as they are printed. Ask `needs('shared')` first. */
export function documentedExamples(): { readonly request: Body; readonly reply: Readonly<Record<string, unknown>> } {
  const text = readFileSync(shared('contracts/sri-documents.txt'), 'utf8')
  // Printed without indentation: each ends where the text goes on.
  const [request = '', reply = ''] = [...text.matchAll(/^json\n(\{.*?\n\})(?=[A-Z])/gms)].map(([, json]) => json ?? '')
  return { request: JSON.parse(request) as Body, reply: JSON.parse(reply) as Record<string, unknown> }
}

/** The codes of the documented table of errors, with their statuses. */
export function documentedErrors(): readonly (readonly [code: string, status: number])[] {
  const text = readFileSync(shared('contracts/sri-documents.txt'), 'utf8')
  return [...text.matchAll(/^([A-Z_]+) \| (\d{3}) \|/gm)].map(([, code = '', status]) => [code, Number(status)])
}

/** A body of `POST /v1/documents`, as far as tests change it. */
export interface Body extends Record<string, unknown> {
  issueDate?: string
  buyer: Record<string, unknown>
  items: (Record<string, unknown> & { taxes: Record<string, unknown>[] })[]
  payments: Record<string, unknown>[]
}

/** A body that is right on 21 November 2026. */
export function invoiceBody(change: (body: Body) => void = () => undefined): Body {
  const body: Body = {
    documentType: '01',
    issueDate: '21/11/2026',
    buyer: { idType: '05', id: '1710034065', name: 'Rosa Elena Quishpe', email: 'rosa@example.com', address: 'Quito' },
    items: [
      {
        mainCode: 'SERV-1',
        description: 'Mantenimiento',
        quantity: '2.00',
        unitPrice: '50.00',
        discount: '0.00',
        taxes: [{ code: '2', rateCode: '4', rate: '15.00', taxableBase: '100.00', taxAmount: '15.00' }],
      },
    ],
    payments: [{ method: '01', total: '115.00', term: 30, termUnit: 'dias' }],
  }
  change(body)
  return body
}

/** The same for whatever day it is. */
export function withoutDate(change?: (body: Body) => void): Body {
  const body = invoiceBody(change)
  delete body.issueDate
  return body
}
