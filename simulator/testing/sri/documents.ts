import { formatOf } from '../../../src/jurisdictions/ecuador/formats/formats.ts'
import type { Content } from '../../../src/jurisdictions/format/format.ts'
import { writeXml } from '../../../src/jurisdictions/format/write.ts'
import { ISSUER, NUMBER, SOUND_DOCUMENTS, type Kind, type Tree, type Value } from './sound-documents.ts'

/** What to change in a sound document: official paths below the root, such as `infoFactura.propina` or `detalles.detalle.0.cantidad`. */
export type Changes = Readonly<Record<string, Value | undefined>>

/** A sound document of 1 December 2026, canonical and unsigned, with changes. The access key follows the changes. */
export function documentOf(kind: Kind, changes: Changes = {}, number = NUMBER): string {
  const { codDoc, body, version: newest } = SOUND_DOCUMENTS[kind]
  const { version: otherVersion, ...contentChanges } = changes
  const version = typeof otherVersion === 'string' ? otherVersion : newest
  const [estab = '', ptoEmi = '', secuencial = ''] = number.split('-')
  const tree = changed(
    {
      infoTributaria: {
        ambiente: '1',
        tipoEmision: '1',
        razonSocial: 'EMISOR DE PRUEBA & CÍA',
        ruc: ISSUER,
        claveAcceso: '',
        codDoc,
        estab,
        ptoEmi,
        secuencial,
        dirMatriz: 'Quito',
      },
      ...body,
    },
    contentChanges,
  )
  const head = tree.infoTributaria as Record<string, string>
  head.claveAcceso ||= keyOf(head, dateIn(tree))
  const format = formatOf(codDoc, version)
  if (!format) throw new RangeError(`no format of ${kind} ${version}`)
  return writeXml(format, { '@id': 'comprobante', '@version': version, ...(tree as Content) })
}

/** The access key in a document. */
export function keyIn(xml: string): string {
  return /<claveAcceso>(\d{49})</.exec(xml)?.[1] ?? ''
}

/** A key of these 48 digits and their check digit. */
export function withCheckDigit(digits: string): string {
  const sum = Array.from(digits).reduceRight((total, digit, i) => total + Number(digit) * (2 + ((47 - i) % 6)), 0)
  const rest = 11 - (sum % 11)
  return `${digits}${rest === 11 ? '0' : rest === 10 ? '1' : String(rest)}`
}

function keyOf(head: Readonly<Record<string, string>>, date: string): string {
  const place = `${head.estab ?? ''}${head.ptoEmi ?? ''}${head.secuencial ?? ''}`
  return withCheckDigit(
    `${date.replaceAll('/', '')}${head.codDoc ?? ''}${head.ruc ?? ''}${head.ambiente ?? ''}${place}12345678${head.tipoEmision ?? ''}`,
  )
}

/** The date of the group that is particular to the kind; of a guía, the one its transport begins on. */
function dateIn(tree: Mutable): string {
  const [info = {}] = Object.entries(tree).flatMap(([name, group]) =>
    /^info[A-Z]/.test(name) && name !== 'infoTributaria' ? [group as Record<string, string>] : [],
  )
  return info.fechaEmision ?? info.fechaIniTransporte ?? ''
}

type Mutable = { [name: string]: unknown }

function changed(tree: Tree, changes: Changes): Mutable {
  const copy = structuredClone(tree) as Mutable
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let at = copy
    for (const name of names) at = (at[name] ??= {}) as Mutable
    at[last] = value
  }
  return copy
}
