import type { FastifyRequest } from 'fastify'
import type { Bilingual } from '../domain/fault.ts'

/** The languages Emite answers in. */
export type Language = keyof Bilingual

/**
 * The language a client asks for by `Accept-Language`. Spanish unless English is preferred: that is what most of those who
 * read the answers speak.
 */
export function languageOf(request: Pick<FastifyRequest, 'headers'>): Language {
  const header = request.headers['accept-language']
  if (header === undefined) return 'es'
  return weightOf(header, 'en') > weightOf(header, 'es') ? 'en' : 'es'
}

/** The quality value of a language, by its own range or by `*`; 0 when the client does not name it. */
function weightOf(header: string, language: Language): number {
  let own: number | undefined
  let any: number | undefined
  for (const range of header.slice(0, 500).toLowerCase().split(',')) {
    const [tag = '', ...parameters] = range.trim().split(';')
    const primary = tag.trim().split('-')[0]
    if (primary === language) own = Math.max(own ?? 0, qualityOf(parameters))
    if (primary === '*') any = qualityOf(parameters)
  }
  return own ?? any ?? 0
}

function qualityOf(parameters: readonly string[]): number {
  const quality = parameters.map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1])
  return Number(quality.find((text) => text !== undefined) ?? 1)
}
