import type { Bilingual } from '../../../domain/fault.ts'
import { draftFieldOf } from './draft-fields.ts'
import type { Help } from './known-message.ts'

/**
 * What a text of the schema validator says: which element is at fault, and how. SRI's validator is Xerces, whose texts begin with
 * the rule of XML Schema that is broken, such as `cvc-complex-type.2.4.a`. Undefined for other texts.
 */
export function schemaHelp(text: string): Partial<Help> | undefined {
  const breach = ELEMENT_BREACHES.find(({ rule }) => rule.test(text))
  const expected = namesIn([...text.matchAll(LIST)].at(-1)?.[1])
  const found = ELEMENT.exec(text)?.[1]
  const value = VALUE_BREACHES.find(({ rule }) => rule.test(text))
  if (breach && found !== undefined) {
    const element = breach.points === 'expected' && expected.length === 1 ? (expected[0] ?? found) : found
    const meaning = breach.meaning(found, expected.join(', '))
    return { meaning, path: draftFieldOf(element), ...(value && { cause: value.cause }) }
  }
  return value && { meaning: UNNAMED_VALUE, cause: value.cause }
}

/** Xerces writes `element 'x'`, or `element '{"namespace":x}'`; in Spanish, `elemento`. */
const ELEMENT = /\belemento? '[^']*?([\w.-]+)\}?'/

/** What would be right there: `'{x, y}'`, the last thing such a text says. */
const LIST = /'\{([^']*)\}'/g

function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.replace(/^.*:/, '').replace(/"/g, '').trim())
    .filter(Boolean)
}

interface ElementBreach {
  readonly rule: RegExp
  readonly points: 'found' | 'expected'
  readonly meaning: (found: string, expected: string) => Bilingual
}

/** @source W3C, XML Schema 1.0 part 1, appendix C "Validation rules" */
const ELEMENT_BREACHES: readonly ElementBreach[] = [
  {
    rule: /cvc-complex-type\.2\.4\.a/,
    points: 'expected',
    meaning: (found, expected) => ({
      es: `Donde está el elemento «${found}» el esquema espera: ${expected}.`,
      en: `Where the element "${found}" stands the schema expects: ${expected}.`,
    }),
  },
  {
    rule: /cvc-complex-type\.2\.4\.b/,
    points: 'expected',
    meaning: (found, expected) => ({
      es: `Al elemento «${found}» le falta: ${expected}.`,
      en: `The element "${found}" lacks: ${expected}.`,
    }),
  },
  {
    rule: /cvc-complex-type\.2\.4\.d|cvc-complex-type\.2\.[13]/,
    points: 'found',
    meaning: (found) => ({
      es: `El elemento «${found}» sobra o está fuera de orden.`,
      en: `The element "${found}" is not allowed there.`,
    }),
  },
  {
    rule: /cvc-(type|elt|complex-type\.(2\.2|3|4)|[\w.-]*valid)/,
    points: 'found',
    meaning: (found) => ({
      es: `El elemento «${found}» no tiene un valor permitido.`,
      en: `The element "${found}" does not have a value that is allowed.`,
    }),
  },
]

const UNNAMED_VALUE: Bilingual = {
  es: 'Un valor no cumple lo que pide el esquema oficial.',
  en: 'A value is not what the official schema wants.',
}

/** @source W3C, XML Schema 1.0 part 2, section 4.3 "Constraining facets" */
const VALUE_BREACHES: readonly { readonly rule: RegExp; readonly cause: Bilingual }[] = [
  {
    rule: /cvc-maxLength-valid/,
    cause: { es: 'El texto es más largo de lo permitido.', en: 'The text is longer than allowed.' },
  },
  {
    rule: /cvc-(minLength|length)-valid/,
    cause: {
      es: 'El texto está vacío o no tiene el largo exacto.',
      en: 'The text is empty or not of the exact length.',
    },
  },
  {
    rule: /cvc-enumeration-valid/,
    cause: { es: 'El valor no está en la lista oficial.', en: 'The value is not in the official list.' },
  },
  {
    rule: /cvc-(totalDigits|fractionDigits)-valid/,
    cause: { es: 'La cifra tiene demasiados dígitos o decimales.', en: 'The figure has too many digits or decimals.' },
  },
  {
    rule: /cvc-(min|max)(In|Ex)clusive-valid/,
    cause: { es: 'La cifra es menor o mayor de lo permitido.', en: 'The figure is smaller or larger than allowed.' },
  },
  {
    rule: /cvc-pattern-valid/,
    cause: {
      es: 'El texto no tiene la forma pedida: un salto de línea, letras donde van dígitos, o un código desconocido.',
      en: 'The text does not have the form wanted: a line break, letters in place of digits, or an unknown code.',
    },
  },
  {
    rule: /cvc-datatype-valid/,
    cause: {
      es: 'El valor no es del tipo pedido, como una cifra.',
      en: 'The value is not of the type wanted, such as a figure.',
    },
  },
]
