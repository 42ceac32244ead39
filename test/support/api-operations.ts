import type { Verdict } from '../../src/domain/document.ts'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Scope } from '../../src/domain/caller.ts'
import type { ApiServer } from './api-server.ts'

/** An operation of the API, as its OpenAPI document has it. */
export interface Operation {
  readonly operationId: string
  readonly path: string
  readonly scopes: readonly Scope[]
  readonly statuses: readonly number[]
  /** A request that reaches it, with `id` for every id in its path and no body. */
  readonly request: InjectOptions & { readonly url: string }
}

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string
            readonly security: readonly { readonly apiKey: readonly Scope[] }[]
            readonly responses: Readonly<Record<string, unknown>>
          }
        >
      >
    >
  >
}

/** Every operation that the API describes. */
export async function operationsOf(app: FastifyInstance, id: string): Promise<readonly Operation[]> {
  const { paths } = (await app.inject('/openapi.json')).json<Described>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security, responses }]) => ({
      operationId,
      path,
      scopes: security.flatMap(({ apiKey }) => apiKey),
      statuses: Object.keys(responses).map(Number),
      request: {
        method: method.toUpperCase() as 'GET',
        url: path.replace(/\{(id|issuerId)\}/g, id).replace(/\{\w+\}/g, 'do'),
      },
    })),
  )
}

/** Takes the next step of a document as a worker does, and ends it so. */
export async function endDocument(
  { house, clock }: ApiServer,
  id: string,
  state: 'failed' | 'approved' | 'rejected',
): Promise<void> {
  const now = clock.now()
  const items = await house.work.claim(now, 1_000, 60_000)
  const item = items.find(({ documentId }) => documentId === id)
  const loaded = item && (await house.work.load(item))
  if (!item || !loaded) throw new Error('the document waits for no step')
  await house.work.settle(item, loaded.document, {
    at: now,
    state,
    condition: undefined,
    reason: 'asked for by a test',
    ...(state === 'rejected' ? { verdict: rejectionAt(now) } : {}),
    event: { kind: state, detail: {} },
    next: undefined,
  })
}

/** A rejection that leaves the number free. */
function rejectionAt(at: Date): Verdict {
  return { outcome: 'rejected', messages: [], numberSurvives: true, decidedAt: at.toISOString() }
}
