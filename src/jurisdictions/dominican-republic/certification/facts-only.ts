import { blockOf, type Draft } from '../../../domain/draft.ts'
import { COMPUTED } from '../../content/block.ts'

/** What stands in Totales because it happened, not because it was computed. */
const TOTALS_FACTS = new Set(['SaldoAnterior', 'MontoAvancePago', 'TotalITBISPercepcion', 'TotalISRPercepcion'])

/** Optional totals that nothing else calls for: they are asked for by name instead. */
const ASKED_FOR = ['MontoPeriodo', 'ValorPagar']

/** Figures of a line that follow from the rest of it. */
const LINE_FIGURES = new Set(['MontoItem', 'DescuentoMonto', 'RecargoMonto', 'NumeroLinea'])
const LINE_CURRENCY_FIGURES = new Set(['DescuentoOtraMoneda', 'RecargoOtraMoneda', 'MontoItemOtraMoneda'])

/**
 * The same draft with every computable figure removed, so that Emite computes it. What happened stays: prices, quantities,
 * percentages, amounts of discounts, rates, withholdings, advances.
 */
export function factsOnly(draft: Draft): Draft {
  const block = blockOf(draft, 'do')
  const lines = draft.lines.map((line) => {
    const item = blockOf(line, 'do')
    return isGroup(item) ? { ...line, do: lineFacts(item) } : line
  })
  const facts: Draft = { ...draft, lines }
  return isGroup(block) ? Object.assign(facts, { do: blockFacts(block) }) : facts
}

type Group = Readonly<Record<string, unknown>>

function blockFacts(block: Group): Group {
  const { Encabezado, DescuentosORecargos, ...rest } = block
  const header = groupOf(Encabezado)
  const { Totales, OtraMoneda, IdDoc, ...headerRest } = header
  const totals = groupOf(Totales)
  return {
    ...rest,
    [COMPUTED]: ASKED_FOR.filter((name) => name in totals),
    Encabezado: {
      ...headerRest,
      IdDoc: without(
        groupOf(IdDoc),
        (name, value) => name === 'IndicadorNotaCredito' || (name === 'IndicadorMontoGravado' && value === '0'),
      ),
      Totales: {
        ...without(totals, (name) => !TOTALS_FACTS.has(name)),
        ...taxRates(totals),
      },
      ...(isGroup(OtraMoneda)
        ? { OtraMoneda: { TipoMoneda: OtraMoneda.TipoMoneda, TipoCambio: OtraMoneda.TipoCambio } }
        : {}),
    },
    ...(isGroup(DescuentosORecargos) ? { DescuentosORecargos: mapLists(DescuentosORecargos, adjustmentFacts) } : {}),
  }
}

/** The rate of an additional tax is a fact of the day; what it comes to is computed. */
function taxRates(totals: Group): Group {
  if (!isGroup(totals.ImpuestosAdicionales)) return {}
  const rates = mapLists(totals.ImpuestosAdicionales, ({ TipoImpuesto, TasaImpuestoAdicional }) => ({
    TipoImpuesto,
    TasaImpuestoAdicional,
  }))
  return { ImpuestosAdicionales: rates }
}

function adjustmentFacts(entry: Group): Group {
  return without(entry, (name) => name === 'MontoDescuentooRecargo' && entry.TipoValor === '%')
}

function lineFacts(item: Group): Group {
  const { TablaSubDescuento, TablaSubRecargo, OtraMonedaDetalle, ...rest } = item
  return {
    ...without(rest, (name) => LINE_FIGURES.has(name)),
    ...(isGroup(TablaSubDescuento) ? { TablaSubDescuento: mapLists(TablaSubDescuento, partFacts) } : {}),
    ...(isGroup(TablaSubRecargo) ? { TablaSubRecargo: mapLists(TablaSubRecargo, partFacts) } : {}),
    ...(isGroup(OtraMonedaDetalle)
      ? { OtraMonedaDetalle: without(OtraMonedaDetalle, (name) => LINE_CURRENCY_FIGURES.has(name)) }
      : {}),
  }
}

function partFacts(entry: Group): Group {
  const isPercent = entry.TipoSubDescuento === '%' || entry.TipoSubRecargo === '%'
  return without(entry, (name) => isPercent && (name === 'MontoSubDescuento' || name === 'MontoSubRecargo'))
}

function mapLists(group: Group, change: (entry: Group) => Group): Group {
  const changed = Object.entries(group).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((entry: unknown) => (isGroup(entry) ? change(entry) : entry)) : value,
  ])
  return Object.fromEntries(changed) as Group
}

function without(group: Group, isFigure: (name: string, value: unknown) => boolean): Group {
  return Object.fromEntries(Object.entries(group).filter(([name, value]) => !isFigure(name, value)))
}

function groupOf(value: unknown): Group {
  return isGroup(value) ? value : {}
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
