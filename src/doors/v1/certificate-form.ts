import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../domain/refusal.ts'

/** Largest upload: a file of 256 KB as base64, and what goes around it. */
export const MOST_UPLOAD_BYTES = 512 * 1024

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Takes forms (`multipart/form-data`) beside JSON: their files become base64, so that both have one schema. */
export function takeForm(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      // The platform can read forms, if only whole ones. It is deprecated for servers because big forms fill the memory; this one
      // has half a megabyte at most.
      const headers = { 'content-type': request.headers['content-type'] ?? '' }
      const form = await new Response(new Uint8Array(body), { headers }).formData().catch((cause: unknown) => {
        if (cause instanceof TypeError) throw unreadable()
        throw cause
      })
      const members = [...form].map(async ([name, value]) => [
        name,
        typeof value === 'string' ? value : await base64Of(value),
      ])
      return Object.fromEntries(await Promise.all(members)) as unknown
    },
  )
}

/** The bytes of a file in base64, with or without line breaks. @throws Refusal invalid-request */
export function fileOfForm(text: string): Uint8Array {
  const plain = text.replace(/\s/g, '')
  if (!BASE64.test(plain)) {
    throw new Refusal(
      'invalid-request',
      { es: 'El archivo debe venir en base64.', en: 'The file must be in base64.' },
      'file',
    )
  }
  return Buffer.from(plain, 'base64')
}

async function base64Of(file: Blob): Promise<string> {
  return Buffer.from(await file.arrayBuffer()).toString('base64')
}

function unreadable(): Refusal {
  return new Refusal('invalid-request', { es: 'No se pudo leer el formulario.', en: 'The form could not be read.' })
}
