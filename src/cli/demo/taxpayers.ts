import type { TestHolder } from '../../certificates/test-authority.ts'
import type { IssuerProfile } from '../../jurisdictions/jurisdiction.ts'

/** A taxpayer that does not exist, with a tenant of its own, so that its key serves one issuer. */
export interface DemoTaxpayer {
  /** Never changes, so that a start that was cut short is completed by the next. */
  readonly tenantId: string
  readonly tenantName: string
  readonly jurisdiction: 'do' | 'ec'
  readonly profile: IssuerProfile
  readonly holder: Pick<TestHolder, 'name' | 'taxId' | 'country' | 'organization'>
}

/** One a country. */
export const DEMO_TAXPAYERS: readonly DemoTaxpayer[] = [
  {
    tenantId: '0e317e00-0000-7000-8000-00000000de30',
    tenantName: 'Demo',
    jurisdiction: 'do',
    profile: {
      taxId: '999999992',
      name: 'COMERCIAL DE DEMOSTRACIÓN SRL',
      tradeName: 'Colmado Demo',
      address: 'Calle El Conde 100, Zona Colonial',
      municipality: '010100',
      province: '010000',
      phones: ['809-555-0100'],
      email: 'demo@example.com',
      settings: {},
    },
    holder: { name: 'PERSONA DE DEMOSTRACIÓN', taxId: '00100000001' },
  },
  {
    tenantId: '0e317e00-0000-7000-8000-00000000de31',
    tenantName: 'Demo Ecuador',
    jurisdiction: 'ec',
    profile: {
      taxId: '1790000001001',
      name: 'COMERCIAL DE DEMOSTRACIÓN CÍA. LTDA.',
      tradeName: 'Tienda Demo',
      address: 'Av. Amazonas N21-100 y Roca, Quito',
      email: 'demo@example.com',
      settings: { obligadoContabilidad: true },
    },
    holder: { name: 'PERSONA DE DEMOSTRACIÓN', taxId: '1790000001001', country: 'EC' },
  },
]
