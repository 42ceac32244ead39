import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../test/support/needs.ts'
import { explain } from './explain.ts'
import { KNOWN_CODES } from './messages/lookup.ts'

const message = (code: string, text = '') => ({ code, text, severity: 'error' as const })

interface Published {
  readonly items: readonly { readonly code: string; readonly severity: string; readonly suggested_action: string }[]
}

function published(): Published['items'] {
  return (JSON.parse(readFileSync(shared('sri/catalogs/sri-errors.json'), 'utf8')) as Published).items
}

/** What SRI answers about, rather than about a document that it rejected. */
const NO_REJECTION = ['43', '70', '99']

describe('explain', () => {
  test.skipIf(!needs('shared'))('knows every code that SRI publishes, and no other', () => {
    const codes = published().map(({ code }) => code)
    expect([...KNOWN_CODES].sort()).toEqual([...codes].sort())
    expect(new Set(KNOWN_CODES).size).toBe(KNOWN_CODES.length)
  })

  test.skipIf(!needs('shared'))('says that the number survives every rejection but one for the number itself', () => {
    for (const { code, severity } of published()) {
      const isRejection = severity === 'error' && !NO_REJECTION.includes(code)
      const [explanation] = explain([message(code)])
      expect([code, explanation?.numberSurvives]).toEqual([code, isRejection ? code !== '45' : undefined])
    }
  })

  test('explains in both languages, completely, without repeating itself', () => {
    const texts = explain(KNOWN_CODES.map((code) => message(code))).map(({ meaning, cause, remedy }) =>
      [meaning, cause, remedy].flatMap(({ es, en }) => [es, en]),
    )
    for (const six of texts) {
      expect(new Set(six).size).toBe(6)
      for (const text of six) expect(text).toMatch(/^[A-ZÁÉÍÓÚ].{15,}\.$/)
    }
    expect(new Set(texts.map(([meaning]) => meaning)).size).toBe(KNOWN_CODES.length)
  })

  test.each([
    { code: '45', path: 'number' },
    { code: '56', path: 'ec.infoTributaria.estab' },
    { code: '59', path: 'buyer.taxId' },
    { code: '65', path: 'issueDate' },
    { code: '82', path: 'ec.infoGuiaRemision.fechaIniTransporte' },
  ])('points to the field to change: $code → $path', ({ code, path }) =>
    expect(explain([message(code)])[0]?.path).toBe(path),
  )

  test('knows a code whichever zeros came with it', () => {
    expect(explain([message('043')])[0]?.meaning).toEqual(explain([message('43')])[0]?.meaning)
    expect(explain([message('02')])[0]?.path).toBe('issuer')
  })

  test('shows what nobody has explained yet as SRI wrote it', () => {
    expect(explain([message('98765', 'Algo nuevo'), message('98765'), message('0', 'Sin código')])).toMatchObject([
      { code: '98765', text: 'Algo nuevo', meaning: { es: 'Algo nuevo', en: 'Algo nuevo' }, path: '' },
      { code: '98765', text: '', meaning: { es: '98765', en: '98765' } },
      { code: '0', meaning: { es: 'Sin código' } },
    ])
  })

  test('keeps the order and the wording of the messages', () => {
    const messages = [message('60', 'B'), message('39', 'A')]
    expect(explain(messages).map(({ code, text }) => [code, text])).toEqual([
      ['60', 'B'],
      ['39', 'A'],
    ])
  })
})

describe('a schema error (35)', () => {
  const INTRO = 'ARCHIVO NO CUMPLE ESTRUCTURA XML: Se encontró el siguiente error en la estructura del comprobante: '

  test.each([
    {
      why: 'something is missing',
      text: "cvc-complex-type.2.4.a: Invalid content was found starting with element 'totalSinImpuestos'. One of '{fechaEmisionDocSustento}' is expected.",
      es: /«totalSinImpuestos» el esquema espera: fechaEmisionDocSustento\.$/,
      path: 'reference.date',
    },
    {
      why: 'one of several may be missing',
      text: `cvc-complex-type.2.4.a: Invalid content was found starting with element '{"":descuento}'. One of '{"":cantidad, "":unidadMedida}' is expected.`,
      es: /«descuento» el esquema espera: cantidad, unidadMedida\.$/,
      path: 'lines',
    },
    {
      why: 'a group is not complete',
      text: "cvc-complex-type.2.4.b: The content of element 'pagos' is not complete. One of '{pago}' is expected.",
      es: /^Al elemento «pagos» le falta: pago\.$/,
      path: 'payment',
    },
    {
      why: 'something is too many',
      text: "cvc-complex-type.2.4.d: Invalid content was found starting with element 'infoAdicional'. No child element is expected at this point.",
      es: /^El elemento «infoAdicional» sobra/,
      path: 'ec',
    },
    {
      why: 'a value is wrong',
      text: "cvc-type.3.1.3: The value 'x' of element 'razonSocialComprador' is not valid.",
      es: /^El elemento «razonSocialComprador» no tiene un valor permitido\.$/,
      path: 'buyer.name',
    },
    {
      why: 'a value is wrong, in Spanish',
      text: "cvc-type.3.1.3: El valor 'x' del elemento 'fechaEmision' no es válido.",
      es: /«fechaEmision»/,
      path: 'issueDate',
    },
  ])('names the element when $why', ({ text, es, path }) => {
    expect(explain([message('35', INTRO + text)])).toMatchObject([
      { meaning: { es: expect.stringMatching(es) as unknown }, path, numberSurvives: true },
    ])
  })

  test.each([
    { text: "cvc-maxLength-valid: Value 'x' with length = '301' is not facet-valid", en: /longer/ },
    { text: "cvc-minLength-valid: Value '' with length = '0' is not facet-valid", en: /empty/ },
    { text: "cvc-pattern-valid: Value 'a\nb' is not facet-valid with respect to pattern '[^\\n]*'", en: /line break/ },
    { text: "cvc-enumeration-valid: Value 'X' is not facet-valid", en: /official list/ },
    { text: "cvc-fractionDigits-valid: Value '1.234' has 3 fraction digits", en: /decimals/ },
    { text: "cvc-totalDigits-valid: Value '1' has 19 total digits", en: /digits/ },
    { text: "cvc-minInclusive-valid: Value '-1'", en: /smaller/ },
    { text: "cvc-datatype-valid.1.2.1: 'x' is not a valid value for 'decimal'.", en: /type wanted/ },
  ])('says what is wrong with a value: $en', ({ text, en }) => {
    const [alone, named] = explain([
      message('35', INTRO + text),
      message('35', `${INTRO}${text} cvc-type.3.1.3: The value 'x' of element 'descripcion' is not valid.`),
    ])
    expect(alone?.cause.en).toMatch(en)
    expect(named).toMatchObject({ path: 'lines', cause: { en: expect.stringMatching(en) as unknown } })
  })

  test('says what the code says when the text is none of a schema', () => {
    expect(explain([message('35', 'La normalizacion del xml no fue exitosa :[0][null]')])).toMatchObject([
      { meaning: { en: 'The XML does not follow the official schema.' }, path: '' },
    ])
  })
})

describe('a signature that is not taken (39)', () => {
  test.each([
    {
      text: 'FIRMA INVALIDA: La firma es invalida [Firma inválida (firma y/o certificados alterados)]',
      en: /does not belong/,
    },
    { text: 'FIRMA INVALIDA: La fecha de la firma es posterior a la actual', en: /future/ },
    { text: 'FIRMA INVALIDA: No existe el RUC en el certificado digital', en: /RUC is not in the certificate/ },
    { text: 'FIRMA INVÁLIDA: El certificado utilizado, no es del tipo firma digital.', en: /not one for digital/ },
    { text: 'FIRMA INVALIDA: El certificado se encuentra caducado', en: /has expired/ },
    { text: 'FIRMA INVALIDA: Certificado revocado', en: /revoked/ },
    { text: 'FIRMA INVALIDA: No se pudo validar la cadena de confianza', en: /does not trust/ },
    { text: 'FIRMA INVALIDA', en: /does not take/ },
  ])('is told by its reason: $text', ({ text, en }) => {
    const [explanation] = explain([message('39', text)])
    expect(explanation?.meaning.en).toMatch(en)
    for (const { es, en } of [explanation?.meaning, explanation?.cause, explanation?.remedy].filter((each) => !!each)) {
      expect([es, en].every((words) => /^[A-ZÁÉÍÓÚ].{15,}\.$/.test(words)) && es !== en).toBe(true)
    }
    expect(explain([message('39', text.toLowerCase())])[0]?.meaning.en).toMatch(en)
  })

  test('points to the issuer when the certificate is of another one', () => {
    expect(explain([message('39', 'No existe el RUC en el certificado digital')])[0]?.path).toBe('issuer')
  })
})

describe('figures that do not add up (52)', () => {
  test.each([
    {
      text: 'total sin impuestos de la factura $45.65 no es igual a la suma de los totales sin impuestos de las líneas',
      es: /«totalSinImpuestos»/,
      path: 'lines',
    },
    { text: 'ERROR EN DIFERENCIAS: El valor de importeTotal no es correcto', es: /«importeTotal»/, path: '' },
    { text: 'La base imponible del impuesto IVA no es igual', es: /«baseImponible»/, path: 'lines' },
    { text: 'totalDescuento', es: /«totalDescuento»/, path: 'lines' },
    { text: 'El valorRetenido no corresponde a la baseImponible', es: /«valorRetenido»/, path: '' },
    { text: 'La baseImponible no corresponde al valorRetenido', es: /«baseImponible»/, path: 'lines' },
    { text: 'falta tipoSujetoRetenido', es: /sujeto retenido/, path: 'ec.infoCompRetencion.tipoSujetoRetenido' },
    { text: 'ERROR EN DIFERENCIAS', es: /Las cifras/, path: '' },
  ])('are told by the one named first: $text', ({ text, es, path }) => {
    expect(explain([message('52', text)])).toMatchObject([
      { meaning: { es: expect.stringMatching(es) as unknown }, path, numberSurvives: true },
    ])
  })
})
