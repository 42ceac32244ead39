import type { Bilingual } from './fault.ts'

/** What a text must be that this regular expression of a schema lets through, for people. */
export function formInWords(pattern: string): Bilingual {
  for (const { form, words } of KNOWN) {
    const found = form.exec(pattern)
    if (found) return words(found.slice(1))
  }
  const form = new RegExp(pattern)
  const example = EXAMPLES.find((each) => form.test(each))
  if (example === undefined) return { es: 'No tiene la forma esperada.', en: 'Not of the expected form.' }
  return { es: `Debe tener la forma de "${example}".`, en: `Must be of the form "${example}".` }
}

interface KnownForm {
  /** Of the pattern itself. */
  readonly form: RegExp
  /** @param parts what `form` found in its brackets */
  readonly words: (parts: readonly (string | undefined)[]) => Bilingual
}

/** Patterns that say how long a text is or which characters it has: an example would be taken for its form. */
const KNOWN: readonly KnownForm[] = [
  {
    form: /^\\S$/,
    words: () => ({ es: 'No puede estar en blanco.', en: 'Must not be blank.' }),
  },
  {
    form: /^\^\[\^\\r\\n\]\*\\S\[\^\\r\\n\]\*\$$/,
    words: () => ({
      es: 'Debe ser una sola línea, y no estar en blanco.',
      en: 'Must be a single line, and not blank.',
    }),
  },
  {
    form: /^\^\[\\x21-\\x7e\]\{(\d+),(\d+)\}\$$/,
    words: ([least, most]) => ({
      es: `De ${least} a ${most} letras sin tilde ni eñe, cifras o signos, sin espacios (ASCII visible).`,
      en: `${least} to ${most} letters, digits or signs of ASCII, without blanks.`,
    }),
  },
  {
    form: /^\^\[A-Za-z0-9\]\{(\d+),(\d+)\}\$$/,
    words: ([least, most]) => ({
      es: `De ${least} a ${most} letras sin tilde ni eñe, o cifras.`,
      en: `${least} to ${most} letters of ASCII, or digits.`,
    }),
  },
  {
    form: /^\^\[1-9\]\\d\{0,(\d+)\}\$$/,
    words: ([more]) => ({
      es: `Debe ser un entero de ${Number(more) + 1} cifras a lo sumo, sin ceros a la izquierda.`,
      en: `Must be an integer of ${Number(more) + 1} digits at most, without leading zeros.`,
    }),
  },
  {
    // A place in a list: a number, whose length says nothing, or a word instead.
    form: /^\^(?:\((\w+)\|(?=.*\)\$$))?\\d\{1,(\d+)\}\)?\$$/,
    words: ([word, digits]) => {
      const [es, en] = word === undefined ? ['', ''] : [`"${word}" o `, `"${word}" or `]
      return {
        es: `Debe ser ${es}un entero de ${digits} cifras a lo sumo.`,
        en: `Must be ${en}an integer of ${digits} digits at most.`,
      }
    },
  },
]

/** What texts of a form look like; the first that a pattern lets through explains it. */
const EXAMPLES = [
  '1180.00',
  '18.00',
  '2026-11-21',
  '21-11-2026',
  '01',
  '001',
  'E310000000001',
  '131880681',
  '001-001-000000001',
]
