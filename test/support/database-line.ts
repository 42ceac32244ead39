import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'

/** A line to a database that can be asked to fail, as networks do: cut at a statement, silent, gone for a while. */
export class DatabaseLine {
  /** The database behind this line. */
  readonly url: string
  readonly #server: Server
  readonly #target: URL
  readonly #open = new Set<Socket>()
  #fatalText: string | undefined
  #isDown = false
  #isSilent = false
  #keepsSessions = false

  private constructor(server: Server, target: URL, url: string) {
    this.#server = server
    this.#target = target
    this.url = url
    server.on('connection', (client) => this.#join(client))
  }

  static async start(databaseUrl: string): Promise<DatabaseLine> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(databaseUrl)
    url.hostname = '127.0.0.1'
    url.port = String((server.address() as AddressInfo).port)
    return new DatabaseLine(server, new URL(databaseUrl), url.href)
  }

  /** The next statement that contains `text` arrives, and the connection is cut before its answer does. */
  cutAfter(text: string): void {
    this.#fatalText = text
  }

  /** Cuts every connection, and takes none until {@link up}. */
  down(): void {
    this.#isDown = true
    for (const socket of this.#open) socket.destroy()
  }

  up(): void {
    this.#isDown = false
  }

  /** Answers no longer arrive, and no connection is cut. */
  silent(): void {
    this.#isSilent = true
  }

  /** As a pooler: a session of the server goes on after its client has said goodbye. */
  keepSessions(): void {
    this.#keepsSessions = true
  }

  async close(): Promise<void> {
    this.down()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(client: Socket): void {
    if (this.#isDown) {
      client.destroy()
      return
    }
    const server = connect(Number(this.#target.port), this.#target.hostname)
    let isDoomed = false
    client.on('data', (chunk: Buffer) => {
      if (this.#keepsSessions && chunk.equals(GOODBYE)) return
      if (this.#fatalText !== undefined && chunk.includes(this.#fatalText)) {
        isDoomed = true
        this.#fatalText = undefined
      }
      server.write(chunk)
    })
    server.on('data', (chunk) => {
      if (isDoomed) client.destroy()
      else if (!this.#isSilent) client.write(chunk)
    })
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#open.delete(socket)
        // What a doomed client had sent is still to be carried out.
        if (socket === client && this.#keepsSessions && !this.#isDown) return
        if (isDoomed && socket === client) server.end()
        else other.destroy()
      })
    }
  }
}

// Terminate, with its length.
const GOODBYE = Buffer.from([0x58, 0, 0, 0, 4])
