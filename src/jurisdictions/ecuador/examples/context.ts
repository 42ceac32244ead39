import type { CalendarDate } from '../../../domain/calendar.ts'
import type { PrepareContext, RelatedDocument } from '../../jurisdiction.ts'
import type { IssuerSettings } from '../settings.ts'

const SETTINGS: IssuerSettings = {
  establishments: [
    { code: '001', address: 'Av. Amazonas N21-100 y Roca, Quito', points: ['001', '002'] },
    { code: '002', address: 'Av. 9 de Octubre 424, Guayaquil', tradeName: 'Andina Guayaquil' },
  ],
  obligadoContabilidad: true,
  agenteRetencion: '1',
}

/** The taxpayer that issues the examples, on the day they are issued: 16 November 2026, 10:30 in the country. */
export const EXAMPLE_CONTEXT: PrepareContext = {
  issuer: {
    taxId: '1790000001001',
    name: 'Comercial Andina S.A.',
    tradeName: 'Andina',
    address: 'Av. Amazonas N21-100 y Roca, Quito',
    email: 'facturas@andina.example',
    settings: SETTINGS,
  },
  today: '2026-11-16' as CalendarDate,
  now: new Date('2026-11-16T15:30:00Z'),
  environment: 'sandbox',
  authorityEnvironment: 'celcer',
  related: [],
}

/** A document Emite already has, as notes and waybills over it see it. */
export function relatedInvoice(change: Partial<RelatedDocument> = {}): RelatedDocument {
  return {
    number: '001-001-000000123',
    type: '01',
    state: 'approved',
    issueDate: '2026-11-03' as CalendarDate,
    buyerTaxId: '1710034065001',
    total: '115.00',
    facts: { codDoc: '01' },
    stamp: { signedAt: '' },
    noteTotals: {},
    ...change,
  }
}
