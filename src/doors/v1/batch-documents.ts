import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refusal } from '../../domain/refusal.ts'
import { problemOfThrown } from '../error-answer.ts'
import { jsonReaderOf } from '../json-body.ts'
import { languageOf } from '../language.ts'
import { type Problem, problemOf } from '../problem.ts'
import { BatchAnswerSchema, readBatchLine } from './batch-line.ts'
import { documentView } from './document-view.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { linesOf, type StreamLine } from './ndjson.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const MEDIA_TYPE = 'application/x-ndjson'
const LIMITS = { lines: 10_000, lineBytes: 1024 * 1024 }
/** Documents of one batch that are worked on at a time: enough to keep the signers busy, few enough to leave room for tills. */
const AT_A_TIME = 16

/**
 * POST /api/v1/documents/batch: a draft a line in, an answer a line out, in the same order and while lines still arrive.
 *
 * Each line stands for itself. A batch that was cut off is simply sent again: lines that were served answer with the document
 * they made, by their idempotency key or external id.
 */
export const batchDocuments: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const readJson = jsonReaderOf(app)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(MEDIA_TYPE, (_request, payload, done) => done(null, payload))

  app.post(
    '/documents/batch',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'createDocuments',
        tags: ['documents'],
        summary: 'Issue many documents',
        description:
          `Up to ${LIMITS.lines} lines of up to 1 MB. The status is 200 once the batch was begun; each line of the answer has ` +
          'its own. Give every line an `idempotencyKey` or its draft an `externalId` (or the whole batch an `Idempotency-Key`, ' +
          'which then counts together with the number of the line), and an interrupted batch can be sent again safely.',
        headers: Type.Object({
          'idempotency-key': Type.Optional(
            Type.String({
              pattern: '^[\\x21-\\x7e]{1,240}$',
              description: 'For lines that have neither key nor external id.',
            }),
          ),
        }),
        body: { content: { [MEDIA_TYPE]: { schema: Type.Unsafe({ $ref: 'BatchLine#' }) } } },
        response: {
          200: {
            description: 'One answer a line, in order.',
            content: { [MEDIA_TYPE]: { schema: Type.Unsafe<Readable>(ref(BatchAnswerSchema)) } },
          },
          ...problems(403, 415),
        },
      },
    },
    async (request, reply) => {
      const { body, headers } = request
      if (!(body instanceof Readable)) {
        throw new Refusal('malformed-json', { es: 'El cuerpo está vacío.', en: 'The body is empty.' })
      }
      const batchKey = headers['idempotency-key']
      const answer = (line: StreamLine) => answerLine(parts, request, readJson, line, batchKey)
      const answers = Readable.from(linesOf(body, LIMITS)).map(answer, { concurrency: AT_A_TIME })
      return reply.type(MEDIA_TYPE).header('content-language', languageOf(request)).send(answers)
    },
  )
}

/** Never fails: whatever goes wrong with a line is its answer. */
async function answerLine(
  parts: NativeApiParts,
  request: FastifyRequest,
  readJson: ReturnType<typeof jsonReaderOf>,
  line: StreamLine,
  batchKey: string | undefined,
): Promise<string> {
  const problem = (told: Problem) => lineText({ line: line.number, status: told.status, problem: told })
  const language = languageOf(request)
  try {
    if (line.kind !== 'line') throw tooLarge(line)
    const { draft, idempotencyKey, faults } = readBatchLine(readJson(line.bytes), line.number, batchKey)
    if (faults) return problem(problemOf('invalid-request', language, request.id, { faults }))

    const outcome = await parts.journey.begin(request.caller, draft, idempotencyKey)
    if (outcome.kind === 'faults') {
      return problem(problemOf('invalid-document', language, request.id, { faults: outcome.faults }))
    }
    const document = await documentView(parts, outcome.document, language)
    return lineText({ line: line.number, status: outcome.kind === 'replayed' ? 200 : 201, document })
  } catch (error) {
    return problem(problemOfThrown(error, request))
  }
}

function tooLarge({ kind }: StreamLine): Refusal {
  return kind === 'too-many'
    ? new Refusal('payload-too-large', {
        es: `Un lote tiene a lo sumo ${LIMITS.lines} líneas. Esta y las siguientes no se leyeron.`,
        en: `A batch has at most ${LIMITS.lines} lines. This one and those after it were not read.`,
      })
    : new Refusal('payload-too-large', {
        es: `Una línea tiene a lo sumo ${LIMITS.lineBytes} bytes.`,
        en: `A line has at most ${LIMITS.lineBytes} bytes.`,
      })
}

function lineText(answer: object): string {
  return `${JSON.stringify(answer)}\n`
}
