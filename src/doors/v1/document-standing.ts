import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { issuerOf } from '../../accounts/issuers.ts'
import { Refusal } from '../../domain/refusal.ts'
import { jurisdictionOf } from '../../journey/issuer-named.ts'
import type { StandingReport } from '../../jurisdictions/authority-protocol.ts'
import { DocumentId, documentOf } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

const Standing = Type.Object(
  {
    standing: Type.Enum(['authorized', 'not-authorized', 'annulment-pending', 'annulled', 'unseen', 'unknown'], {
      description:
        '`annulment-pending`: asked for, the receiver has not agreed. `unseen`: the authority knows no such document. ' +
        '`unknown`: it gave no answer.',
    }),
    authorizedAt: Type.Optional(Type.String()),
    cause: Type.Optional(Type.String({ description: 'Why it is unknown.' })),
    checkedAt: Type.String(),
  },
  { description: 'What the authority says now. Nothing of it is kept.' },
)

/** GET /api/v1/documents/{id}/standing: what a document is worth at the authority today. Annulments are told nowhere else. */
export const documentStanding: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/documents/:id/standing',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'getDocumentStanding',
        tags: ['documents'],
        summary: 'Ask the authority how a document stands today',
        description:
          'Where the authority offers such a question: SRI’s consulta de validez. Asked each time, over the issuer’s line.',
        params: DocumentId,
        response: { 200: Standing, ...problems(403, 404, 409, 422) },
      },
    },
    async (request) => {
      const document = await documentOf(parts.documents, request.caller, request.params.id)
      const issuer = await issuerOf(parts, request.caller, document.issuerId)
      const { authority } = jurisdictionOf(parts, issuer)
      if (!authority.standing) throw notOffered()
      const signer = await parts.signers.of(issuer.tenantId, issuer.id)
      const report = await authority.standing(document, parts.authorities.line({ ...issuer, signer }))
      return viewOf(report, parts.clock.now().toISOString())
    },
  )
}

function viewOf(report: StandingReport, checkedAt: string) {
  switch (report.kind) {
    case 'standing': {
      const { standing, authorizedAt } = report
      return { standing, checkedAt, ...(authorizedAt ? { authorizedAt: authorizedAt.toISOString() } : {}) }
    }
    case 'unseen':
      return { standing: 'unseen' as const, checkedAt }
    case 'unknown':
      return { standing: 'unknown' as const, cause: report.cause, checkedAt }
  }
}

function notOffered(): Refusal {
  return new Refusal('not-found', {
    es: 'La administración de este país no ofrece esta consulta.',
    en: 'The authority of this country offers no such question.',
  })
}
