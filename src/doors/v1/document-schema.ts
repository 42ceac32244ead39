import { type Static, Type } from 'typebox'
import { FaultSchema } from './problem-schema.ts'
import { ref } from './schema-names.ts'

export const STATES = ['signed', 'sent', 'approved', 'conditional', 'rejected', 'failed', 'voided'] as const

const Explained = Type.Object(
  {
    code: Type.String({ description: "The authority's code." }),
    text: Type.String({ description: "The authority's words, verbatim." }),
    meaning: Type.String({ description: 'What it means.' }),
    cause: Type.String({ description: 'Why it probably happened.' }),
    remedy: Type.String({ description: 'What to change.' }),
    path: Type.String({
      description: "The field to change, in the draft's names; empty when no single one is at fault.",
    }),
    numberSurvives: Type.Optional(
      Type.Boolean({ description: 'Whether the number can be used again; absent when only the verdict tells.' }),
    ),
  },
  { $id: 'Explanation', description: 'A message of the authority, explained.' },
)

const Verdict = Type.Object(
  {
    outcome: Type.Enum(['approved', 'conditional', 'rejected']),
    decidedAt: Type.String(),
    numberSurvives: Type.Boolean({ description: 'Whether the fiscal number may be used again after this rejection.' }),
    authorization: Type.Optional(
      Type.String({ description: "Number of the authority's approval, where it gives one." }),
    ),
    messages: Type.Array(
      Type.Object({ code: Type.String(), text: Type.String(), severity: Type.Enum(['error', 'warning']) }),
      { description: 'What the authority answered, verbatim.' },
    ),
    explanations: Type.Array(ref(Explained), { description: 'The same messages in words that help.' }),
  },
  { $id: 'Verdict', description: "The authority's last answer." },
)

/** A document as clients see it. */
export const DocumentSchema = Type.Object(
  {
    id: Type.String({ description: 'UUID.' }),
    environment: Type.Enum(['sandbox', 'production']),
    jurisdiction: Type.String({ description: 'Code of the country.' }),
    type: Type.String({ description: "The country's document type." }),
    number: Type.String({ description: 'Fiscal number.' }),
    externalId: Type.Optional(Type.String({ description: 'Your own id.' })),
    state: Type.Enum([...STATES], {
      description:
        '`signed` waits to be sent, `sent` waits for the authority; `approved`, `conditional` and `rejected` are its verdicts; ' +
        '`failed` needs a person; `voided` is a number given up.',
    }),
    condition: Type.Optional(
      Type.Enum(['unclear', 'waiting-for-original', 'authority-down'], {
        description: 'What makes a waiting document special. Nothing has to be done about it.',
      }),
    ),
    reason: Type.Optional(
      Type.String({ description: 'Why it waits or stands still, in words; the timeline has the bare cause.' }),
    ),
    revision: Type.Integer({ description: 'Counts corrections: 1 for the first signature.' }),
    actions: Type.Array(Type.Enum(['retry', 'correct']), { description: 'What you may do with it now.' }),
    issueDate: Type.String({ description: "YYYY-MM-DD on the country's calendar." }),
    issuer: Type.Object({ id: Type.String(), taxId: Type.String() }),
    buyer: Type.Optional(Type.Object({ taxId: Type.Optional(Type.String()), name: Type.Optional(Type.String()) })),
    currency: Type.String({ description: 'ISO 4217.' }),
    total: Type.String({ description: 'Decimal.' }),
    totals: Type.Record(Type.String(), Type.String(), { description: 'Every total computed, by its official name.' }),
    stamp: Type.Object(
      {
        securityCode: Type.Optional(
          Type.String({ description: "First characters of the signature, DGII's security code." }),
        ),
        url: Type.Optional(Type.String({ description: 'What the QR code holds.' })),
        accessKey: Type.Optional(
          Type.String({ description: "SRI's clave de acceso: 49 digits, also the number of the authorisation." }),
        ),
        signedAt: Type.String({ description: "Signing time on the country's wall clock, as the XML carries it." }),
      },
      { description: 'What the printed document must show of the signature.' },
    ),
    receipt: Type.Optional(
      Type.Object(
        { id: Type.String({ description: 'Such as the trackId.' }), receivedAt: Type.String() },
        {
          description: "The authority's first answer: it has the document.",
        },
      ),
    ),
    verdict: Type.Optional(ref(Verdict)),
    warnings: Type.Array(ref(FaultSchema), { description: 'Warnings that came with the draft.' }),
    dueAt: Type.String({ description: 'By when the law wants it at the authority.' }),
    createdAt: Type.String(),
    updatedAt: Type.String(),
    links: Type.Object({ self: Type.String(), timeline: Type.String(), xml: Type.String(), pdf: Type.String() }),
  },
  { $id: 'Document', description: 'A signed document and where it stands.' },
)
export type DocumentJson = Static<typeof DocumentSchema>

/** What these schemas refer to, for the OpenAPI document. */
export const DOCUMENT_SCHEMAS = [Explained, Verdict, DocumentSchema]
