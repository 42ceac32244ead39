import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { examples } from '../../../test/support/dominican-examples.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import { readXml } from '../../xml/reader.ts'
import type { FileDraft, PrepareContext } from '../jurisdiction.ts'
import { EXAMPLE_CONTEXT, relatedInvoice } from './examples/context.ts'
import { dominicanRepublic } from './index.ts'
import { fileDrafts } from './file-drafts.ts'
import { prepare } from './prepare.ts'
import { documentXml } from './xml.ts'

const EXAMPLES = new URL('examples/', import.meta.url)
const draftOf = (xml: string): Promise<FileDraft> => fileDrafts.draftOf(Buffer.from(xml))
const consumer = () => readFileSync(new URL('32-consumer-invoice-small.xml', EXAMPLES), 'utf8')

/** The file of a draft, as it would be signed at the same moment. */
function writtenAnew(read: FileDraft, context: PrepareContext): string {
  if (read.kind === 'faults') throw new Error(JSON.stringify(read.faults))
  const { document, faults } = prepare(read.draft, context)
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
  return documentXml(document!, { number: read.draft.number!, expiresOn: undefined }, context.now)
}

describe('a file as a draft', () => {
  test.each(examples().map(({ name }) => name))('becomes the same file again: %s', async (name) => {
    const xml = readFileSync(new URL(`${name.replace(/\.json$/, '')}.xml`, EXAMPLES), 'utf8')
    const context = { ...EXAMPLE_CONTEXT, related: [relatedInvoice()] }
    expect(readXml(writtenAnew(await draftOf(xml), context))).toEqual(withoutBlanks(xml))
  })

  test.skipIf(!needs('shared'))('that is signed loses its signature and nothing else: every file of the official set', async () => {
    const folder = shared('dgii/samples/set-pruebas-a/signed')
    const names = readdirSync(folder).filter((name) => name.endsWith('.xml'))
    let read = 0
    for (const name of names) {
      const bytes = readFileSync(`${folder}/${name}`)
      const { name: root, children } = readXml(bytes)
      if (root !== 'ECF') continue
      const draft = await fileDrafts.draftOf(bytes)
      const context: PrepareContext = {
        ...EXAMPLE_CONTEXT,
        issuer: { taxId: '999999992', name: 'DOCUMENTOS ELECTRONICOS DE 02', settings: {} },
        today: '2026-11-30' as CalendarDate,
      }
      const written = readXml(writtenAnew(draft, context))
      const kept = (each: { name: string }) => each.name !== 'Signature' && each.name !== 'FechaHoraFirma'
      expect(written.children.filter(kept)).toEqual(children.filter(kept))
      read += 1
    }
    expect(read).toBeGreaterThan(20)
  }) // prettier-ignore

  test.each([
    { why: 'another root', xml: '<RFCE/>', path: '' },
    { why: 'a namespace', xml: '<ECF xmlns="urn:x"/>', path: '' },
    { why: 'no type', xml: '<ECF/>', path: 'Encabezado.IdDoc.TipoeCF' },
    { why: 'no such type', xml: consumer().replace('<TipoeCF>32', '<TipoeCF>99'), path: 'Encabezado.IdDoc.TipoeCF' },
    { why: 'no number', xml: consumer().replace(/<eNCF>.*<\/eNCF>/, ''), path: 'Encabezado.IdDoc.eNCF' },
    { why: 'an unknown element', xml: consumer().replace('<IdDoc>', '<IdDoc><Otro/>'), path: 'Encabezado.IdDoc.Otro' },
    { why: 'a value of another form', xml: consumer().replace(/<MontoTotal>[^<]*/, '<MontoTotal>mil'), path: 'Encabezado.Totales.MontoTotal' },
  ])('is none for a file that breaks the schema of its type: $why', async ({ xml, path }) => {
    const read = await draftOf(xml)
    expect(read.kind === 'faults' && read.faults.map((fault) => fault.path)).toContain(path)
  }) // prettier-ignore

  test.each([
    { why: 'no XML', xml: 'hola', code: 'malformed' },
    { why: 'a DTD', xml: `<!DOCTYPE ECF [<!ENTITY x SYSTEM "file:///etc/passwd">]><ECF>&x;</ECF>`, code: 'doctype' },
    { why: 'cut short', xml: consumer().slice(0, 400), code: 'malformed' },
  ])('is none for what cannot be read: $why', async ({ xml, code }) => {
    expect(await draftOf(xml)).toMatchObject({ kind: 'faults', faults: [{ code: `xml-${code}`, path: '' }] })
  })

  test.each([
    ['number', 'Encabezado.IdDoc.eNCF'],
    ['issuer', 'Encabezado.Emisor.RNCEmisor'],
    ['lines[2].quantity', 'DetallesItems.Item[2].CantidadItem'],
    ['lines[2].do.TablaSubDescuento.SubDescuento[0].MontoSubDescuento', 'DetallesItems.Item[2].TablaSubDescuento.SubDescuento[0].MontoSubDescuento'],
    ['lines[0]', 'DetallesItems.Item[0]'],
    ['do.Encabezado.Totales.MontoTotal', 'Encabezado.Totales.MontoTotal'],
    ['', ''],
  ])('has its faults at places of the file: %s', (path, place) => {
    expect(fileDrafts.placeOf(path)).toBe(place)
  }) // prettier-ignore

  test('whose figures do not add up is told where in the file', async () => {
    const read = await draftOf(consumer().replace(/<MontoTotal>[^<]*/, '<MontoTotal>1.00'))
    if (read.kind === 'faults') throw new Error(JSON.stringify(read.faults))
    const { faults } = dominicanRepublic.prepare(read.draft, EXAMPLE_CONTEXT)
    const places = faults.map(({ path }) => fileDrafts.placeOf(path))
    expect(places).toContain('Encabezado.Totales.MontoTotal')
  })
})

/** As the examples are kept for reading, with blanks between elements. */
function withoutBlanks(xml: string): unknown {
  return readXml(xml.replace(/>\s+</g, '><').trim())
}
