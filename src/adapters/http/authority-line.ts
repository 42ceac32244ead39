import type { AuthorityLine, Signer, WireReply, WireRequest } from '../../jurisdictions/authority-protocol.ts'
import type { Authorities, LineRequest } from '../../ports/authority.ts'
import type { Clock } from '../../ports/clock.ts'
import { addressesFor, checkedHosts, type HostAddresses, type HostRules } from './authority-hosts.ts'
import { DEFAULT_LIMITS, exchangeOver, keepAliveAgent, type ExchangeLimits } from './exchange.ts'
import { TokenCache } from './token-cache.ts'

/** How one exchange went, for metrics: never what was said. */
export interface ExchangeObservation {
  readonly jurisdiction: string
  readonly authorityEnvironment: string
  readonly service: string
  /** `refused` and `cut` are silences: before and after the request may have arrived. */
  readonly outcome: 'answered' | 'refused' | 'cut'
  readonly status: number | undefined
  readonly durationMs: number
}

export interface AuthorityLinesOptions extends HostRules {
  readonly clock: Pick<Clock, 'now'>
  readonly limits?: Partial<ExchangeLimits>
  readonly observe?: (observation: ExchangeObservation) => void
}

/** The lines of a process. They share connections and tokens. */
export interface AuthorityLines extends Authorities {
  /** Cuts the exchanges under way: whoever began one is told that its answer is unclear. */
  close(): Promise<void>
}

/**
 * Opens lines to every authority over HTTP.
 *
 * @throws Error when an address is wrong: at start, not at the first invoice.
 */
export function openAuthorityLines(options: AuthorityLinesOptions): AuthorityLines {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const places = checkedHosts(options)
  const agent = keepAliveAgent(limits)
  const tokens = new TokenCache()

  return {
    line: (request: LineRequest): AuthorityLine => {
      const addresses = addressesFor(request, options, places)
      const exchange = (wire: WireRequest) => exchangeOver(agent, addressOf(addresses, wire), wire, limits)
      const key = tokenKey(request)
      return {
        authorityEnvironment: request.authorityEnvironment,
        signer: request.signer,
        now: () => options.clock.now(),
        exchange: (wire) => observed(() => exchange(wire), wire, request, options.observe),
        token: (obtain) => tokens.get(key, () => options.clock.now(), obtain),
        dropToken: (refused) => {
          tokens.drop(key, refused)
        },
      }
    },
    close: () => agent.destroy(),
  }
}

/** One token per authority environment and signer: sharing it among signers would send in another's name. */
function tokenKey({ jurisdiction, authorityEnvironment, signer }: LineRequest & { readonly signer: Signer }): string {
  return `${jurisdiction}/${authorityEnvironment}/${signer.fingerprint}`
}

function addressOf(addresses: HostAddresses, { host, service }: WireRequest): string {
  const address = addresses.get(host)
  if (address === undefined) throw new Error(`the service "${service}" is on a host "${host}" that nobody named`)
  return address
}

async function observed(
  exchange: () => Promise<WireReply>,
  { service }: WireRequest,
  { jurisdiction, authorityEnvironment }: LineRequest,
  observe: AuthorityLinesOptions['observe'],
): Promise<WireReply> {
  const startedAt = performance.now()
  const reply = await exchange()
  observe?.({
    jurisdiction,
    authorityEnvironment,
    service,
    outcome: reply.kind === 'answer' ? 'answered' : reply.sent === 'no' ? 'refused' : 'cut',
    status: reply.kind === 'answer' ? reply.status : undefined,
    durationMs: performance.now() - startedAt,
  })
  return reply
}
