import { isAbsolute, relative, resolve, sep } from 'node:path'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import type { Credentials } from './credentials.ts'

/** What a person sees when the demo is ready: where it is, where the credentials are, and a first request to paste. */
export function greeting(shell: Shell, credentials: Credentials, file: string): string {
  const { baseUrl, simulator } = credentials
  const places = pairsText(shell, [
    [{ es: 'Emite', en: 'Emite' }, baseUrl],
    [{ es: 'Documentación', en: 'Documentation' }, `${baseUrl}/docs`],
    [{ es: 'Credenciales', en: 'Credentials' }, file],
    [{ es: 'Simulador', en: 'Simulator' }, simulator.url],
    [{ es: 'Fallas', en: 'Faults' }, `${simulator.control}/faults`],
  ])
  const first = shell.say({ es: 'Emita una factura:', en: 'Issue an invoice:' })
  const end = shell.say({ es: 'Ctrl-C detiene todo.', en: 'Ctrl-C stops everything.' })
  return `${places}\n${shell.terminal.styled('bold', first)}\n\n${curlLine(credentials, file)}\n\n${end}\n`
}

/** A tax credit invoice of one line, as one shell command. */
export function curlLine({ baseUrl, native }: Credentials, file: string, cwd = process.cwd()): string {
  const path = requirePath(file, cwd)
  const isPlain = /^[\w./-]+$/.test(path)
  const read = `$(node -p "require('${path}').native.sandbox.do.apiKey")`
  return [
    `curl -s '${baseUrl}/api/v1/documents?wait=10'`,
    `-H "Authorization: Bearer ${isPlain ? read : native.sandbox.do.apiKey}"`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(INVOICE)}'`,
  ].join(' ')
}

const INVOICE = {
  type: '31',
  buyer: { taxId: '131880681', name: 'DOCUMENTOS ELECTRONICOS DE 03' },
  lines: [{ name: 'Libra de café molido', quantity: '2', unitPrice: '250.00', taxes: [{ code: 'ITBIS', rate: '18' }] }],
  payment: { terms: 'cash' },
}

function requirePath(file: string, cwd: string): string {
  const path = relative(cwd, resolve(cwd, file))
  return path.startsWith('..') || isAbsolute(path) ? resolve(cwd, file) : `.${sep}${path}`
}
