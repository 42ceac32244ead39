import type { SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { perType } from './table.ts'

// The number types of the ten e-CF schemas. Some official patterns leave the decimal point unescaped; they stand here as they
// are, and the rules of integers and decimals, which apply beside the pattern as they do in the schema, keep other characters out.

const upTo = (integer: number, decimals: number) => ({
  es: `un número de hasta ${integer} enteros y ${decimals} decimales, con punto y sin separador de miles`,
  en: `a number of up to ${integer} integer digits and ${decimals} decimals, with a point and no thousands separator`,
})
const digits = (most: number) => ({ es: `de 1 a ${most} dígitos`, en: `1 to ${most} digits` })

const amount: SimpleType = {
  name: '',
  base: 'decimal',
  pattern: schemaPattern('[0-9]{1,16}(\\.[0-9]{1,2})?'),
  shape: upTo(16, 2),
  totalDigits: 18,
  fractionDigits: 2,
  decimals: 2,
}

/** An amount or a quantity, not negative. */
export const monto: SimpleType = { ...amount, name: 'Decimal18D1or2ValidationTypeMayorIgualCero' }
/** An amount or a quantity above zero: left out when there is none. */
export const montoMayorCero: SimpleType = {
  ...amount,
  name: 'Decimal18D1or2ValidationTypeMayorCero',
  minExclusive: '0',
}
/** An amount that may be negative. */
export const montoConSigno: SimpleType = {
  ...amount,
  name: 'Decimal18D1or2ValidationTypeNegativoPositivo',
  pattern: schemaPattern('[+-]?[0-9]{1,16}(.[0-9]{1,2})?'),
}

/** A sub-quantity or a net weight. */
export const cantidad3: SimpleType = {
  name: 'Decimal19D1or3ValidationTypeMayorIgualCero',
  base: 'decimal',
  pattern: schemaPattern('[0-9]{1,16}(.[0-9]{1,3})?'),
  shape: upTo(16, 3),
  totalDigits: 19,
  fractionDigits: 3,
  decimals: 3,
}

/** A unit price. */
export const precio: SimpleType = {
  name: 'Decimal20D1or4ValidationTypeMayorIgualCero',
  base: 'decimal',
  pattern: schemaPattern('(\\d{1,16})(\\.\\d{1,4})?'),
  shape: upTo(16, 4),
  totalDigits: 20,
  fractionDigits: 4,
  decimals: 4,
}

/** A percentage, a rate in pesos or degrees of alcohol. */
export const porcentaje: SimpleType = {
  name: 'Decimal5D1or2ValidationTypeMayorCero',
  base: 'decimal',
  pattern: schemaPattern('[0-9]{1,3}(.[0-9]{1,2})?'),
  shape: upTo(3, 2),
  totalDigits: 5,
  fractionDigits: 2,
  minExclusive: '0',
  decimals: 2,
}

const exchangeRate: SimpleType = {
  name: 'Decimal7D1or4ValidationTypeMayorCero',
  base: 'decimal',
  pattern: schemaPattern('[0-9]{1,3}(.[0-9]{1,4})?'),
  shape: upTo(3, 4),
  totalDigits: 7,
  fractionDigits: 4,
  decimals: 4,
}
/** The schema of 41 forgot that it must be above zero. */
export const tipoCambio = perType({ ...exchangeRate, minExclusive: '0' }, { '41': exchangeRate })

/** A short number: a rate of ITBIS, a line of a table. */
export const integer2: SimpleType = {
  name: 'Integer2ValidationType',
  base: 'integer',
  pattern: schemaPattern('[0-9]{1,2}'),
  shape: digits(2),
  totalDigits: 2,
}

/** A long number without meaning of its own, such as that of an order. */
export const integer20: SimpleType = {
  name: 'Integer20ValidationType',
  base: 'integer',
  pattern: schemaPattern('[0-9]{1,20}'),
  shape: digits(20),
  totalDigits: 20,
}

const pages4: SimpleType = {
  name: 'Integer4ValidationTypeMayorUno',
  base: 'integer',
  pattern: schemaPattern('[0-9]{1,4}'),
  shape: digits(4),
  totalDigits: 4,
  minExclusive: '1',
}
const pages5: SimpleType = {
  name: 'Integer5ValidationTypeMayorUno',
  base: 'integer',
  pattern: schemaPattern('[0-9]{1,5}'),
  shape: digits(5),
  totalDigits: 5,
  minExclusive: '1',
}
/** How many printed pages, when more than one. */
export const totalPaginas = perType(pages4, { '33': pages5, '34': pages5 })

const upTo1000: SimpleType = {
  name: 'Integer4V1To1000ValidationType',
  base: 'integer',
  pattern: schemaPattern('[0-9]{1,4}'),
  shape: digits(4),
  totalDigits: 4,
  minInclusive: '1',
  maxInclusive: '1000',
}
const upTo10000: SimpleType = {
  name: 'Integer5V1To10000ValidationType',
  base: 'integer',
  pattern: schemaPattern('[0-9]{1,5}'),
  shape: digits(5),
  totalDigits: 5,
  minInclusive: '1',
  maxInclusive: '10000',
}
/** A page, or the line where one begins or ends. */
export const numeroPagina = perType(upTo1000, { '33': upTo10000, '34': upTo10000 })

const line10000: SimpleType = { ...upTo10000, name: 'NumeroLineaType' }
/** The number of a line, from 1. */
export const numeroLinea = perType<SimpleType>(
  { ...upTo1000, name: 'NumeroLineaType', pattern: schemaPattern('[0-9]{0,4}') },
  { '33': line10000, '34': line10000 },
)

/** Most lines, and most pages, of a document. */
export const mostLines = perType(1_000, { '33': 10_000, '34': 10_000 })
