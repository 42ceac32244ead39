import { expect, test } from 'vitest'
import { startSimulator } from '../../../simulator/simulator.ts'
import { checkedHosts } from '../../adapters/http/authority-hosts.ts'
import { readConfig } from '../../config.ts'
import { JURISDICTIONS } from '../../jurisdictions/jurisdictions.ts'
import { onLoopback } from './loopback.ts'

test('every host of every authority, those of production too, is the simulator, whatever the operator has set', async () => {
  const config = readConfig({
    EMITE_HOST: '0.0.0.0',
    EMITE_AUTHORITY_HOSTS: '{"do/ecf/ecf": "https://ecf.dgii.gov.do"}',
    EMITE_LOOPBACK_ONLY: 'false',
  })
  const simulator = await startSimulator({ port: 0 })
  await simulator.stop()
  const demo = onLoopback(config, simulator.authorityHosts)
  expect(demo).toMatchObject({ host: '127.0.0.1', loopbackOnly: true })

  const places = checkedHosts({ jurisdictions: JURISDICTIONS, hosts: demo.authorityHosts, loopbackOnly: true })
  const addresses = [...places.values()].flatMap((hosts) => [...hosts.values()])
  expect(addresses).toHaveLength(JURISDICTIONS.flatMap(hostsOf).length)
  expect(addresses.filter((address) => !address.startsWith(simulator.baseUrl))).toEqual([])
})

function hostsOf({ authorityEnvironments }: (typeof JURISDICTIONS)[number]): readonly string[] {
  return authorityEnvironments.flatMap(({ hosts }) => Object.keys(hosts))
}
