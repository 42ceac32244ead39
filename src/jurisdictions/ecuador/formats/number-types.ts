import type { SimpleType } from '../../format/format.ts'

// The number types of the SRI schemas. They have no pattern: the digits of the number count, not those of its text, so that
// SRI takes "0.69000" where two decimals are allowed.

/** An amount. */
export const monto = notNegative('monto', 14, 2)
/** An amount that the schema lets be negative. */
export const montoConSigno = number('montoConSigno', 14, 2)
/** A quantity or a unit price of versions 1.1.0 and 2.1.0. */
export const cantidad = notNegative('cantidad', 18, 6)
/** The rate of a tax. */
export const tarifa = notNegative('tarifa', 4, 2)
/** The rate of a withholding that a factura shows. */
export const tarifaRetencion = notNegative('tarifaRetencion', 5, 2)
/** A percentage of retención, and the rate of the tax on a support document: 1.75 and 100 fit, 10.25 does not. */
export const porcentaje = notNegative('porcentajeRetener', 3, 2)

function notNegative(name: string, totalDigits: number, fractionDigits: number): SimpleType {
  return { ...number(name, totalDigits, fractionDigits), minInclusive: '0' }
}

function number(name: string, totalDigits: number, fractionDigits: number): SimpleType {
  return {
    name,
    base: 'decimal',
    totalDigits,
    fractionDigits,
    shape: {
      es: `un número de hasta ${totalDigits} dígitos, ${fractionDigits} de ellos decimales, con punto y sin separador de miles`,
      en: `a number of up to ${totalDigits} digits, ${fractionDigits} of them decimals, with a point and no thousands separator`,
    },
    decimals: fractionDigits,
  }
}
