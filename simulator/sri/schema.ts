import { formatOfRoot } from '../../src/jurisdictions/ecuador/formats/formats.ts'
import { checkContent } from '../../src/jurisdictions/format/check.ts'
import { readContent } from '../../src/jurisdictions/format/read.ts'
import type { XmlElement } from '../../src/xml/tree.ts'
import { textAt } from '../reading.ts'
import { typeOfRoot } from './document-types.ts'
import { error, type Finding } from './finding.ts'
import type { SriRules } from './settings.ts'

/**
 * What the schema of its type and version finds wrong with a document. Only the first thing is told, as Xerces does.
 *
 * A day that no calendar has passes every official schema: `dates` sees to it.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, codes 35, 36, 47 and 48
 */
export function schemaFindings(root: XmlElement, { discontinued }: Pick<SriRules, 'discontinued'>): readonly Finding[] {
  const type = typeOfRoot(root.name)
  if (!type) return [error('47', `No existe el tipo de comprobante ${root.name}`)]
  const version = root.attributes.get('version') ?? ''
  if (discontinued.includes(`${root.name} ${version}`)) return [error('36', `${root.name} ${version}`)]
  const format = formatOfRoot(root.name, version)
  if (!format) return [error('48', `No existe el esquema de ${root.name} versión ${version}`)]
  if (root.attributes.get('id') !== 'comprobante')
    return [error('35', invalid('', 'el atributo id debe ser comprobante'))]

  const reading = readContent(format, root)
  const faults = [...reading.faults, ...checkContent(format, reading.content)]
  const fault = faults.find(({ code, severity }) => severity === 'error' && code !== 'field-date')
  if (fault) return [error('35', invalid(fault.path, fault.message.es))]

  const codDoc = textAt(root, 'infoTributaria.codDoc') ?? ''
  return codDoc === type.code ? [] : [error('47', `El tipo de comprobante ${codDoc} no es el de ${root.name}`)]
}

function invalid(path: string, message: string): string {
  return `Se encontró el siguiente error en la estructura del comprobante: ${path === '' ? '' : `${path}: `}${message}`
}
