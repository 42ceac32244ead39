import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Bilingual } from '../../domain/fault.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import type { Credentials } from './credentials.ts'

/** What a person sees when the demo is ready: where it is, where the credentials are, and a first request to paste in each country. */
export function greeting(shell: Shell, credentials: Credentials, file: string): string {
  const { baseUrl, simulator } = credentials
  const places = pairsText(shell, [
    [{ es: 'Emite', en: 'Emite' }, baseUrl],
    [{ es: 'Documentación', en: 'Documentation' }, `${baseUrl}/docs`],
    [{ es: 'Credenciales', en: 'Credentials' }, file],
    [{ es: 'Simulador', en: 'Simulator' }, simulator.url],
    [{ es: 'Fallas', en: 'Faults' }, `${simulator.control}/faults`],
  ])
  const examples = EXAMPLES.map(({ title, country, draft }) => {
    const head = shell.terminal.styled('bold', shell.say(title))
    return `\n${head}\n\n${curlLine(credentials, file, country, draft)}\n`
  })
  const end = shell.say({ es: 'Ctrl-C detiene todo.', en: 'Ctrl-C stops everything.' })
  return `${places}${examples.join('')}\n${end}\n`
}

/** A document to begin with, one a country. */
interface Example {
  readonly title: Bilingual
  readonly country: keyof Credentials['native']['sandbox']
  readonly draft: object
}

const EXAMPLES: readonly Example[] = [
  {
    title: { es: 'Emita un e-CF en la República Dominicana:', en: 'Issue an e-CF in the Dominican Republic:' },
    country: 'do',
    draft: {
      type: '31',
      buyer: { taxId: '131880681', name: 'DOCUMENTOS ELECTRONICOS DE 03' },
      lines: [
        { name: 'Libra de café molido', quantity: '2', unitPrice: '250.00', taxes: [{ code: 'ITBIS', rate: '18' }] },
      ],
      payment: { terms: 'cash' },
    },
  },
  {
    title: { es: 'Emita una factura en Ecuador:', en: 'Issue a factura in Ecuador:' },
    country: 'ec',
    draft: {
      type: '01',
      buyer: { taxId: '1710034065', name: 'Rosa Elena Quishpe' },
      lines: [{ name: 'Café molido 500 g', quantity: '2', unitPrice: '6.50', taxes: [{ code: 'IVA', rate: '15' }] }],
    },
  },
]

/** A request that issues the draft, as one shell command. */
function curlLine({ baseUrl, native }: Credentials, file: string, country: Example['country'], draft: object): string {
  const path = requirePath(file, process.cwd())
  const isPlain = /^[\w./-]+$/.test(path)
  const read = `$(node -p "require('${path}').native.sandbox.${country}.apiKey")`
  return [
    `curl -s '${baseUrl}/api/v1/documents?wait=10'`,
    `-H "Authorization: Bearer ${isPlain ? read : native.sandbox[country].apiKey}"`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(draft)}'`,
  ].join(' ')
}

function requirePath(file: string, cwd: string): string {
  const path = relative(cwd, resolve(cwd, file))
  return path.startsWith('..') || isAbsolute(path) ? resolve(cwd, file) : `.${sep}${path}`
}
