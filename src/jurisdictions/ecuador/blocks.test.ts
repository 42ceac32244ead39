import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { DRAFT_BLOCK, LINE_BLOCK } from './blocks.ts'

describe('the blocks', () => {
  const draft = Compile(DRAFT_BLOCK)
  const line = Compile(LINE_BLOCK)

  test.each([
    {},
    { infoTributaria: { estab: '002', ptoEmi: null } },
    { infoFactura: { propina: 0, pagos: { pago: [{ formaPago: '01', total: 1 }] } }, inventado: '1' },
    { infoAdicional: { Pedido: '77' } },
    { infoAdicional: { campoAdicional: [{ '@nombre': 'Pedido', '#text': '77' }] } },
    {
      docsSustento: { docSustento: [{ codSustento: '01', retenciones: { retencion: [{ codigoRetencion: '303' }] } }] },
    },
  ])('let %j through to the rules', (block) => expect(draft.Check(block)).toBe(true))

  test('name every field of every type, lines apart', () => {
    const text = JSON.stringify(DRAFT_BLOCK)
    for (const name of ['comercioExterior', 'valorModificacion', 'motivos', 'placa', 'pagoLocExt', 'maquinaFiscal']) {
      expect(text).toContain(`"${name}"`)
    }
    expect(JSON.stringify(LINE_BLOCK)).toContain('"codigoInterno"')
    expect(
      line.Check({
        codigoAuxiliar: 'H492001',
        detallesAdicionales: { detAdicional: [{ '@nombre': 'a', '@valor': 'b' }] },
      }),
    ).toBe(true)
  })

  test('refuse what is no group at all', () => {
    expect(draft.Check({ infoFactura: 'texto' })).toBe(false)
    expect(draft.Check({ infoAdicional: 'texto' })).toBe(false)
  })
})
