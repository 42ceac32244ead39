import type { TestHolder } from '../../certificates/test-authority.ts'
import type { Environment } from '../../domain/caller.ts'
import type { IssuerProfile } from '../../jurisdictions/jurisdiction.ts'

/** A taxpayer that does not exist, with a tenant of its own, so that its keys serve one issuer. */
export interface DemoTaxpayer {
  /** Never changes, so that a start that was cut short is completed by the next. */
  readonly tenantId: string
  readonly tenantName: string
  readonly jurisdiction: 'do' | 'ec'
  readonly profile: IssuerProfile
  readonly holder: Pick<TestHolder, 'name' | 'taxId' | 'country' | 'organization'>
  /** At least one; the taxpayer issues in the environment of each. */
  readonly keys: readonly [DemoKey, ...DemoKey[]]
}

/** A key of a demo taxpayer, and where in `demo.json` a client finds what it needs. */
export interface DemoKey {
  readonly environment: Environment
  readonly secretAt: readonly string[]
  /** Where the key's id stands, for contracts whose credentials have two parts. */
  readonly idAt?: readonly string[]
  /** Where the number of the issuer's first branch stands, for contracts that ask for it. */
  readonly branchAt?: readonly string[]
}

/** One a country for the native API, and one for each contract of another service. */
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
    keys: [{ environment: 'sandbox', secretAt: ['native', 'sandbox', 'do', 'apiKey'] }],
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
    keys: [{ environment: 'sandbox', secretAt: ['native', 'sandbox', 'ec', 'apiKey'] }],
  },
  {
    tenantId: '0e317e00-0000-7000-8000-00000000de32',
    tenantName: 'Demo ecf-direct',
    jurisdiction: 'do',
    profile: {
      taxId: '131000003',
      name: 'CONSULTORES DE DEMOSTRACIÓN SRL',
      address: 'Av. Winston Churchill 1099, Piantini',
      municipality: '010100',
      province: '010000',
      settings: {},
    },
    holder: { name: 'PERSONA DE DEMOSTRACIÓN', taxId: '00100000001' },
    keys: [{ environment: 'sandbox', secretAt: ['ecf-direct', 'apiKey'] }],
  },
  {
    tenantId: '0e317e00-0000-7000-8000-00000000de33',
    tenantName: 'Demo erply',
    jurisdiction: 'do',
    profile: {
      taxId: '131000001',
      name: 'ERPly Pro Demo S.R.L.',
      address: 'Calle Gustavo Mejía Ricart 54, Naco',
      municipality: '010100',
      province: '010000',
      settings: {},
    },
    holder: { name: 'PERSONA DE DEMOSTRACIÓN', taxId: '00100000001' },
    keys: [{ environment: 'sandbox', secretAt: ['erply', 'clientSecret'], idAt: ['erply', 'clientId'] }],
  },
  {
    tenantId: '0e317e00-0000-7000-8000-00000000de34',
    tenantName: 'Demo factly',
    jurisdiction: 'do',
    profile: {
      taxId: '131000004',
      name: 'TIENDA DE DEMOSTRACIÓN SRL',
      address: 'Calle del Sol 45, Santiago',
      municipality: '250100',
      province: '250000',
      settings: {},
    },
    holder: { name: 'PERSONA DE DEMOSTRACIÓN', taxId: '00100000001' },
    keys: [
      { environment: 'sandbox', secretAt: ['factly', 'sandboxKey'] },
      { environment: 'production', secretAt: ['factly', 'productionKey'] },
    ],
  },
  {
    tenantId: '0e317e00-0000-7000-8000-00000000de35',
    tenantName: 'Demo faktur',
    jurisdiction: 'ec',
    profile: {
      taxId: '0991234567001',
      name: 'COMERCIAL FAKTUR DEMO S.A.',
      address: 'Av. 9 de Octubre 100, Guayaquil',
      settings: { obligadoContabilidad: true },
    },
    holder: { name: 'PERSONA DE DEMOSTRACIÓN', taxId: '0991234567001', country: 'EC' },
    keys: [{ environment: 'sandbox', secretAt: ['faktur', 'apiSecret'], idAt: ['faktur', 'apiKey'] }],
  },
  {
    tenantId: '0e317e00-0000-7000-8000-00000000de36',
    tenantName: 'Demo sri-documents',
    jurisdiction: 'ec',
    profile: {
      taxId: '1792345678001',
      name: 'SERVICIOS DE DEMOSTRACIÓN S.A.',
      address: 'Av. República E7-123, Quito',
      settings: { obligadoContabilidad: true },
    },
    holder: { name: 'PERSONA DE DEMOSTRACIÓN', taxId: '1792345678001', country: 'EC' },
    keys: [
      {
        environment: 'sandbox',
        secretAt: ['sri-documents', 'apiKey'],
        branchAt: ['sri-documents', 'issuerId'],
      },
    ],
  },
]
