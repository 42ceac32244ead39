import type { Fault } from '../../domain/fault.ts'
import { readXml } from '../../xml/reader.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { type UnreadableCode, UnreadableXml } from '../../xml/unreadable.ts'
import { groupAt, textAt, type Tree } from '../content/tree.ts'
import { checkContent } from '../format/check.ts'
import { readContent } from '../format/read.ts'
import type { FileDraft, FileDrafts } from '../jurisdiction.ts'
import { officialDraft } from './content/official-draft.ts'
import { formatOf } from './formats/formats.ts'

/** Files of e-CF, signed or not, as drafts. A file must be valid by the schema of its type; only the signing time may be missing. */
export const fileDrafts: FileDrafts = {
  draftOf: (xml) =>
    new Promise((resolve) => {
      try {
        resolve(draftOf(readXml(xml)))
      } catch (error) {
        if (!(error instanceof UnreadableXml)) throw error
        resolve({ kind: 'faults', faults: [unreadable(error)] })
      }
    }),
  placeOf,
}

function draftOf(root: XmlElement): FileDraft {
  if (root.name !== 'ECF' || root.namespace !== '') return { kind: 'faults', faults: [notAnECf(root.name)] }
  const type = textBelow(root, ['Encabezado', 'IdDoc', 'TipoeCF'])
  const format = formatOf(type ?? '')
  if (type === undefined || !format) return { kind: 'faults', faults: [unknownType] }

  const { content, faults } = readContent(format, root)
  const all = [...faults, ...checkContent(format, content, undefined, SIGNATURE_WRITES)]
  if (all.length > 0) return { kind: 'faults', faults: all }
  // A reading is plain data of the same shape; as a tree it is open to change.
  const tree = structuredClone(content) as Tree
  delete tree.FechaHoraFirma
  const number = textAt(groupAt(groupAt(tree, 'Encabezado'), 'IdDoc'), 'eNCF') ?? ''
  return { kind: 'draft', draft: officialDraft(type, number, tree) }
}

const SIGNATURE_WRITES: ReadonlySet<string> = new Set(['FechaHoraFirma'])

function placeOf(path: string): string {
  const line = /^lines\[(\d+)\](?:\.(.*))?$/s.exec(path)
  if (line) {
    const [, index = '', rest] = line
    const item = `DetallesItems.Item[${index}]`
    return rest === undefined ? item : `${item}.${LINE_PLACES[rest] ?? rest.replace(/^do\./, '')}`
  }
  return PLACES[path] ?? path.replace(/^do\./, '')
}

/** What an official draft holds outside its blocks. */
const PLACES: Readonly<Record<string, string>> = {
  type: 'Encabezado.IdDoc.TipoeCF',
  number: 'Encabezado.IdDoc.eNCF',
  issueDate: 'Encabezado.Emisor.FechaEmision',
  issuer: 'Encabezado.Emisor.RNCEmisor',
  lines: 'DetallesItems.Item',
}
const LINE_PLACES: Readonly<Record<string, string>> = {
  name: 'NombreItem',
  quantity: 'CantidadItem',
  unitPrice: 'PrecioUnitarioItem',
}

function textBelow(root: XmlElement, names: readonly string[]): string | undefined {
  let at: XmlElement | undefined = root
  for (const name of names) at = at?.children.find((child) => child.name === name)
  return at?.text
}

function unreadable({ code, message, line }: UnreadableXml): Fault {
  const es = line === undefined ? `${UNREADABLE[code]}.` : `${UNREADABLE[code]} (línea ${line}).`
  return { code: `xml-${code}`, path: '', severity: 'error', message: { es, en: message } }
}

const UNREADABLE: Readonly<Record<UnreadableCode, string>> = {
  empty: 'El XML está vacío',
  'too-large': 'El XML es demasiado grande',
  'too-deep': 'El XML tiene demasiados niveles',
  'too-many-nodes': 'El XML tiene demasiados elementos',
  'too-many-attributes': 'El XML tiene demasiados atributos',
  'not-utf8': 'El XML no está en UTF-8',
  'unsupported-version': 'El XML debe ser de la versión 1.0',
  doctype: 'El XML no puede llevar DTD',
  malformed: 'El XML no está bien formado',
  'duplicate-id': 'El XML repite un identificador',
}

function notAnECf(name: string): Fault {
  return {
    code: 'xml-unknown-kind',
    path: '',
    severity: 'error',
    message: {
      es: `La raíz debe ser ECF, sin espacio de nombres; el archivo tiene ${name}.`,
      en: `The root must be ECF, without a namespace; the file has ${name}.`,
    },
  }
}

const unknownType: Fault = {
  code: 'xml-unknown-kind',
  path: 'Encabezado.IdDoc.TipoeCF',
  severity: 'error',
  message: { es: 'No hay e-CF de este TipoeCF.', en: 'There is no e-CF of this TipoeCF.' },
}
