import type { FastifyInstance } from 'fastify'

/**
 * Closes the server. Requests under way have `patienceMs` to end; then their connections are cut, because a client that stalls in
 * the middle of its body would keep the server open for minutes.
 */
export async function closeServer(app: FastifyInstance, patienceMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), patienceMs)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
}
