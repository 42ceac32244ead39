import type { FastifyInstance, FastifyReply, HTTPMethods } from 'fastify'
import { sendProblem } from './problem.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Watches the routes that are registered from now on. The function it returns closes them: a known address with another
 * method answers 405 and tells in `Allow` which ones there are. `answer` is what a contract of another service says then.
 */
export function refuseOtherMethods(app: FastifyInstance, answer: Answer = inOurWords): () => void {
  const taken = new Map<string, Set<string>>()
  let closing = false
  app.addHook('onRoute', ({ url, method }) => {
    if (closing) return
    const methods = taken.get(url) ?? new Set()
    for (const each of [method].flat()) methods.add(each.toUpperCase())
    taken.set(url, methods)
  })

  return () => {
    closing = true
    for (const [url, methods] of taken) {
      const others = METHODS.filter((method) => !methods.has(method))
      // A contract of another service has closed its own.
      if (others.length === 0) continue
      const allow = [...methods].sort().join(', ')
      const refuse = (reply: FastifyReply) => answer(reply.header('allow', allow))
      app.route({
        method: others,
        // The prefix of the instance comes before it again.
        url: url.slice(app.prefix.length),
        schema: { hide: true },
        // Before the body is looked at: its type and size do not matter any more.
        onRequest: async (_request, reply) => refuse(reply),
        handler: (_request, reply) => refuse(reply),
      })
    }
  }
}

type Answer = (reply: FastifyReply) => FastifyReply

function inOurWords(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, 'method-not-allowed')
}
