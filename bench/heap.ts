import { once } from 'node:events'

/** Makes the process behind an inspector's port collect its garbage; answers what is left on its JavaScript heap, in megabytes. */
export async function liveHeapMb(inspectorPort: number): Promise<number> {
  const targets = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`)
  const [target] = (await targets.json()) as { webSocketDebuggerUrl: string }[]
  if (!target) throw new Error('the process has no inspector')
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await once(socket, 'open')
  try {
    await asked(socket, 1, 'HeapProfiler.collectGarbage')
    const { usedSize } = await asked<{ usedSize: number }>(socket, 2, 'Runtime.getHeapUsage')
    return usedSize / 2 ** 20
  } finally {
    socket.close()
  }
}

async function asked<Answer>(socket: WebSocket, id: number, method: string): Promise<Answer> {
  socket.send(JSON.stringify({ id, method }))
  for (;;) {
    const [event] = (await once(socket, 'message')) as [MessageEvent<string>]
    const message = JSON.parse(event.data) as { id?: number; result: Answer }
    if (message.id === id) return message.result
  }
}
