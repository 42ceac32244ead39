import type { FastifyPluginAsync } from 'fastify'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { fieldErrorsOf, invalidInvoice } from './errors.ts'
import { type DraftOf, readInvoice } from './reading.ts'

/** POST /api/ecf/emit: the invoice signed, to be looked at. Nothing is stored or sent, and its e-NCF stays free. */
export function emit(draftOf: DraftOf): FastifyPluginAsync<DoorParts> {
  return async (app, { journey }) => {
    const options = { schema: { hide: true }, ...needsScope('documents:write') }
    app.post('/api/ecf/emit', options, async ({ caller, body }) => {
      const read = readInvoice(body)
      const { faults, signed } = await journey.rehearse(caller, await draftOf(caller, read))
      if (!signed) throw invalidInvoice(fieldErrorsOf(faults, read.body))
      const xml = declared(signed.xml)
      return { status: 'success', signed_xml: xml, encoded_xml: Buffer.from(xml).toString('base64') }
    })
  }
}

/** The file with the declaration that the contract shows. It is no part of what is signed. */
function declared(xml: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replace(/^<\?xml[^>]*\?>\s*/, '')}`
}
