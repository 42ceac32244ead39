import type { FastifyPluginAsync } from 'fastify'
import { isCircuitOpen } from '../../accounts/open-circuit.ts'
import { eNcfOf } from '../../jurisdictions/dominican-republic/numbering.ts'
import { needsScope } from '../contract.ts'
import type { DoorParts } from '../door.ts'
import { orEarlier } from '../earlier-first.ts'
import { firstReply, sendKept } from '../first-reply.ts'
import { fieldErrorsOf, invalidInvoice } from './errors.ts'
import { firstAnswer } from './from-document.ts'
import { type DraftOf, readInvoice } from './reading.ts'

/**
 * POST /api/ecf/send: 200 with what DGII answers first; 202 where it cannot be reached in time, and the document goes on by itself.
 * The e-NCF is what makes a request the same as an earlier one.
 */
export function send(draftOf: DraftOf): FastifyPluginAsync<DoorParts> {
  return async (app, parts) => {
    const { journey, circuits, settings } = parts

    const options = { schema: { hide: true }, ...needsScope('documents:write') }
    app.post('/api/ecf/send', options, async ({ caller, body }, reply) => {
      const read = readInvoice(body)
      const asked = { caller, idempotencyKey: encfOf(read.said), original: read.said }
      const { document } = await orEarlier(journey, asked, async () => {
        const begun = await journey.begin(caller, await draftOf(caller, read), asked.idempotencyKey, read.said)
        if (begun.kind === 'faults') throw invalidInvoice(fieldErrorsOf(begun.faults, read.body))
        return begun
      })
      const first = await firstReply(parts, caller, document, async () => {
        // While its circuit is open nothing is sent: there is nothing to wait for.
        const patienceMs = (await isCircuitOpen(circuits, document)) ? 0 : settings.ecfDirectWaitMs
        return firstAnswer(parts, await journey.answered(caller, document.id, patienceMs))
      })
      return sendKept(reply, first)
    })
  }
}

/** The e-NCF in a body as it came, where there is one. */
function encfOf(said: unknown): string | undefined {
  const { encf } = (said ?? {}) as { readonly encf?: unknown }
  return typeof encf === 'string' ? eNcfOf(encf)?.number : undefined
}
