import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs, shared } from '../support/needs.ts'
import { xmlCryptoComplaint } from '../support/signed-xml.ts'
import { World } from '../support/world.ts'
import { EcfDirectClient } from './ecf-direct-client.ts'

const isThere = needs('postgres-server') && needs('shared')

describe.skipIf(!isThere)('the examples of the ecf-direct contract', () => {
  let world: World
  let client: EcfDirectClient
  let documented: Examples

  beforeAll(async () => {
    world = await World.start()
    client = EcfDirectClient.of(world, await world.taxpayer('131000003'))
    documented = examples()
  })
  afterAll(() => world.close())

  /** The documented request with the day its range ends moved to one that has not passed. */
  const moved = () => ({ ...documented.request, fecha_vencimiento_secuencia: '31-12-2028' })

  test('the request as printed is refused for its date, which has passed, and for nothing else', async () => {
    for (const url of ['/api/ecf/emit', '/api/ecf/send']) {
      const answer = await client.ask('POST', url, documented.request)
      expect(answer).toMatchObject({
        status: 422,
        body: { status: 'error', code: 'validation_error', errors: [{ field: 'fecha_vencimiento_secuencia' }] },
      })
      expect(answer.body.errors).toHaveLength(1)
    }
  })

  test('emit answers with the members documented, the XML signed and the same in base64', async () => {
    const { status, body } = await client.emit(moved())
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(Object.keys(documented.emitted))
    expect(body.status).toBe(documented.emitted.status)
    const [beginning = ''] = documented.emitted.signed_xml.split('...')
    expect(body.signed_xml.startsWith(beginning)).toBe(true)
    for (const part of ['<ECF>', '<eNCF>E310000000001</eNCF>', '<SignatureValue>', '</ECF>']) {
      expect(body.signed_xml).toContain(part)
    }
    expect(Buffer.from(body.encoded_xml, 'base64').toString()).toBe(body.signed_xml)
    expect(body.encoded_xml.startsWith(documented.emitted.encoded_xml.replace('...', ''))).toBe(true)
    expect(xmlCryptoComplaint(body.signed_xml)).toBeUndefined()
  })

  test('send answers with what DGII said first, member by member as documented', async () => {
    const { status, body } = await client.send(moved())
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(Object.keys(documented.sent))
    const { trackId, ...rest } = body.dgii_response
    const { trackId: printed, ...words } = documented.sent.dgii_response
    expect(typeof trackId).toBe(typeof printed)
    expect(rest).toEqual(words)
    await world.settle()
    expect(await client.status(trackId)).toMatchObject({ status: 200, body: { status: 'Accepted', trackId } })
  })
})

interface Examples {
  readonly request: object
  readonly emitted: { readonly status: string; readonly signed_xml: string; readonly encoded_xml: string }
  readonly sent: { readonly dgii_response: Readonly<Record<string, string>> }
}

/** The JSON of the contract, without the comments in its request, as the tool it is printed for drops them. */
function examples(): Examples {
  const text = readFileSync(shared('contracts/ecf-direct.txt'), 'utf8')
  const parsed = blocksOf(text).map((json) => JSON.parse(json.replaceAll(/ \/\/ .*$/gm, '')) as object)
  const holding = (name: string) => parsed.find((each) => name in each)
  return { request: holding('encf'), emitted: holding('signed_xml'), sent: holding('dgii_response') } as Examples
}

/** Lines from a brace alone on its line to the one that closes it. No text of the contract holds a brace. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[] = []
  let [block, depth] = ['', 0]
  for (const line of text.split('\n')) {
    if (depth === 0 && line !== '{') continue
    block += `${line}\n`
    depth += line.split('{').length - line.split('}').length
    if (depth > 0) continue
    blocks.push(block)
    block = ''
  }
  return blocks
}
