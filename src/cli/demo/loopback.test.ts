import { expect, test } from 'vitest'
import { checkedHosts } from '../../adapters/http/authority-hosts.ts'
import { readConfig } from '../../config.ts'
import { JURISDICTIONS } from '../../jurisdictions/jurisdictions.ts'
import { onLoopback } from './loopback.ts'

const SIMULATOR = 'http://127.0.0.1:4000'

test('every host of every authority, those of production too, is the simulator, whatever the operator has set', () => {
  const config = readConfig({
    EMITE_HOST: '0.0.0.0',
    EMITE_AUTHORITY_HOSTS: '{"do/ecf/ecf": "https://ecf.dgii.gov.do"}',
    EMITE_LOOPBACK_ONLY: 'false',
  })
  const demo = onLoopback(config, SIMULATOR)
  expect(demo).toMatchObject({ host: '127.0.0.1', loopbackOnly: true })

  const places = checkedHosts({ jurisdictions: JURISDICTIONS, hosts: demo.authorityHosts, loopbackOnly: true })
  const addresses = [...places.values()].flatMap((hosts) => [...hosts.values()])
  expect(addresses.length).toBeGreaterThanOrEqual(9)
  expect(new Set(addresses)).toEqual(new Set([SIMULATOR]))
})
