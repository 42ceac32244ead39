import { join } from 'node:path'
import type { Config } from '../../config.ts'

/**
 * The settings of a demo: it listens on this machine only, and every authority it knows, those of production too, is the
 * simulator. What an operator has set for the authorities is left aside: nothing in a demo may reach one. Mail is written into a
 * folder: the buyers of a demo's invoices may be people.
 *
 * @param authorityHosts the simulator's address in place of every host of every authority
 */
export function onLoopback(config: Config, authorityHosts: Readonly<Record<string, string>>): Config {
  return {
    ...config,
    host: '127.0.0.1',
    loopbackOnly: true,
    authorityHosts,
    smtpServer: undefined,
    mailFrom: 'facturas@emite.example',
    mailFolder: join(config.dataDir, 'mail'),
  }
}
