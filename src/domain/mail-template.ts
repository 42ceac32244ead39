import type { Fault } from './fault.ts'

/** What a text of an issuer may name: each stands for a fact of the document. */
export const PLACEHOLDERS = [
  'number',
  'type',
  'total',
  'currency',
  'issuer',
  'issuerTaxId',
  'buyer',
  'buyerTaxId',
  'issueDate',
  'authorization',
  'securityCode',
  'accessKey',
  'link',
  'externalId',
] as const

export type Placeholder = (typeof PLACEHOLDERS)[number]

const BRACES = /\{\{([^{}]*)\}\}/g

export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string>>>

/** The text with every placeholder replaced; what the document does not have is left empty. A value is never read again as a text. */
export function filled(template: string, values: PlaceholderValues): string {
  return template.replace(BRACES, (whole, name: string) => {
    const placeholder = placeholderOf(name)
    return placeholder === undefined ? whole : (values[placeholder] ?? '')
  })
}

/** As {@link filled}, without the lines that name nothing but what the document does not have, such as `See it at {{link}}`. */
export function filledLines(template: string, values: PlaceholderValues): string {
  const lines = template.split(/\r\n|\r|\n/).filter((line) => {
    const named = [...line.matchAll(BRACES)].map(([, name]) => placeholderOf(name ?? ''))
    return named.length === 0 || named.some((name) => name !== undefined && (values[name] ?? '') !== '')
  })
  return lines.map((line) => filled(line, values)).join('\n')
}

/** Placeholders that there are not, and braces that do not close, each as a fault of `path`. */
export function templateFaults(template: string, path: string): readonly Fault[] {
  const unknown = [...template.matchAll(BRACES)].filter(([, name]) => placeholderOf(name ?? '') === undefined)
  const faults = [...new Set(unknown.map(([whole]) => whole))].map((whole) =>
    unknownPlaceholder(whole.slice(0, 60), path),
  )
  const rest = template.replace(BRACES, '')
  if (rest.includes('{{') || rest.includes('}}')) faults.push(openBraces(path))
  return faults
}

function placeholderOf(name: string): Placeholder | undefined {
  return PLACEHOLDERS.find((placeholder) => placeholder === name.trim())
}

function unknownPlaceholder(whole: string, path: string): Fault {
  const known = PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')
  return {
    code: 'placeholder-unknown',
    path,
    message: {
      es: `No existe ${whole}. Existen: ${known}.`,
      en: `There is no ${whole}. There are: ${known}.`,
    },
    severity: 'error',
  }
}

function openBraces(path: string): Fault {
  return {
    code: 'placeholder-open',
    path,
    message: {
      es: 'Hay llaves dobles que no forman un marcador como {{number}}.',
      en: 'There are double braces that make no placeholder such as {{number}}.',
    },
    severity: 'error',
  }
}
