import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DOCUMENT_TYPES } from '../src/jurisdictions/dominican-republic/catalogs/document-types.ts'
import {
  ACECF,
  ANECF,
  ARECF,
  E_CF_FORMATS,
  RFCE,
  SEED,
} from '../src/jurisdictions/dominican-republic/formats/formats.ts'
import { FORMATS as ECUADORIAN_FORMATS } from '../src/jurisdictions/ecuador/formats/formats.ts'
import { typeFactsOf } from '../src/jurisdictions/ecuador/type-facts.ts'
import { referencePage } from '../src/jurisdictions/format/reference.ts'

/**
 * Writes the reference pages of the formats to `docs/reference/`. With `--check` it writes nothing and fails when a page is
 * not what it would write. Answers with the pages that were not.
 */
export function writeReference(check: boolean): readonly string[] {
  const stale: string[] = []
  for (const { file, page } of PAGES) {
    const path = resolve(ROOT, file)
    if (page === currentText(path)) continue
    stale.push(file)
    if (check) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, page)
  }
  return stale
}

const ROOT = resolve(import.meta.dirname, '..')
const FOLDER = 'docs/reference/dominican-republic'
const ECUADOR = 'docs/reference/ecuador'

const PAGES = [
  ...E_CF_FORMATS.map((format) => {
    const name = DOCUMENT_TYPES.entries.find(({ code }) => code === format.code)?.name ?? ''
    return { file: `${FOLDER}/e-cf-${format.code}.md`, page: referencePage(format, `e-CF ${format.code}: ${name}`) }
  }),
  { file: `${FOLDER}/rfce.md`, page: referencePage(RFCE, 'RFCE: Resumen de Factura de Consumo Electrónica') },
  { file: `${FOLDER}/acecf.md`, page: referencePage(ACECF, 'ACECF: Aprobación Comercial') },
  { file: `${FOLDER}/arecf.md`, page: referencePage(ARECF, 'ARECF: Acuse de Recibo') },
  { file: `${FOLDER}/anecf.md`, page: referencePage(ANECF, 'ANECF: Anulación de e-NCF') },
  { file: `${FOLDER}/seed.md`, page: referencePage(SEED, 'SemillaModel: Semilla') },
  ...ECUADORIAN_FORMATS.map((format) => {
    const { name } = format.root
    const type = typeFactsOf(format.code)
    return {
      file: `${ECUADOR}/${format.code}-${name}-${format.version}.md`,
      page: referencePage(format, `${format.code} ${type?.name.es ?? name}, versión ${format.version}`),
    }
  }),
]

function currentText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  const stale = writeReference(check)
  for (const file of stale) console.log(check ? `stale: ${file}` : `written: ${file}`)
  if (check && stale.length > 0) process.exitCode = 1
}
