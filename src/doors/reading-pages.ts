import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { languageOf } from './language.ts'
import type { ApiDescription } from './reading/api-description.ts'
import { errorsPage } from './reading/errors-page.ts'
import { PAGE_POLICY } from './reading/page-frame.ts'
import { referencePage } from './reading/reference-page.ts'

/** `/docs`: the API to read, and `/docs/errors`: what its error codes mean. Made from what the routes say of themselves. */
export const readingPages: FastifyPluginAsync = async (app) => {
  let reference: string | undefined

  app.get('/docs', { schema: { hide: true } }, (_request, reply) => {
    reference ??= referencePage(app.swagger() as unknown as ApiDescription)
    return sendPage(reply, reference)
  })

  app.get('/docs/errors', { schema: { hide: true } }, (request, reply) =>
    sendPage(reply.header('vary', 'Accept-Language'), errorsPage(languageOf(request))),
  )
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(text)
}
