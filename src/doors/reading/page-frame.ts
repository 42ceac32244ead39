import { createHash } from 'node:crypto'
import { Html, html } from './html.ts'

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem }
nav ul { columns: 3 14rem; list-style: none; padding: 0 }
section { border-top: 1px solid #8886; margin-top: 2rem }
code, pre { font: 0.9em/1.45 ui-monospace, monospace }
pre { background: #8881; overflow-x: auto; padding: 0.8rem }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid #8884; padding: 0.3rem 0.6rem 0.3rem 0; text-align: left; vertical-align: top }
.method { font-weight: 700 } .quiet { opacity: 0.7 } summary { cursor: pointer }
`

/** What a page may load: its own style and nothing else. No script runs on it. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A whole page around a body, with nothing to fetch from anywhere. */
export function page(title: string, language: string, body: Html): string {
  const style = new Html(STYLE)
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.text
}
