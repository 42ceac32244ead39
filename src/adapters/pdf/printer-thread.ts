import { parentPort } from 'node:worker_threads'
import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Appearance } from '../../ports/printer.ts'
import { render } from './render.ts'

export interface PrintRequest {
  readonly page: PrintedPage
  readonly appearance: Appearance
}
export type PrintReply = { readonly file: Uint8Array } | { readonly cause: string }

parentPort?.on('message', ({ page, appearance }: PrintRequest) => {
  render(page, appearance).then(
    (file) => parentPort?.postMessage({ file } satisfies PrintReply, [file.buffer]),
    // The error's text only: it names a bug, never what the document says.
    (error: unknown) => parentPort?.postMessage({ cause: String(error) } satisfies PrintReply),
  )
})
