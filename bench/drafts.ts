import type { Draft } from '../src/domain/draft.ts'

/** A credit invoice (type 31) as shops send them: accents, codes, a discount here and there, two rates of ITBIS. */
export function creditInvoice(lines: number): Draft {
  return {
    type: '31',
    buyer: {
      taxId: '131880681',
      name: 'Comercial del Caribe & Asociados, SRL',
      email: 'cuentas@caribe.example',
      address: 'Av. Winston Churchill 95, Piantini',
      municipality: '010100',
      province: '010000',
    },
    payment: { terms: 'cash' },
    lines: linesOf(lines),
  }
}

/** A consumer invoice (type 32) below the limit: it is signed twice, in full and as the summary that DGII gets. */
export function smallConsumerInvoice(): Draft {
  return { type: '32', payment: { terms: 'cash' }, lines: linesOf(2) }
}

function linesOf(count: number): Draft['lines'] {
  return Array.from({ length: count }, (_, at) => ({
    name: `${GOODS[at % GOODS.length] ?? ''} n.º ${at + 1}`,
    kind: 'good' as const,
    codes: [{ type: 'Interna', value: `ART-${1000 + at}` }],
    quantity: String(1 + (at % 7)),
    unit: '43',
    unitPrice: `${125 + at * 10}.50`,
    taxes: [{ code: 'ITBIS', rate: at % 4 === 3 ? '16' : '18' }],
    ...(at % 5 === 2 ? { discounts: [{ percent: '5' }] } : {}),
  }))
}

const GOODS = ['Café molido & tostado', 'Resma de papel 8½ × 11', 'Aceite de girasol', 'Jabón de cuaba', 'Azúcar crema']
