import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { ArchiveDamaged } from '../../ports/archive.ts'

const text = Type.String()
const id = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const whole = Type.Integer({ minimum: 0 })
const time = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' })
const digits = Type.String({ pattern: '^\\d{1,19}$' })
const hex = Type.String({ pattern: '^[0-9a-f]{64}$' })
const environment = Type.Enum(['sandbox', 'production'])

/** What reading depends on; other members go along as they are, so that a later version may add some. */
export const HeadShape = Compile(
  Type.Object({
    format: Type.Literal('emite-archive'),
    version: Type.Integer({ minimum: 1 }),
    exportedAt: time,
    environment,
    period: Type.Object({ from: text, to: text, issuerTaxId: Type.Optional(text) }),
    volume: Type.Integer({ minimum: 1 }),
    after: Type.Optional(id),
    tenant: Type.Object({ id, name: text, createdAt: time }),
    issuers: Type.Array(
      Type.Object({
        id,
        tenantId: id,
        environment,
        jurisdiction: text,
        authorityEnvironment: text,
        profile: Type.Object({ taxId: text, name: text, settings: Type.Object({}) }),
        createdAt: time,
      }),
    ),
    ranges: Type.Array(
      Type.Object({ id, issuerId: id, series: text, first: digits, last: digits, next: digits, createdAt: time }),
    ),
  }),
)

export const ManifestShape = Compile(
  Type.Object({
    documents: whole,
    last: Type.Optional(id),
    isLastVolume: Type.Boolean(),
    files: Type.Array(Type.Object({ path: text, sizeBytes: whole, sha256: hex })),
  }),
)

export const RecordShape = Compile(
  Type.Object({
    document: Type.Object({
      id,
      tenantId: id,
      environment,
      issuerId: id,
      number: text,
      type: text,
      state: text,
      revision: Type.Integer({ minimum: 1 }),
      dueAt: time,
      createdAt: time,
      updatedAt: time,
    }),
    series: text,
    sequence: digits,
    door: text,
    requestHash: Type.String({ pattern: '^[0-9a-f]*$' }),
    signedAt: time,
    draft: Type.Object({}),
    events: Type.Array(
      Type.Object({ sequence: whole, at: time, actor: text, kind: text, to: text, detail: Type.Object({}), hash: hex }),
    ),
    superseded: Type.Array(Type.Object({ revision: whole, archivedAt: time })),
  }),
)

/** The JSON of an archive's file, held against its shape. @throws ArchiveDamaged */
export function shaped(shape: { Check(value: unknown): boolean }, bytes: Uint8Array, path: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ArchiveDamaged('is not JSON', path)
  }
  if (!shape.Check(value)) throw new ArchiveDamaged('is not what an archive of ours holds there', path)
  return value
}
