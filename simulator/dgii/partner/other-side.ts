import { readXml } from '../../../src/xml/reader.ts'
import { childOf } from '../../../src/xml/tree.ts'
import type { PartnerSigner } from './identity.ts'

/** What the other taxpayer's service answered. `status` 0: it could not be reached; the text says why. */
export interface OtherSideAnswer {
  readonly status: number
  readonly body: string
}

/**
 * The address of one of the other taxpayer's services, from whatever was registered: its host, a prefix before `/fe`, or the whole
 * address of any of its services.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Estándar emisor–receptor": a path prefix before /fe is allowed
 */
export function addressOf(registered: string, service: string): string {
  return `${registered.replace(/\/fe(\/.*)?$/i, '').replace(/\/+$/, '')}/fe/${service}`
}

/** Hands a signed file to the other taxpayer, with a token when it has a service that gives one. */
export async function handOver(
  address: string,
  fileName: string,
  xml: string,
  authentication: { readonly registered: string | undefined; readonly sign: PartnerSigner },
): Promise<OtherSideAnswer> {
  try {
    const { registered, sign } = authentication
    const token = registered === undefined ? undefined : await tokenFrom(registered, sign)
    return await upload(address, fileName, xml, token)
  } catch (error) {
    return { status: 0, body: error instanceof Error ? error.message : String(error) }
  }
}

async function tokenFrom(registered: string, sign: PartnerSigner): Promise<string> {
  const seed = await fetch(addressOf(registered, 'autenticacion/api/semilla'), {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const seedBytes = new Uint8Array(await seed.arrayBuffer())
  if (!seed.ok) throw new Error(`semilla: HTTP ${seed.status}`)
  const root = readXml(seedBytes)
  const [value, date] = ['valor', 'fecha'].map((name) => childOf(root, name)?.text ?? '')
  const signed = sign(`<SemillaModel><valor>${value}</valor><fecha>${date}</fecha></SemillaModel>`)

  const answer = await upload(
    addressOf(registered, 'autenticacion/api/validacioncertificado'),
    'semilla.xml',
    signed,
    undefined,
  )
  const token = answer.status === 200 ? (JSON.parse(answer.body) as { token?: unknown }).token : undefined
  if (typeof token !== 'string') throw new Error(`validacioncertificado: HTTP ${answer.status} without a token`)
  return token
}

async function upload(
  address: string,
  fileName: string,
  xml: string,
  token: string | undefined,
): Promise<OtherSideAnswer> {
  const body = new FormData()
  body.append('xml', new Blob([xml], { type: 'text/xml' }), fileName)
  const headers = {
    accept: 'application/json, application/xml',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const answer = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) })
  return { status: answer.status, body: await answer.text() }
}

const TIMEOUT_MS = 30_000
