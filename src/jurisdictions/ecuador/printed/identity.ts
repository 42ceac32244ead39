import type { Document } from '../../../domain/document.ts'
import type { PrintedFact, PrintedIdentity } from '../../../domain/printed-page.ts'
import { signingTime } from '../dates.ts'
import type { TypeFacts } from '../type-facts.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { isAuthorised } from './standing.ts'
import { inWords } from './words.ts'

/**
 * The box at the top right. The number of an authorisation is shown once there is one; before, paper says that it is awaited, so
 * that nobody takes the clave de acceso alone for an authorised document.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 2
 */
export function identityOf(root: Group, type: TypeFacts, document: Document): PrintedIdentity {
  const [tax] = root.each('infoTributaria')
  const claveAcceso = tax?.take('claveAcceso')
  // In words at the top of the box.
  tax?.take('codDoc')
  return {
    type: type.name.es.toUpperCase(),
    number: { label: 'No.', value: fiscalNumberOf(tax), strong: true },
    facts: [
      { label: labelOf('ruc'), value: tax?.take('ruc') ?? '', strong: true },
      ...authorisation(document, claveAcceso),
      { label: labelOf('ambiente'), value: shouted(tax, 'ambiente') },
      { label: labelOf('tipoEmision'), value: shouted(tax, 'tipoEmision').replace(/^EMISIÓN /, '') },
    ],
    barcode: claveAcceso === undefined ? undefined : { label: labelOf('claveAcceso'), text: claveAcceso },
  }
}

/** `001-001-000000001`. */
export function fiscalNumberOf(tax: Group | undefined): string {
  return ['estab', 'ptoEmi', 'secuencial'].flatMap((part) => tax?.take(part) ?? []).join('-')
}

function authorisation(document: Document, claveAcceso: string | undefined): readonly PrintedFact[] {
  const label = 'NÚMERO DE AUTORIZACIÓN'
  const { verdict, state } = document
  if (!isAuthorised(document)) {
    return [{ label, value: state === 'signed' || state === 'sent' ? 'Pendiente de autorización' : 'Sin autorización' }]
  }
  return [
    { label, value: verdict?.authorization ?? claveAcceso ?? '' },
    { label: 'FECHA Y HORA DE AUTORIZACIÓN', value: verdict ? wallClock(verdict.decidedAt) : '' },
  ]
}

/** A moment on the clock of Guayaquil, `dd/mm/yyyy HH:mm:ss`. */
function wallClock(moment: string): string {
  const local = signingTime(new Date(moment))
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 19)}`
}

function shouted(tax: Group | undefined, name: string): string {
  return tax ? (inWords(tax, name, tax.take(name)) ?? '').toUpperCase() : ''
}
