import type { Fault } from '../../../domain/fault.ts'
import { blockOf } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { documentNumberOf } from '../numbering.ts'
import { hasPoint } from '../settings.ts'
import { emissionPointOf } from './issuer.ts'
import type { Sources } from './sources.ts'

/** Whether the draft's number is one, agrees with what the block says of it, and is of an emission point that the issuer has. */
export function numberFaults(sources: Sources): readonly Fault[] {
  const { draft, settings, context } = sources
  const stated = context.correcting?.number ?? draft.number
  const number = documentNumberOf(stated ?? '')
  if (stated !== undefined && !number) return [NOT_A_NUMBER]

  const faults: Fault[] = []
  const block = blockOf(draft, 'ec')
  for (const name of ['estab', 'ptoEmi'] as const) {
    const given = givenAt(block, `infoTributaria.${name}`)
    if (number && typeof given === 'string' && given.trim() !== number[name])
      faults.push(otherPlace(name, number[name]))
  }
  const point = emissionPointOf(sources)
  if (!hasPoint(settings, point)) faults.push(unknownPoint(`${point.estab}-${point.ptoEmi}`, stated !== undefined))
  return faults
}

const SOURCE = 'SRI, Ficha técnica offline v2.32 (oct-2025), table 1'

const NOT_A_NUMBER: Fault = {
  code: 'number-form',
  path: 'number',
  severity: 'error',
  message: {
    es: 'El número lleva establecimiento, punto de emisión y secuencial, como 001-001-000000123.',
    en: 'A number has establishment, emission point and sequence, such as 001-001-000000123.',
  },
  source: SOURCE,
}

function otherPlace(name: 'estab' | 'ptoEmi', inNumber: string): Fault {
  return {
    code: 'number-place',
    path: `ec.infoTributaria.${name}`,
    severity: 'error',
    message: { es: `El número del comprobante dice ${inNumber}.`, en: `The number of the document says ${inNumber}.` },
    source: SOURCE,
  }
}

function unknownPoint(point: string, isOfNumber: boolean): Fault {
  return {
    code: 'emission-point-unknown',
    path: isOfNumber ? 'number' : 'ec.infoTributaria',
    severity: 'error',
    message: {
      es: `El emisor no tiene el punto de emisión ${point}: agréguelo a sus establecimientos o use uno de ellos.`,
      en: `The issuer has no emission point ${point}: add it to its establishments or use one of those.`,
    },
    source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 1; codes 10 and 56',
  }
}
