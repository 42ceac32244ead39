import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readXml } from '../../src/xml/reader.ts'
import { elementsOf, type XmlElement } from '../../src/xml/tree.ts'
import { needs, shared } from '../../test/support/needs.ts'
import { AUTHORISATION_SERVICE, CONSULTATION_SERVICE, RECEPTION_SERVICE } from './web-services.ts'
import { wsdlOf } from './wsdl.ts'

/** Every element of a schema or binding as one line: where it stands, its name, its attributes. */
function linesOf(xml: string): readonly string[] {
  const lines: string[] = []
  const walk = (element: XmlElement, path: string): void => {
    const name = element.attributes.get('name') ?? element.attributes.get('ref') ?? ''
    const here = `${path}/${element.name}${name === '' ? '' : `[${name}]`}`
    const attributes = [...element.attributes].map(([key, value]) => `${key}=${value}`)
    lines.push(`${here} ${attributes.toSorted().join(' ')}`)
    for (const child of element.children) walk(child, here)
  }
  walk(readXml(xml), '')
  return lines.toSorted()
}

// Two elements that the official descriptions declare and nothing uses.
const UNUSED = /\[(RespuestaAutorizacion|RespuestaSolicitud)\]/

test.skipIf(!needs('shared')).each([
  { file: 'RecepcionComprobantesOffline', service: RECEPTION_SERVICE },
  { file: 'AutorizacionComprobantesOffline', service: AUTHORISATION_SERVICE },
])('the description of $file says what the official one says', ({ file, service }) => {
  const official = readFileSync(shared(`sri/wsdl/${file}.wsdl`), 'utf8')
  const address = `http://localhost/comprobantes-electronicos-ws/${file}`
  const wanted = linesOf(official).filter((line) => !UNUSED.test(line))
  expect(linesOf(wsdlOf(service, address))).toEqual(wanted)
})

test('the description of the consultation is well formed, in its own namespace', () => {
  const root = readXml(wsdlOf(CONSULTATION_SERVICE, 'http://localhost/x'))
  expect(root.attributes.get('targetNamespace')).toBe('http://ec.gob.sri.ws.consultas')
  expect([...elementsOf(root)].filter(({ name }) => name === 'operation')).not.toHaveLength(0)
})
