import { readXml } from '../../src/xml/reader.ts'
import { childOf } from '../../src/xml/tree.ts'
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator.ts'
import { partnerSigner, type PartnerSigner } from '../dgii/partner/identity.ts'

/** A simulator with a clock that stands still, and a taxpayer who knows how to talk to it. */
export interface Bench {
  readonly simulator: Simulator
  readonly sign: PartnerSigner
  /** Moves the clock. */
  pass(ms: number): void
  now(): Date
  token(environment?: string): Promise<string>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Uploads as the part `xml`, with a token of the environment that the path begins with. */
  upload(path: string, fileName: string, xml: string | Uint8Array): Promise<Response>
  stop(): Promise<void>
}

/** RNC of the taxpayer of the tests, and the SN of its certificate. */
export const TAXPAYER = '999999992'

/** Starts a simulator for a test; its clock begins at noon of 1 December 2026 and moves only by `pass`. */
export async function startBench(options: Partial<SimulatorOptions> = {}): Promise<Bench> {
  let at = Date.parse('2026-12-01T12:00:00-04:00')
  const now = () => new Date(at)
  const simulator = await startSimulator({ port: 0, now, ...options })
  key ??= partnerSigner(TAXPAYER, 'FIRMANTE DE PRUEBA')
  const sign = await key
  const tokens = new Map<string, string>()

  const get: Bench['get'] = (path, headers = {}) => fetch(`${simulator.baseUrl}${path}`, { headers })
  const token = async (environment = 'testecf') => {
    const kept = tokens.get(environment)
    if (kept !== undefined) return kept
    const seed = await get(`/${environment}/autenticacion/api/autenticacion/semilla`)
    const answer = await post(
      simulator,
      `/${environment}/autenticacion/api/autenticacion/validarsemilla`,
      'semilla.xml',
      signedSeed(await seed.text(), sign),
    )
    const { token: issued } = (await answer.json()) as { token: string }
    tokens.set(environment, issued)
    return issued
  }
  return {
    simulator,
    sign,
    now,
    token,
    get,
    pass: (ms) => {
      at += ms
    },
    upload: async (path, fileName, xml) => {
      const bearer = await token(path.split('/')[1]?.toLowerCase())
      return post(simulator, path, fileName, xml, { authorization: `Bearer ${bearer}` })
    },
    stop: () => simulator.stop(),
  }
}

/** The JSON of an answer. */
export async function bodyOf(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json()
  return body
}

let key: Promise<PartnerSigner> | undefined

/** A seed, signed as a client should: without the blanks it was served with. */
export function signedSeed(served: string, sign: PartnerSigner): string {
  const root = readXml(served)
  const [value, date] = ['valor', 'fecha'].map((name) => childOf(root, name)?.text ?? '')
  return sign(`<SemillaModel><valor>${value}</valor><fecha>${date}</fecha></SemillaModel>`)
}

/** Uploads without a token, unless the headers hold one. */
export function post(
  { baseUrl }: Simulator,
  path: string,
  fileName: string,
  xml: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new FormData()
  body.append('xml', new Blob([typeof xml === 'string' ? xml : new Uint8Array(xml)], { type: 'text/xml' }), fileName)
  return fetch(`${baseUrl}${path}`, { method: 'POST', headers, body })
}
