import { Compile } from 'typebox/compile'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../test/support/needs.ts'
import { UnreadableXml } from '../../xml/unreadable.ts'
import { LINE_BLOCK, DRAFT_BLOCK } from './blocks.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { dominicanRepublic } from './index.ts'

describe('the blocks', () => {
  const draft = Compile(DRAFT_BLOCK)
  const line = Compile(LINE_BLOCK)

  test.each([
    {},
    { computed: ['ValorPagar'] },
    { Encabezado: { IdDoc: { TipoIngresos: '02', FechaDesde: null }, Totales: { SaldoAnterior: 0 } } },
    { Subtotales: { Subtotal: [{ NumeroSubTotal: 1 }] }, Inventado: '1' },
  ])('let %j through to the rules', (block) => expect(draft.Check(block)).toBe(true))

  test('name every field of the format, lines apart', () => {
    const text = JSON.stringify(DRAFT_BLOCK)
    expect(text).toContain('SubTotaITBIS1')
    expect(text).not.toContain('CantidadItem')
    expect(JSON.stringify(LINE_BLOCK)).toContain('CantidadItem')
    expect(line.Check({ GradosAlcohol: 5, TablaSubcantidad: { SubcantidadItem: [{ Subcantidad: '0.355' }] } })).toBe(
      true,
    )
  })
})

describe('an issuer', () => {
  const faults = (change: object) =>
    dominicanRepublic.issuers
      .check({ ...EXAMPLE_CONTEXT.issuer, ...change })
      .map(({ code, path, severity }) => `${severity} ${code} ${path}`)

  test('that is complete has no fault', () => expect(faults({})).toEqual([]))

  test.each<[object, string]>([
    [{ taxId: '123' }, 'error field-pattern taxId'],
    [{ taxId: '101010633' }, 'warning issuer-check-digit taxId'],
    [{ name: ' ' }, 'error field-missing name'],
    [{ address: 'x'.repeat(101) }, 'error field-too-long address'],
    [{ phones: ['8095550101', '12'] }, 'error field-pattern phones[1]'],
    [{ municipality: '999999' }, 'error field-not-in-list municipality'],
    [{ settings: { incomeType: '09' } }, 'error issuer-settings settings.incomeType'],
    [{ settings: { foo: 1 } }, 'error issuer-settings settings.foo'],
  ])('with %j is told so', (change, fault) => expect(faults(change)).toContain(fault))
})

describe('examine', () => {
  test.skipIf(!needs('shared'))('tells what a signed file says and whether it holds', async () => {
    const file = (path: string) => readFileSync(shared(`dgii/samples/${path}`))
    const good = await dominicanRepublic.examine(file('set-pruebas-a/signed/999999992E310000000002.xml'))
    expect(good).toMatchObject({
      type: '31',
      content: { name: 'ECF' },
      verification: { valid: true, mode: 'as-is' },
      faults: [],
    })
    expect(good?.verification.certificate?.subject).toBeTruthy()

    const tampered = await dominicanRepublic.examine(file('negative/ecf-31-tampered-total.xml'))
    expect(tampered).toMatchObject({ content: { name: 'ECF' }, verification: { valid: false } })

    const empty = await dominicanRepublic.examine(file('negative/ecf-31-empty-tag.xml'))
    expect(empty?.verification.valid).toBe(true)
    expect(empty?.faults.map(({ path }) => path)).toContain('Encabezado.Emisor.Sucursal')
  })

  test('knows the files of DGII, and no others', async () => {
    expect(await dominicanRepublic.examine(Buffer.from('<factura></factura>'))).toBeUndefined()
    const type = await dominicanRepublic.examine(Buffer.from('<ECF></ECF>'))
    expect(type?.faults).toMatchObject([{ code: 'xml-unknown-kind', path: 'Encabezado.IdDoc.TipoeCF' }])
    await expect(dominicanRepublic.examine(Buffer.from('<ECF>'))).rejects.toThrow(UnreadableXml)
  })
})
