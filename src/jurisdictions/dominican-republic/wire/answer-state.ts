import { folded } from '../../wire/folded-text.ts'
import { textOf } from './answer-fields.ts'

/** What DGII says of a document. */
export type Estado = 'not-found' | 'approved' | 'rejected' | 'processing' | 'conditional'

/** @source DGII, Descripción técnica v1.6 (2023), "Consulta resultado": 0 no encontrado … 4 aceptado condicional */
const BY_NUMBER: readonly Estado[] = ['not-found', 'approved', 'rejected', 'processing', 'conditional']

/** The words DGII uses, without accents and in lower case. Order matters: a conditional acceptance begins like one. */
const BY_WORDS: readonly (readonly [RegExp, Estado])[] = [
  [/^acepta(do|da|cion) condicional(mente)?$/, 'conditional'],
  [/^(aceptad[oa]|aprobad[oa])$/, 'approved'],
  [/^rechazad[oa]$/, 'rejected'],
  [/^en proceso$|^procesando$/, 'processing'],
  [/^no (encontrad[oa]|existe)$/, 'not-found'],
]

/**
 * The state an answer gives: `estado`, as a word in any letters and accents or as a number; where the word is none we know,
 * `codigo`. Undefined without an `estado`: then the answer decides nothing, whatever else it holds.
 */
export function estadoOf(data: unknown): Estado | undefined {
  const estado = textOf(data, 'estado')
  if (estado === undefined) return undefined
  return estadoFromText(estado) ?? estadoFromNumber(textOf(data, 'codigo'))
}

function estadoFromText(text: string): Estado | undefined {
  const words = folded(text)
  return estadoFromNumber(words) ?? BY_WORDS.find(([pattern]) => pattern.test(words))?.[1]
}

/** Codes are seen as `1`, `01` and 1. */
function estadoFromNumber(text: string | undefined): Estado | undefined {
  return text !== undefined && /^0{0,2}[0-4]$/.test(text) ? BY_NUMBER[Number(text)] : undefined
}
