import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Fault } from '../../domain/fault.ts'
import { plainFaults } from '../../journey/plain-json.ts'
import { shapeFaults } from '../../journey/shape-fault.ts'
import { DocumentSchema } from './document-schema.ts'
import { IdempotencyKey } from './idempotency-key.ts'
import { ProblemSchema } from './problem-schema.ts'
import { ref } from './schema-names.ts'

const strict = { additionalProperties: false }

/** A line of a batch, as the OpenAPI document shows it. */
export const BatchLineSchema = Type.Object(
  { draft: Type.Unsafe<unknown>({ $ref: 'Draft#' }), idempotencyKey: IdempotencyKey },
  { ...strict, $id: 'BatchLine', description: 'A line of a batch.' },
)

/** The answer to a line of a batch. */
export const BatchAnswerSchema = Type.Object(
  {
    line: Type.Integer({ description: 'Number of the line it answers, from 1.' }),
    status: Type.Integer({ description: 'The status this line would have had as a request of its own.' }),
    document: Type.Optional(ref(DocumentSchema)),
    problem: Type.Optional(ref(ProblemSchema)),
  },
  { $id: 'BatchAnswer', description: 'The answer to a line of a batch: a document or a problem.' },
)

// What is in the draft the journey checks, as it does for a single one.
const shape = Compile(Type.Object({ draft: Type.Unknown(), idempotencyKey: IdempotencyKey }, strict))

export type BatchLine =
  | { readonly draft: unknown; readonly idempotencyKey: string | undefined; readonly faults?: undefined }
  | { readonly draft?: undefined; readonly idempotencyKey?: undefined; readonly faults: readonly Fault[] }

/**
 * Reads a line of a batch. A line without a key of its own goes by its draft's external id; without that either, by the key of
 * the batch and its own number.
 */
export function readBatchLine(json: unknown, number: number, batchKey: string | undefined): BatchLine {
  const [notAnObject] = plainFaults(json).filter(({ code }) => code === 'not-an-object')
  if (notAnObject) return { faults: [notAnObject] }
  if (!shape.Check(json)) return { faults: shapeFaults(shape.Errors(json)) }

  const { draft, idempotencyKey } = json
  if (idempotencyKey !== undefined) return { draft, idempotencyKey }
  const hasExternalId = typeof (draft as { externalId?: unknown } | null)?.externalId === 'string'
  return { draft, idempotencyKey: hasExternalId || batchKey === undefined ? undefined : `${batchKey}:${number}` }
}
