import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Document } from '../../domain/document.ts'
import { uuidOf } from '../../domain/ulid.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { nothingHere } from '../nothing-here.ts'
import { invoiceOf, statusOf } from './from-document.ts'
import { COUNTRY } from './read-invoice.ts'

interface Place {
  readonly Params: { readonly docId: string }
}

const READ = { schema: { hide: true }, ...needsScope('documents:read') }

/** GET /v1/invoices/{docId} and its status: as they stand. */
export const readInvoices: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  app.get<Place>('/v1/invoices/:docId', READ, async (request) => invoiceOf(parts, await invoiceAt(parts, request)))
  app.get<Place>('/v1/invoices/:docId/status', READ, async (request) =>
    statusOf(parts, await invoiceAt(parts, request)),
  )
}

/** Another tenant's invoice, or another country's, is not there. @throws Refusal not-found */
async function invoiceAt({ documents }: DoorParts, { caller, params }: FastifyRequest<Place>): Promise<Document> {
  const id = uuidOf(params.docId)
  const document = id === undefined ? undefined : await documents.get(caller.tenantId, caller.environment, id)
  if (document?.jurisdiction !== COUNTRY) throw nothingHere()
  return document
}
