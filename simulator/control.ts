import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { FAULT_KINDS, MARKS, type FaultKind } from './fault-kinds.ts'
import type { FaultPlan } from './faults.ts'
import type { Ledger, LedgerQuery } from './ledger.ts'

const text = Type.String({ minLength: 1 })

/** A fault asked for in JSON, over HTTP or from a file. */
export const FaultBody = Type.Object(
  {
    kind: Type.Enum(Object.keys(FAULT_KINDS) as [FaultKind, ...FaultKind[]]),
    service: Type.Optional(text),
    environment: Type.Optional(text),
    issuer: Type.Optional(text),
    number: Type.Optional(text),
    accessKey: Type.Optional(text),
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    code: Type.Optional(Type.String({ pattern: '^\\d{1,4}$' })),
  },
  { additionalProperties: false },
)

/** Adds `/_control`: the ledger to read, and faults to ask for. It is the simulator's own: no authority has such a thing. */
export function addControl(app: FastifyInstance, ledger: Ledger, faults: FaultPlan): void {
  app.get('/_control/ledger', ({ query }) => ({ entries: ledger.entries(ledgerQuery(query)) }))
  app.get('/_control/ledger.ndjson', (request, reply) => {
    const lines = ledger.entries(ledgerQuery(request.query)).map((entry) => {
      const bytes = ledger.bytesOf(entry.sequence) ?? new Uint8Array()
      return `${JSON.stringify({ ...entry, bytes: Buffer.from(bytes).toString('base64') })}\n`
    })
    return reply.type('application/x-ndjson').send(lines.join(''))
  })
  app.get<{ Params: { sequence: string } }>('/_control/ledger/:sequence/bytes', ({ params }, reply) => {
    const bytes = ledger.bytesOf(Number(params.sequence))
    if (!bytes) return reply.code(404).send({ message: `the ledger has no entry ${params.sequence}` })
    return reply.type('application/octet-stream').send(Buffer.from(bytes))
  })

  app.get('/_control/faults', () => ({ rules: faults.list(), kinds: FAULT_KINDS, marks: Object.fromEntries(MARKS) }))
  app.post<{ Body: Static<typeof FaultBody> }>('/_control/faults', { schema: { body: FaultBody } }, ({ body }, reply) =>
    reply.code(201).send(faults.add(body)),
  )
  app.delete('/_control/faults', (_request, reply) => {
    faults.clear()
    return reply.code(204).send()
  })
  app.delete<{ Params: { id: string } }>('/_control/faults/:id', ({ params }, reply) =>
    faults.remove(Number(params.id))
      ? reply.code(204).send()
      : reply.code(404).send({ message: `there is no fault ${params.id}` }),
  )
}

/** Query names come in lower case, whatever was written. */
function ledgerQuery(query: unknown): LedgerQuery {
  const { accesskey, ...rest } = query as LedgerQuery & { readonly accesskey?: string }
  return { ...rest, accessKey: accesskey }
}
