import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Response, type FormData } from 'undici'

/** The file of an upload, or why there is none. */
export type Upload =
  | { readonly kind: 'file'; readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly kind: 'none'; readonly cause: 'not-multipart' | 'no-part-named-xml' | 'no-file-name' | 'several-parts' }

/** Makes the server take `multipart/form-data` bodies; {@link uploadOf} reads them. Sizes are bounded by the server's limit. */
export function acceptUploads(app: FastifyInstance): void {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // Whatever else a client sends must reach the service, which says what it wants instead.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** The one part named `xml` of a multipart body, exactly as its bytes came. */
export async function uploadOf(request: FastifyRequest): Promise<Upload> {
  const contentType = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(contentType) || !Buffer.isBuffer(request.body)) return none('not-multipart')

  let form: FormData
  try {
    // Deprecated for servers because the whole body stands in memory. Here it is bounded, and the platform's own reader is one
    // that no client of ours shares.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    form = await new Response(request.body, { headers: { 'content-type': contentType } }).formData()
  } catch {
    // Broken boundaries or headers: there is no part to be found in it.
    return none('not-multipart')
  }
  const parts = form.getAll('xml')
  const [part] = parts
  if (part === undefined) return none('no-part-named-xml')
  if (parts.length > 1) return none('several-parts')
  if (typeof part === 'string' || part.name === '') return none('no-file-name')
  return { kind: 'file', fileName: part.name, bytes: new Uint8Array(await part.arrayBuffer()) }
}

function none(cause: Extract<Upload, { kind: 'none' }>['cause']): Upload {
  return { kind: 'none', cause }
}
