import type { CalendarDate } from '../../../domain/calendar.ts'
import type { PrepareContext, RelatedDocument } from '../../jurisdiction.ts'

/** The taxpayer that issues the examples, on the day they are issued: 15 November 2026, 10:30 in the country. */
export const EXAMPLE_CONTEXT: PrepareContext = {
  issuer: {
    taxId: '101-01063-2',
    name: 'Suplidora Quisqueya, SRL',
    tradeName: 'Quisqueya',
    address: 'Calle El Conde 150, Zona Colonial',
    municipality: '010100',
    province: '010000',
    phones: ['8095550101'],
    email: 'facturas@quisqueya.example',
    settings: {},
  },
  today: '2026-11-15' as CalendarDate,
  now: new Date('2026-11-15T14:30:00Z'),
  environment: 'sandbox',
  authorityEnvironment: 'testecf',
  related: [],
}

/** A document Emite already has, as notes over it see it. */
export function relatedInvoice(change: Partial<RelatedDocument> = {}): RelatedDocument {
  return {
    number: 'E310000000001',
    type: '31',
    state: 'approved',
    issueDate: '2026-11-01' as CalendarDate,
    buyerTaxId: '131880681',
    total: '11800.00',
    facts: {
      TipoIngresos: '01',
      TipoeCF: '31',
      RazonSocialComprador: 'Comercial del Caribe, SRL',
      RNCComprador: '131880681',
    },
    stamp: { signedAt: '' },
    noteTotals: {},
    ...change,
  }
}
