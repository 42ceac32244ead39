import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { SEED } from '../../src/jurisdictions/dominican-republic/formats/seed.ts'
import { UnreadableXml } from '../../src/xml/unreadable.ts'
import type { Answer } from '../fault-effects.ts'
import { json, text } from '../service.ts'
import { uploadOf, type Upload } from '../upload.ts'
import { seedTime } from './clock.ts'
import { addOpenService, type Counter } from './counter.ts'
import { structureFindings } from './opening.ts'
import { textAt } from '../reading.ts'
import { checkSignature } from './signature.ts'
import { certificateFindings, holderOf } from './signer.ts'
import type { IssuedToken } from './tokens.ts'

/** Semilla and validarsemilla. @source DGII, Descripción técnica v1.6 (2023), "Autenticación" */
export function addAuthentication(app: FastifyInstance, counter: Counter): void {
  const seeds = new Seeds(() => counter.desk.now())
  addOpenService(app, counter, {
    name: 'semilla',
    method: 'GET',
    path: 'autenticacion/api/autenticacion/semilla',
    read: () => undefined,
    answer: () => seeds.served(),
  })
  addOpenService(app, counter, {
    name: 'validarsemilla',
    method: 'POST',
    path: 'autenticacion/api/autenticacion/validarsemilla',
    read: async (request) => ({ upload: await uploadOf(request), accept: request.headers.accept }),
    answer: ({ upload, accept }) => tokenAnswer(upload, seeds, counter, accept),
  })
}

/** Seeds that were handed out and not yet used. Each is good once, for a few minutes. */
export class Seeds {
  readonly #now: () => Date
  readonly #ends = new Map<string, number>()

  constructor(now: () => Date) {
    this.#now = now
  }

  /** A new seed, indented and with the namespaces of the schema as DGII serves it: whoever signs it as it stands fails. */
  served(): Answer {
    const now = this.#now()
    for (const [seed, end] of this.#ends) if (end <= now.getTime()) this.#ends.delete(seed)
    const value = randomBytes(112).toString('base64')
    this.#ends.set(value, now.getTime() + SEED_LIFETIME_MS)
    const body = [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<SemillaModel xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
      `  <valor>${value}</valor>`,
      `  <fecha>${seedTime(now)}</fecha>`,
      '</SemillaModel>',
    ].join('\r\n')
    return { status: 200, contentType: 'application/xml; charset=utf-8', body }
  }

  /** True the first time a seed that was handed out comes back in time. */
  use(value: string): boolean {
    const end = this.#ends.get(value) ?? 0
    this.#ends.delete(value)
    return end > this.#now().getTime()
  }
}

const SEED_LIFETIME_MS = 300_000

function tokenAnswer(upload: Upload, seeds: Seeds, counter: Counter, accept: string | undefined): Answer {
  const holder = seedHolder(upload, seeds, counter)
  if (holder.refusal !== undefined) return text(holder.refusal, 400)
  const token = counter.tokens.issue(holder.name)
  return prefersXml(accept) ? xmlToken(token) : json(token)
}

/** Who signed the seed; or DGII's words when nobody can be told from it. */
export function seedHolder(
  upload: Upload,
  seeds: Seeds,
  { desk }: Pick<Counter, 'desk'>,
): { readonly name: string; readonly refusal?: never } | { readonly refusal: string } {
  if (upload.kind === 'none') return { refusal: 'Archivo no válido' }
  try {
    const check = checkSignature(upload.bytes)
    if (!check.holds) return { refusal: INVALID_SIGNATURE }
    // A seed is signed for a person, not for an issuer: only the certificate itself is looked at.
    const findings = certificateFindings(check.certificate, desk.rules, desk.now())
    if (findings.length > 0) return { refusal: INVALID_SIGNATURE }
    if (structureFindings(check.content, SEED).length > 0) return { refusal: 'Archivo no válido' }
    if (!seeds.use(textAt(check.content, 'valor') ?? '')) return { refusal: 'Semilla no válida o expirada' }
    return { name: holderOf(check.certificate) }
  } catch (error) {
    if (error instanceof UnreadableXml) return { refusal: 'Archivo no válido' }
    throw error
  }
}

const INVALID_SIGNATURE = 'Firma del certificado invalida'

/** XML only for who asks for it and not for JSON as well. */
function prefersXml(accept = ''): boolean {
  return /\b(application|text)\/xml\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept)
}

function xmlToken({ token, expira, expedido }: IssuedToken): Answer {
  const body = `<?xml version="1.0" encoding="utf-8"?><RespuestaAutenticacion><token>${token}</token><expira>${expira}</expira><expedido>${expedido}</expedido></RespuestaAutenticacion>`
  return { status: 200, contentType: 'application/xml; charset=utf-8', body }
}
