import type { FastifyReply } from 'fastify'

/** A file as it is answered with. */
interface SentFile {
  readonly mediaType: string
  /** Whether browsers save it or show it. */
  readonly disposition: 'attachment' | 'inline'
  readonly fileName: string
  readonly bytes: Uint8Array
  /** Whether it may be another one tomorrow: then whoever keeps a copy asks each time whether it still holds. */
  readonly mayChange?: boolean
}

/** Answers with a file under its name. */
export function sendFile(reply: FastifyReply, file: SentFile): FastifyReply {
  const { mediaType, disposition, fileName, bytes, mayChange = false } = file
  if (mayChange) void reply.header('cache-control', 'private, no-cache')
  return reply
    .type(mediaType)
    .header('content-disposition', `${disposition}; filename="${fileName}"`)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
