import { figureOf } from '../../content/figures.ts'
import { adjustmentsOf } from '../totals/adjustments.ts'
import { lineTaxesOf } from '../totals/line-taxes.ts'
import { LINE_TOLERANCE } from '../totals/lines.ts'
import { groupAt, textAt } from '../../content/tree.ts'
import { dgiiCode, FORMAT, itemAt, TOTALS, type Rule } from './rule.ts'

const AT = 'Retencion'

export const WITHHOLDING_RULES: readonly Rule[] = [
  {
    code: 'perception-not-in-force',
    severity: 'error',
    source: `${FORMAT}, IndicadorAgenteRetencionoPercepcion`,
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        if (textAt(groupAt(item, AT), 'IndicadorAgenteRetencionoPercepcion') !== '2') continue
        breach(
          `${itemAt(i)}.${AT}.IndicadorAgenteRetencionoPercepcion`,
          'El régimen de percepción no está vigente: solo retención (1).',
          'The perception regime is not in force: only withholding (1).',
        )
      }
    },
  },
  {
    code: 'withholding-itbis',
    severity: 'error',
    source: dgiiCode('260', 'MontoITBISRetenido'),
    types: ['41'],
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        const group = groupAt(item, AT)
        if (!group || group.MontoITBISRetenido !== undefined) continue
        breach(
          `${itemAt(i)}.${AT}.MontoITBISRetenido`,
          'Cada línea de un comprobante de compras dice el ITBIS retenido; 0.00 si la línea es exenta.',
          'Each line of a purchase document states the ITBIS withheld; 0.00 when the line is exempt.',
        )
      }
    },
  },
  {
    code: 'withholding-exceeds-itbis',
    severity: 'warning',
    source: `${FORMAT}, MontoITBISRetenido: part of the ITBIS of the line`,
    types: ['31', '33', '34', '41'],
    check({ items, content, totals }, breach) {
      const withheld = items.map((item) => figureOf(textAt(groupAt(item, AT), 'MontoITBISRetenido')))
      if (!withheld.some((amount) => amount?.gt(0))) return
      // A charge on the document raises the ITBIS of lines that do not show it.
      const isCharged = adjustmentsOf(content).some((entry) => textAt(entry, 'TipoAjuste') === 'R')
      const taxesOf = lineTaxesOf(content)
      let isTold = false
      for (const [i, item] of isCharged ? [] : items.entries()) {
        const itbis = figureOf(taxesOf(item).itbis ?? '0.00')
        const amount = withheld[i]
        if (!amount || !itbis || amount.lte(itbis.plus(LINE_TOLERANCE))) continue
        isTold = true
        breach(
          `${itemAt(i)}.${AT}.MontoITBISRetenido`,
          `Se retiene ${amount.toFixed(2)} de ITBIS de una línea que solo lleva ${itbis.toFixed(2)}.`,
          `${amount.toFixed(2)} of ITBIS is withheld of a line that bears only ${itbis.toFixed(2)}.`,
        )
      }
      // A discount on the document lowers the ITBIS below what its lines show.
      const all = figureOf(textAt(totals, 'TotalITBISRetenido'))
      const itbis = figureOf(textAt(totals, 'TotalITBIS') ?? '0.00')
      if (isTold || !all || !itbis || all.lte(itbis.plus(LINE_TOLERANCE.times(items.length)))) return
      breach(
        `${TOTALS}.TotalITBISRetenido`,
        `Se retiene ${all.toFixed(2)} de ITBIS de un documento que solo lleva ${itbis.toFixed(2)}.`,
        `${all.toFixed(2)} of ITBIS is withheld of a document that bears only ${itbis.toFixed(2)}.`,
      )
    },
  },
  {
    code: 'withholding-isr',
    severity: 'error',
    source: `${FORMAT}, MontoISRRetenido`,
    types: ['41'],
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        const group = groupAt(item, AT)
        if (!group || textAt(item, 'IndicadorBienoServicio') !== '2' || group.MontoISRRetenido !== undefined) continue
        breach(
          `${itemAt(i)}.${AT}.MontoISRRetenido`,
          'Un servicio en un comprobante de compras dice el ISR retenido.',
          'A service in a purchase document states the income tax withheld.',
        )
      }
    },
  },
  {
    code: 'withholding-empty',
    severity: 'error',
    source: dgiiCode('260', 'Retencion'),
    types: ['31', '33', '34'],
    check({ items }, breach) {
      for (const [i, item] of items.entries()) {
        const group = groupAt(item, AT)
        if (!group || group.MontoITBISRetenido !== undefined || group.MontoISRRetenido !== undefined) continue
        breach(
          `${itemAt(i)}.${AT}`,
          'Una retención lleva el monto de ITBIS, el de ISR o ambos.',
          'A withholding has the ITBIS amount, the income tax amount or both.',
        )
      }
    },
  },
  {
    code: 'withholding-total',
    severity: 'error',
    source: dgiiCode('11170', 'TotalISRRetencion'),
    types: ['47'],
    check({ items, totals }, breach) {
      // Where a line lacks its amount the format table has said so; the sum cannot be made without it.
      if (
        totals.TotalISRRetencion !== undefined ||
        items.some((item) => groupAt(item, AT)?.MontoISRRetenido === undefined)
      )
        return
      breach(
        `${TOTALS}.TotalISRRetencion`,
        'Un pago al exterior lleva el total de ISR retenido, aunque sea 0.00.',
        'A payment abroad has the total income tax withheld, be it 0.00.',
      )
    },
  },
]
