import type { Config } from '../../config.ts'
import { JURISDICTIONS } from '../../jurisdictions/jurisdictions.ts'

/**
 * The settings of a demo: it listens on this machine only, and every authority it knows, those of production too, is the
 * simulator. What an operator has set for the authorities is left aside: nothing in a demo may reach one.
 */
export function onLoopback(config: Config, simulatorUrl: string): Config {
  const hosts = JURISDICTIONS.flatMap(({ code, authorityEnvironments }) =>
    authorityEnvironments.flatMap(({ name, hosts }) =>
      Object.keys(hosts).map((host) => [`${code}/${name}/${host}`, simulatorUrl] as const),
    ),
  )
  return { ...config, host: '127.0.0.1', loopbackOnly: true, authorityHosts: Object.fromEntries(hosts) }
}
