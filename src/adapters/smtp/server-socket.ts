import { type LookupFunction, type Socket, connect, isIP } from 'node:net'
import type { MailServer } from '../../ports/mailer.ts'
import { type AddressRules, allowedAddresses } from './address-rules.ts'

/** Opens a connection to one of the server's allowed addresses. @throws ForbiddenServer; the network's error */
export async function openSocket(server: MailServer, rules: AddressRules, withinMs: number): Promise<Socket> {
  const addresses = await allowedAddresses(server, rules)
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: server.host,
      port: server.port,
      lookup: lookupOf(addresses),
      autoSelectFamily: true,
    })
    const timer = setTimeout(() => socket.destroy(new Error('Connection timeout')), withinMs)
    const failed = (error: Error): void => {
      clearTimeout(timer)
      reject(error)
    }
    socket.once('error', failed)
    socket.once('connect', () => {
      clearTimeout(timer)
      // Whoever takes it over listens for what happens from here on.
      socket.removeListener('error', failed)
      resolve(socket)
    })
  })
}

/** Answers with what was looked up and judged, whatever the name leads to by now. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, { all: wantsAll }, callback) => {
    const [first] = all
    if (wantsAll) callback(null, all)
    else callback(null, first?.address ?? '', first?.family)
  }
}
