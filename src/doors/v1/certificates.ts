import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { certificatesOf, uploadCertificate } from '../../accounts/certificates.ts'
import type { Certificate } from '../../ports/accounts.ts'
import { type Language, languageOf } from '../language.ts'
import { sendProblem } from '../problem.ts'
import { fileOfForm, MOST_UPLOAD_BYTES, takeForm } from './certificate-form.ts'
import { CertificateBody, CertificateSchema } from './certificate-schema.ts'
import { Id } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const IssuerId = Type.Object({ id: Id })

/** /api/v1/issuers/{id}/certificates: what an issuer signs with. Private keys go in and never come out. */
export const certificates: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  takeForm(app)

  app.get(
    '/issuers/:id/certificates',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'listCertificates',
        tags: ['issuers'],
        summary: 'List certificates',
        params: IssuerId,
        response: {
          200: Type.Object({ certificates: Type.Array(ref(CertificateSchema)) }, { description: 'Newest first.' }),
          ...problems(403, 404),
        },
      },
    },
    async (request) => {
      const list = await certificatesOf(parts, request.caller, request.params.id)
      return { certificates: list.map((certificate) => certificateView(certificate, languageOf(request))) }
    },
  )

  app.post(
    '/issuers/:id/certificates',
    {
      bodyLimit: MOST_UPLOAD_BYTES,
      schema: {
        ...needs('issuers:write'),
        operationId: 'uploadCertificate',
        tags: ['issuers'],
        summary: 'Upload a certificate',
        description:
          'Opens and judges a PKCS#12 file (.p12, .pfx) of any authority. A usable certificate is in force at once and the one ' +
          'before stays in the history; one that cannot sign is refused with every reason. The password is not kept. Other ' +
          'processes of this installation sign with it within ten seconds.',
        params: IssuerId,
        consumes: ['application/json', 'multipart/form-data'],
        body: CertificateBody,
        response: {
          201: { ...ref(CertificateSchema), description: 'In force; `findings` may hold warnings.' },
          ...problems(403, 404, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const { file, password } = request.body
      const outcome = await uploadCertificate(parts, request.caller, request.params.id, {
        file: fileOfForm(file),
        password,
      })
      if (outcome.kind === 'refused') return sendProblem(reply, 'certificate-refused', { faults: outcome.faults })
      return reply.code(201).send(certificateView(outcome.certificate, languageOf(request)))
    },
  )
}

function certificateView({ findings, ...facts }: Certificate, language: Language) {
  return {
    ...facts,
    findings: findings.map(({ code, severity, message }) => ({ code, severity, message: message[language] })),
  }
}
