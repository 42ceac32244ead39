import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Which layer may import which (docs/architecture.md). A layer is the folder it is named after; `types` means type-only
 * imports. What is not listed may not be imported.
 */
const MAY_IMPORT: Readonly<Record<string, Readonly<Record<string, 'all' | 'types'>>>> = {
  'src/domain': {},
  'src/xml': {},
  'src/certificates': { 'src/domain': 'all' },
  'src/jurisdictions': { 'src/domain': 'all', 'src/xml': 'all', 'src/certificates': 'types' },
  'src/ports': { 'src/domain': 'all', 'src/jurisdictions': 'types' },
  'src/journey': {
    'src/domain': 'all',
    'src/ports': 'all',
    'src/jurisdictions': 'all',
    'src/xml': 'all',
    'src/certificates': 'all',
  },
  'src/accounts': {
    'src/domain': 'all',
    'src/xml': 'all',
    'src/ports': 'all',
    'src/jurisdictions': 'all',
    'src/certificates': 'all',
  },
  // A country's wire/ as well: see WIRE below.
  'src/adapters': { 'src/domain': 'all', 'src/ports': 'all', 'src/jurisdictions': 'types' },
  'src/observability': {},
  'src/doors': {
    'src/observability': 'all',
    'src/domain': 'all',
    'src/ports': 'all',
    'src/journey': 'all',
    'src/accounts': 'all',
    'src/jurisdictions': 'all',
  },
  'src/worker': { 'src/domain': 'all', 'src/ports': 'all', 'src/journey': 'all', 'src/jurisdictions': 'all' },
  // Never journey, doors, adapters: the simulator is a second opinion.
  simulator: { 'src/domain': 'all', 'src/xml': 'all', 'src/jurisdictions': 'all' },
}

// Folders inside a layer that never see each other.
const STRANGERS: readonly RegExp[] = [
  /^src\/jurisdictions\/(dominican-republic|ecuador)\//,
  /^src\/adapters\/([^/]+)\//,
  /^src\/doors\/([^/]+)\//,
]

// What the simulator may know of a country: how its documents look and what goes over the wire, none of its arithmetic.
const SIMULATOR_SEES =
  /^src\/(domain|xml)\/|^src\/jurisdictions\/(format\/|jurisdiction\.ts|authority-protocol\.ts|[^/]+\/(formats|wire|catalogs)\/)/

const ROOT = join(import.meta.dirname, '..')
const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^']*?\sfrom\s+)?'(\.[^']+)'/gm

interface Arrow {
  readonly from: string
  readonly to: string
  readonly isType: boolean
}

const files = ['src', 'simulator'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name)),
)
const arrows = files.flatMap(arrowsOf)

function arrowsOf(from: string): Arrow[] {
  const source = readFileSync(join(ROOT, from), 'utf8')
  return [...source.matchAll(IMPORT)].map(([, type, target]) => ({
    from,
    to: relative(ROOT, join(ROOT, dirname(from), target ?? '')),
    isType: type !== undefined,
  }))
}

function layerOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((layer) => file.startsWith(`${layer}/`))
}

function strangerOf(file: string, pattern: RegExp): string | undefined {
  return pattern.exec(file)?.[1]
}

describe('the layers', () => {
  test('import only what the table allows', () => {
    const wrong = arrows.filter(({ from, to, isType }) => {
      const layer = layerOf(from)
      const target = layerOf(to)
      if (layer === undefined || layer === target) return false
      if (layer === 'src/adapters' && /^src\/jurisdictions\/[^/]+\/wire\//.test(to)) return false
      // compose, main, config and the command line may see everything, and nobody sees them.
      const allowed = target === undefined ? undefined : MAY_IMPORT[layer]?.[target]
      return allowed === undefined || (allowed === 'types' && !isType)
    })
    expect(wrong).toEqual([])
  })

  test('keep countries, adapters and doors from seeing each other', () => {
    const wrong = arrows.filter(({ from, to }) =>
      STRANGERS.some((pattern) => {
        const [here, there] = [strangerOf(from, pattern), strangerOf(to, pattern)]
        return here !== undefined && there !== undefined && here !== there
      }),
    )
    expect(wrong).toEqual([])
  })

  test('let the simulator see formats and wire shapes only', () => {
    const wrong = arrows.filter(({ from, to }) => {
      return from.startsWith('simulator/') && to.startsWith('src/') && !SIMULATOR_SEES.test(to)
    })
    expect(wrong).toEqual([])
  })

  test('have no cycle', () => {
    const targets = Map.groupBy(arrows, (arrow) => arrow.from)
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      if (done.has(file) || path.includes(file)) return
      for (const { to } of targets.get(file) ?? []) visit(to, [...path, file])
      done.add(file)
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })

  test('do no input or output between domain and journey', () => {
    const forbidden =
      /from '(node:(fs|net|http|https|child_process|dns|tls|dgram)[^']*|pg|undici|fastify)'|\bDate\.now\(|Math\.random\(/
    const pure = files.filter((file) => /^src\/(domain|xml|jurisdictions|ports|journey)\//.test(file))
    expect(pure.filter((file) => forbidden.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
  })
})

describe('the files', () => {
  test('say one thing: under 300 lines, tables of codes excepted', () => {
    const long = files.filter((file) => {
      return !/\/catalogs\//.test(file) && readFileSync(join(ROOT, file), 'utf8').split('\n').length > 300
    })
    expect(long).toEqual([])
  })

  test('have names that mean something', () => {
    const vague = /(^|\/)(utils?|helpers?|common|types|misc|shared|part\d)(\.ts|\/)/
    expect(files.filter((file) => vague.test(file))).toEqual([])
  })
})
