import type { PrintedFact } from '../../../domain/printed-page.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { IVA, taxName, taxOf } from './tax-names.ts'
import { nameOfCode, wordsOf } from './words.ts'

/**
 * A group that reads as one labelled value, such as a tax or a payment; none when it is no such group, or all of it is shown
 * already. What it tells counts as shown.
 */
export function phraseOf(group: Group): readonly PrintedFact[] {
  if (group.attribute('nombre') !== undefined) return named(group)
  const phrase = PHRASES.get(group.name)
  return phrase ? phrase(group) : []
}

type Phrase = (group: Group) => readonly PrintedFact[]

const PHRASES: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  ['impuesto', tax],
  ['totalImpuesto', tax],
  ['impuestoDocSustento', tax],
  ['detalleImpuesto', tax],
  ['retencion', presumptiveWithholding],
  ['compensacion', compensation],
  ['compensacionReembolso', compensation],
  ['pago', payment],
  ['rubro', (group) => fact(group.takeNew('concepto'), [group.takeNew('total')])],
])

/** A name and value of the issuer's own. */
function named(group: Group): readonly PrintedFact[] {
  const value = group.attribute('valor') ?? ''
  return [{ label: group.attribute('nombre') ?? '', value: group.takeText() ?? value }]
}

function tax(group: Group): readonly PrintedFact[] {
  if (group.peek('codigoPorcentaje') === undefined) return []
  const label = taxName(group)
  const saysRate = taxOf(group) === IVA
  const rate = group.takeNew('tarifa')
  const value = group.takeNew('valor') ?? group.takeNew('valorImpuesto') ?? group.takeNew('impuestoReembolso')
  const base = group.takeNew('baseImponible') ?? group.takeNew('baseImponibleReembolso')
  for (const code of ['codigo', 'codImpuestoDocSustento', 'codigoPorcentaje']) group.take(code)
  return fact(label, [
    value,
    said('base imponible', base),
    saysRate ? undefined : said('tarifa', rate),
    said('descuento adicional', group.takeNew('descuentoAdicional')),
    said('devolución de IVA', group.takeNew('valorDevolucionIva')),
  ])
}

/** What distributors of fuel and newspapers withhold in their factura. */
function presumptiveWithholding(group: Group): readonly PrintedFact[] {
  if (group.peek('codigoRetencion') !== undefined) return []
  const name = nameOfCode(group, 'codigoPorcentaje') ?? `código ${group.peek('codigoPorcentaje') ?? ''}`
  for (const code of ['codigo', 'codigoPorcentaje']) group.take(code)
  return fact(name, [group.takeNew('valor'), said('tarifa', group.takeNew('tarifa'))])
}

function compensation(group: Group): readonly PrintedFact[] {
  group.take('codigo')
  return fact('Compensación solidaria', [group.takeNew('valor'), said('tarifa', group.takeNew('tarifa'))])
}

function payment(group: Group): readonly PrintedFact[] {
  const code = group.peek('formaPago')
  const words = wordsOf(group, 'formaPago')
  const term = [group.takeNew('plazo'), group.takeNew('unidadTiempo')].filter((part) => part !== undefined).join(' ')
  const label = code === words ? code : `${code} - ${words}`
  return fact(label, [group.takeNew('total'), term === '' ? undefined : said('plazo', term)])
}

function fact(label: string | undefined, parts: readonly (string | undefined)[]): readonly PrintedFact[] {
  const value = parts.filter((part) => part !== undefined).join(', ')
  return value === '' ? [] : [{ label: label ?? labelOf('concepto'), value }]
}

function said(what: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${what} ${value}`
}
