import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { examples } from '../../../test/support/ecuadorian-examples.ts'
import { needs, shared } from '../../../test/support/needs.ts'
import { readXml } from '../../xml/reader.ts'
import { recompute } from './recompute.ts'

const NOW = new Date('2026-11-16T15:30:00Z')
const recomputed = (xml: string | Uint8Array) => recompute(readXml(Buffer.from(xml)), NOW)

function exampleXml(name: string): string {
  const example = examples().find((each) => each.name === name)
  if (!example) throw new RangeError(`no example ${name}`)
  return readFileSync(example.xml, 'utf8')
}

describe('recompute', () => {
  test.each(examples().filter(({ draft }) => draft.type !== '06'))('agrees with what Emite wrote: $name', ({ xml }) => {
    expect(recomputed(readFileSync(xml))).toEqual({ kind: 'recomputed', faults: [] })
  })

  test.each([
    { name: '01-invoice', from: '<importeTotal>388.04', to: '<importeTotal>388.10', path: 'infoFactura.importeTotal' },
    { name: '01-invoice', from: '<precioTotalSinImpuesto>14.40', to: '<precioTotalSinImpuesto>14.50', path: 'detalles.detalle[1].precioTotalSinImpuesto' },
    { name: '01-invoice', from: '<valor>48.74</valor>\n      </totalImp', to: '<valor>47.74</valor>\n      </totalImp', path: 'infoFactura.totalConImpuestos.totalImpuesto[0].valor' },
    { name: '05-debit-note', from: '<valorTotal>14.26', to: '<valorTotal>14.36', path: 'infoNotaDebito.valorTotal' },
    { name: '05-debit-note', from: '<valor>1.86', to: '<valor>1.90', path: 'infoNotaDebito.impuestos.impuesto[0].valor' },
    { name: '05-debit-note', from: '<valor>12.40', to: '<valor>12.60', path: 'infoNotaDebito.totalSinImpuestos' },
    { name: '07-withholding', from: '<valorRetenido>100.00', to: '<valorRetenido>110.00', path: 'docsSustento.docSustento[0].retenciones.retencion[0].valorRetenido' },
  ])('tells by its official path what does not come out: $name, $to', ({ name, from, to, path }) => {
    const xml = exampleXml(name)
    expect(xml).toContain(from)
    const found = recomputed(xml.replace(from, to))
    expect(found).toHaveProperty('faults', expect.arrayContaining([expect.objectContaining({ path, severity: 'error' })]))
  }) // prettier-ignore

  test('lets a cent pass, and says so', () => {
    const xml = exampleXml('01-invoice').replace('<importeTotal>388.04', '<importeTotal>388.05')
    expect(recomputed(xml)).toMatchObject({ faults: [{ path: 'infoFactura.importeTotal', severity: 'warning' }] })
  })

  test.each([
    { why: 'a waybill, which has no figures', xml: exampleXml('06-waybill') },
    { why: 'a version that does not exist', xml: '<factura id="comprobante" version="9.9.9"></factura>' },
  ])('computes nothing of $why', ({ xml }) => expect(recomputed(xml)).toEqual({ kind: 'not-possible' }))

  describe.skipIf(!needs('shared'))('of the first withholding receipts', () => {
    const xml = needs('shared') ? readFileSync(shared('sri/samples/signed/retencion-1.0.0_signed.xml'), 'utf8') : ''

    test('agrees with a sample', () => expect(recomputed(xml)).toEqual({ kind: 'recomputed', faults: [] }))

    test('tells an amount that is not its percentage', () => {
      const altered = xml.replace(/<valorRetenido>[^<]*/, '<valorRetenido>99999.00')
      expect(recomputed(altered)).toMatchObject({ faults: [{ path: 'impuestos.impuesto[0].valorRetenido' }] })
    })
  })
})
