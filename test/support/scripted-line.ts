import type {
  AuthorityLine,
  Signer,
  Token,
  WireReply,
  WireRequest,
} from '../../src/jurisdictions/authority-protocol.ts'
import type { TestClock } from './clock.ts'

/** One expected request, by its service, and what comes back. */
export type Scene = readonly [service: string, reply: WireReply]

/** An answer in JSON. */
export function json(body: unknown, status = 200): WireReply {
  return { kind: 'answer', status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}

/** An answer in XML, as web services give it. */
export function xml(body: string, status = 200): WireReply {
  return { kind: 'answer', status, contentType: 'text/xml;charset=UTF-8', body }
}

/** An answer as a web page, such as a firewall gives. */
export function page(status: number): WireReply {
  return { kind: 'answer', status, contentType: 'text/html', body: '<!DOCTYPE html><html><body>Error</body></html>' }
}

/** Nothing came back. */
export function silence(sent: 'no' | 'maybe'): WireReply {
  return { kind: 'silence', sent, cause: sent === 'no' ? 'the connection was refused' : 'the connection was cut' }
}

/**
 * A line that plays a script: requests must come in its order, and each gets its reply. Asking DGII for seed and token need not
 * be in it; when it is not, both are given.
 */
export class ScriptedLine implements AuthorityLine {
  readonly authorityEnvironment: string
  readonly signer: Signer
  /** Every request made, seeds and tokens apart from the script included. */
  readonly requests: WireRequest[] = []
  readonly #clock: TestClock
  readonly #scenes: Scene[]
  #token: Token | undefined
  #tokens = 0

  constructor(authorityEnvironment: string, signer: Signer, clock: TestClock, scenes: readonly Scene[]) {
    this.authorityEnvironment = authorityEnvironment
    this.signer = signer
    this.#clock = clock
    this.#scenes = [...scenes]
  }

  /** Scenes that were not played: none, when the protocol asked all it should. */
  get left(): readonly string[] {
    return this.#scenes.map(([service]) => service)
  }

  /** Services asked, in order, without those for the token. */
  get services(): readonly string[] {
    return this.requests.map(({ service }) => service).filter((service) => !SIGN_IN.has(service))
  }

  now(): Date {
    return this.#clock.now()
  }

  exchange(request: WireRequest): Promise<WireReply> {
    this.requests.push(request)
    const [service, reply] = this.#scenes[0] ?? []
    if (reply && service === request.service) {
      this.#scenes.shift()
      return Promise.resolve(reply)
    }
    if (request.service === 'semilla') return Promise.resolve(SEED)
    if (request.service === 'validarsemilla') return Promise.resolve(json({ token: `token-${++this.#tokens}` }))
    return Promise.reject(new Error(`the script wants ${service ?? 'no more requests'}, not ${request.service}`))
  }

  async token(obtain: () => Promise<Token>): Promise<Token> {
    return (this.#token ??= await obtain())
  }

  dropToken(refused: Token): void {
    if (this.#token === refused) this.#token = undefined
  }
}

const SIGN_IN: ReadonlySet<string> = new Set(['semilla', 'validarsemilla'])

/** Indented and with namespaces, as DGII serves it. */
const SEED: WireReply = {
  kind: 'answer',
  status: 200,
  contentType: 'application/xml',
  body:
    '<?xml version="1.0" encoding="utf-8"?>\n  <SemillaModel xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n' +
    '    <valor>c2VtaWxsYQ==</valor>\n    <fecha>2026-11-21T08:00:00.1234567-04:00</fecha>\n  </SemillaModel>',
}
