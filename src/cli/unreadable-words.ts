import type { Bilingual } from '../domain/fault.ts'
import type { UnreadableCode, UnreadableXml } from '../xml/unreadable.ts'

/** Why a file was not read as XML, in words. */
export function unreadableWords({ code, line, message }: UnreadableXml): Bilingual {
  const es = WORDS[code]
  const place = line === undefined ? '' : `línea ${line}: `
  // The parser's own words, which are English, say what no code can.
  const detail = code === 'malformed' ? ` (${message})` : ''
  return {
    es: `No es un XML que se pueda leer: ${place}${es}${detail}.`,
    en: `Not XML that can be read: ${message}.`,
  }
}

const WORDS: Readonly<Record<UnreadableCode, string>> = {
  empty: 'el archivo está vacío',
  'too-large': 'el archivo es demasiado grande',
  'too-deep': 'los elementos están anidados con demasiada profundidad',
  'too-many-nodes': 'el archivo tiene demasiados elementos',
  'too-many-attributes': 'un elemento tiene demasiados atributos',
  'not-utf8': 'el archivo no es UTF-8 válido',
  'unsupported-version': 'solo se admite XML 1.0',
  doctype: 'el archivo lleva un DOCTYPE; envíelo sin él',
  malformed: 'el XML está mal formado',
  'duplicate-id': 'un mismo Id aparece dos veces',
}
