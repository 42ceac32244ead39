import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ArchiveReader } from '../../ports/archive.ts'
import { openVolume } from './read-volume.ts'

const TENANT = '00000000-0000-7000-8000-000000000001'
const HEAD = {
  format: 'emite-archive',
  version: 1,
  exportedAt: '2026-11-21T00:00:00.000Z',
  environment: 'sandbox',
  period: { from: '2026-11-01', to: '2026-11-30' },
  volume: 1,
  tenant: { id: TENANT, name: 'Acme', createdAt: '2026-11-21T00:00:00.000Z' },
  issuers: [],
  ranges: [],
}

// Under the bound of one file. The same bytes stand for every file, so that the test needs no more memory than one.
const large = Buffer.alloc(100 * 1024 * 1024)
const FOLDER = 'documents/101000123/2026-11/31-E310000000001'

function volumeWith(names: readonly string[]): ArchiveReader {
  const sha256 = hash('sha256', large, 'hex')
  const files = names.map((name) => ({ path: `${FOLDER}/${name}`, sizeBytes: large.byteLength, sha256 }))
  const manifest = { documents: 1, isLastVolume: true, files }
  const json = new Map<string, object>([
    ['archive.json', HEAD],
    ['manifest.json', manifest],
  ])
  return {
    paths: [...files.map(({ path }) => path), 'manifest.json'],
    read: (path) => Promise.resolve(json.has(path) ? Buffer.from(JSON.stringify(json.get(path))) : large),
    close: () => Promise.resolve(),
  }
}

async function read(names: readonly string[]): Promise<void> {
  const volume = await openVolume(volumeWith(names))
  for await (const document of volume.documents()) expect(document).toBeDefined()
}

test('a document whose files together would fill the memory is refused', async () => {
  await expect(read(['document.xml', 'revision-1/document.xml', 'revision-2/document.xml'])).rejects.toThrow(
    'bytes in its files',
  )
})

test('what a document is not restored from is held against its hash and not kept', async () => {
  await expect(read(['document.pdf', 'a.bin', 'b.bin'])).rejects.toThrow('document.json')
})
