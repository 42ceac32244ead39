import { Type } from 'typebox'
import { type ProblemCode, PROBLEMS } from '../problem-table.ts'
import { PROBLEM_MEDIA_TYPE } from '../problem.ts'
import { ref } from './schema-names.ts'

/** A fault in the client's language. */
export const FaultSchema = Type.Object(
  {
    code: Type.String({ description: 'Permanent: your program may build on it.', examples: ['field-missing'] }),
    path: Type.String({
      description: 'Where, in your own names; empty for the whole.',
      examples: ['lines[2].unitPrice'],
    }),
    message: Type.String({ description: 'What is wrong and what would be right.' }),
    severity: Type.Enum(['error', 'warning'], { description: '`error` stops the request, `warning` does not.' }),
    source: Type.Optional(Type.String({ description: 'Where the rule stands in law or in the official documents.' })),
  },
  { $id: 'Fault', description: 'A rule that was broken. All faults are reported together.' },
)

/** RFC 9457 with our extension members. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'Relative reference to a page that explains the code.' }),
    title: Type.String({ description: 'The code in words.' }),
    status: Type.Integer({ description: 'The HTTP status.' }),
    code: Type.Enum(Object.keys(PROBLEMS) as ProblemCode[], {
      description: 'Permanent: your program may build on it.',
    }),
    detail: Type.Optional(Type.String({ description: 'What happened this time.' })),
    path: Type.Optional(Type.String({ description: 'The field at fault, when there is just one.' })),
    requestId: Type.String({ description: 'Names this request in the logs; also in `X-Request-Id`.' }),
    faults: Type.Optional(Type.Array(ref(FaultSchema))),
  },
  { $id: 'Problem', description: 'What went wrong (RFC 9457), in the language of `Accept-Language` (es unless en).' },
)

/** Responses for these statuses, each a problem. What any call may meet (400, 401, 429, 500, 503) is always among them. */
export function problems<Status extends number>(...statuses: readonly Status[]) {
  const all = [...new Set<number>([400, 401, ...statuses, 429, 500, 503])].sort((a, b) => a - b)
  return Object.fromEntries(all.map((status) => [status, problemResponse(status)])) as Record<
    Status | 400 | 401 | 429 | 500 | 503,
    ReturnType<typeof problemResponse>
  >
}

function problemResponse(status: number) {
  const codes = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => PROBLEMS[code].status === status)
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title.en}`).join(' '),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: ref(ProblemSchema) } },
  }
}
