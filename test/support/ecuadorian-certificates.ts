import { createTestAuthority } from '../../src/certificates/test-authority.ts'
import type { TestAttribute, TestAuthority, TestCertificate } from '../../src/certificates/test-authority.ts'
import { writePkcs12 } from '../../src/certificates/test-pkcs12.ts'
import type { Pkcs12Recipe } from '../../src/certificates/test-pkcs12.ts'

/** A certification entity of Ecuador, as far as its certificates and files are a peculiar shape. Trusted by nobody. */
export interface EcuadorianEntity {
  readonly name: string
  /** How its authority is called, in the order of the certificate. */
  readonly issuer: readonly TestAttribute[]
  /** The same as Java's `X500Principal.getName()` gives it, which `X500Principal` reads as equal to the certificate's. */
  readonly issuerName: string
  /** Where it puts the RUC, as an extension of its own. */
  readonly rucExtension: string | undefined
  /** How it writes its files. */
  readonly file: Pick<Pkcs12Recipe, 'encryption' | 'password'> & {
    /** Whether a second pair, to decrypt with, stands before the one to sign with. */
    readonly hasDecryptionPair: boolean
    readonly isAuthorityFirst: boolean
  }
}

export const ECUADORIAN_ENTITIES: readonly EcuadorianEntity[] = [
  {
    name: 'Banco Central',
    issuer: [
      { oid: '2.5.4.6', value: 'EC' },
      { oid: '2.5.4.10', value: 'BANCO CENTRAL DEL ECUADOR' },
      { oid: '2.5.4.11', value: 'ENTIDAD DE CERTIFICACION DE INFORMACION-ECIBCE' },
      { oid: '2.5.4.7', value: 'QUITO' },
      { oid: '2.5.4.3', value: 'AC BANCO CENTRAL DEL ECUADOR' },
    ],
    issuerName:
      'CN=AC BANCO CENTRAL DEL ECUADOR,L=QUITO,OU=ENTIDAD DE CERTIFICACION DE INFORMACION-ECIBCE,' +
      'O=BANCO CENTRAL DEL ECUADOR,C=EC',
    rucExtension: '1.3.6.1.4.1.37947.3.11',
    file: { encryption: 'rc2-40', password: 'contraseña', hasDecryptionPair: true, isAuthorityFirst: true },
  },
  {
    name: 'Security Data',
    issuer: [
      { oid: '2.5.4.6', value: 'EC' },
      { oid: '2.5.4.10', value: 'SECURITY DATA S.A. 2', stringType: 'printable' },
      { oid: '2.5.4.11', value: 'ENTIDAD DE CERTIFICACION DE INFORMACION', stringType: 'printable' },
      { oid: '2.5.4.3', value: 'AUTORIDAD DE CERTIFICACION SUBCA-2 SECURITY DATA', stringType: 'printable' },
    ],
    issuerName:
      'CN=AUTORIDAD DE CERTIFICACION SUBCA-2 SECURITY DATA,OU=ENTIDAD DE CERTIFICACION DE INFORMACION,' +
      'O=SECURITY DATA S.A. 2,C=EC',
    rucExtension: '1.3.6.1.4.1.37746.3.11',
    file: { encryption: '3des', password: 'Clave.2026', hasDecryptionPair: false, isAuthorityFirst: true },
  },
  {
    name: 'Uanataca',
    issuer: [
      { oid: '2.5.4.6', value: 'ES' },
      { oid: '2.5.4.7', value: 'Barcelona (see current address at www.uanataca.com/address)' },
      { oid: '2.5.4.10', value: 'UANATACA S.A.' },
      { oid: '2.5.4.11', value: 'TSP-UANATACA' },
      { oid: '2.5.4.3', value: 'UANATACA CA2 2016' },
      { oid: '2.5.4.97', value: 'VATES-A66721499' },
    ],
    issuerName:
      '2.5.4.97=#0c0f56415445532d413636373231343939,CN=UANATACA CA2 2016,OU=TSP-UANATACA,O=UANATACA S.A.,' +
      'L=Barcelona (see current address at www.uanataca.com/address),C=ES',
    rucExtension: '1.3.6.1.4.1.47286.102.3.11',
    file: { encryption: '3des', password: 'jos\u00e9 & mar\u00eda', hasDecryptionPair: false, isAuthorityFirst: false },
  },
  {
    name: 'ANF',
    issuer: [
      { oid: '2.5.4.5', value: '1792601215001' },
      { oid: '2.5.4.3', value: 'ANF High Assurance Ecuador Intermediate CA' },
      { oid: '2.5.4.11', value: 'ANF Autoridad intermedia, certificación' },
      { oid: '2.5.4.10', value: 'ANFAC AUTORIDAD DE CERTIFICACION ECUADOR C.A.' },
      { oid: '2.5.4.6', value: 'EC' },
    ],
    issuerName:
      'C=EC,O=ANFAC AUTORIDAD DE CERTIFICACION ECUADOR C.A.,OU=ANF Autoridad intermedia\\, certificación,' +
      'CN=ANF High Assurance Ecuador Intermediate CA,2.5.4.5=#130d31373932363031323135303031',
    rucExtension: '1.3.6.1.4.1.37442.3.11',
    file: { encryption: 'rc2-40', password: '', hasDecryptionPair: false, isAuthorityFirst: true },
  },
  {
    name: 'Lazzate',
    issuer: [
      { oid: '2.5.4.6', value: 'EC' },
      { oid: '2.5.4.8', value: 'Pichincha' },
      { oid: '2.5.4.7', value: 'Quito' },
      { oid: '2.5.4.10', value: 'Lazzate Cía. Ltda.' },
      { oid: '2.5.4.3', value: 'LAZZATE SUBCA 1' },
      { oid: '1.2.840.113549.1.9.1', value: 'info@enext.example' },
    ],
    issuerName:
      '1.2.840.113549.1.9.1=#1612696e666f40656e6578742e6578616d706c65,CN=LAZZATE SUBCA 1,O=Lazzate Cía. Ltda.,' +
      'L=Quito,ST=Pichincha,C=EC',
    rucExtension: undefined,
    file: { encryption: 'aes-256', password: 'ñandú-2026', hasDecryptionPair: false, isAuthorityFirst: false },
  },
]

export const ECUADORIAN_RUC = '1792601215001'

/** A file as such an entity hands it out, and the pair in it that is to sign. */
export async function ecuadorianPkcs12(
  entity: EcuadorianEntity,
): Promise<{ readonly file: Uint8Array; readonly signing: TestCertificate }> {
  const authority = await authorityOf(entity)
  const { rucExtension } = entity
  const signing = await authority.issue({
    ...HOLDER,
    serial: '7a0b5c1e2f3d4c5b6a798897a6b5c4d3',
    attributes: { '1.2.840.113549.1.9.1': 'maria@ejemplo.ec', '2.5.4.97': `VATEC-${ECUADORIAN_RUC}` },
    ...(rucExtension !== undefined && { extensions: { [rucExtension]: ECUADORIAN_RUC } }),
  })
  const { hasDecryptionPair, isAuthorityFirst, ...writing } = entity.file
  const decryption = hasDecryptionPair
    ? [await authority.issue({ ...HOLDER, keyUsage: ['keyEncipherment', 'dataEncipherment'] })]
    : []
  const pairs = [...decryption, signing]
  const own = pairs.map(({ certificate }) => certificate)
  const file = writePkcs12({
    keys: pairs.map(({ privateKey }) => privateKey),
    certificates: isAuthorityFirst ? [...signing.chain, ...own] : [...own, ...signing.chain],
    ...writing,
    ...(hasDecryptionPair && { friendlyNames: ['Decryption Key', 'Signing Key'] }),
  })
  return { file, signing }
}

function authorityOf({ name, issuer }: EcuadorianEntity): Promise<TestAuthority> {
  const made = authorities.get(name) ?? createTestAuthority(new Date('2020-01-01T00:00:00Z'), name, issuer)
  authorities.set(name, made)
  return made
}

const authorities = new Map<string, Promise<TestAuthority>>()

const HOLDER = {
  name: 'MARÍA ÑUSTA QUISHPE',
  taxId: '1710034065',
  country: 'EC',
  validFrom: new Date('2025-01-01T00:00:00Z'),
  validTo: new Date('2035-01-01T00:00:00Z'),
} as const
