import type { FastifyInstance } from 'fastify'

/** For routes that take no body: whatever comes is stepped over. Many clients announce a type and then send nothing. */
export function takeNoBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(null)
  })
}
