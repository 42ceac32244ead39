import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { requireScope } from '../../accounts/keys.ts'
import type { DoorParts } from '../door.ts'
import { withoutNulls } from '../without-nulls.ts'
import { fieldErrorsOf, InvalidInvoice } from './errors.ts'
import { Invoice } from './invoice-schema.ts'
import { draftOf } from './reading.ts'

/** POST /api/ecf/emit: the invoice signed, to be looked at. Nothing is stored or sent, and its e-NCF stays free. */
export const emit: FastifyPluginAsyncTypebox<DoorParts> = async (app, parts) => {
  app.post(
    '/emit',
    {
      schema: { hide: true, body: Invoice },
      preParsing: async ({ caller }) => requireScope(caller, 'documents:write'),
      preValidation: async (request) => {
        request.body = withoutNulls(request.body) as Invoice
      },
    },
    async ({ caller, body }) => {
      const { faults, signed } = await parts.journey.rehearse(caller, await draftOf(parts, caller, body))
      if (!signed) throw new InvalidInvoice(fieldErrorsOf(faults))
      const xml = declared(signed.xml)
      return { status: 'success', signed_xml: xml, encoded_xml: Buffer.from(xml).toString('base64') }
    },
  )
}

/** The file with the declaration that the contract shows. It is no part of what is signed. */
function declared(xml: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replace(/^<\?xml[^>]*\?>\s*/, '')}`
}
