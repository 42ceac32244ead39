import { isThisMachine } from './adapters/internet-address.ts'
import type { Environment } from './domain/caller.ts'

/** The tenant that the ecf-direct door serves whoever shows no credential. */
export interface EcfDirectTenant {
  readonly tenantId: string
  readonly environment: Environment
}

/** Reads `<tenant id>/<environment>`. @throws Error that says what is wrong */
export function ecfDirectTenant(given: string): EcfDirectTenant {
  const [, tenantId, environment] =
    /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/(sandbox|production)$/i.exec(given) ?? []
  if (tenantId === undefined) throw new Error(`"${given}" is not <tenant id>/sandbox or <tenant id>/production`)
  return { tenantId: tenantId.toLowerCase(), environment: environment as Environment }
}

/** A door without credentials is open to this machine only, unless who operates it says that somebody else keeps it. */
export function ecfDirectMistakes(environment: Readonly<Record<string, string | undefined>>): string[] {
  const {
    EMITE_ECF_DIRECT_TENANT: tenant,
    EMITE_ECF_DIRECT_BEHIND_PROXY: isBehindProxy,
    EMITE_HOST: host,
  } = environment
  if (!tenant || isBehindProxy === 'true' || isThisMachine(host || '127.0.0.1')) return []
  return [
    `EMITE_ECF_DIRECT_TENANT: lets anyone who reaches ${host} issue without a key. Listen on loopback (EMITE_HOST=127.0.0.1), ` +
      'or set EMITE_ECF_DIRECT_BEHIND_PROXY=true when a proxy in front authenticates',
  ]
}
